frappe.ui.form.on("Unit Reorganisation", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.status === "Reorganisation Carried Out") return;
		frm.add_custom_button(__("What Would Move"), () => preview(frm));
		grid_governance.main_button(frm, __("Carry Out"), () => preview(frm, true));
	},
});

function preview(frm, then_do) {
	const save = frm.is_dirty() ? frm.save() : Promise.resolve();
	return save
		.then(() => frappe.call("grid_governance.api.reorganisation.preview", { name: frm.doc.name }))
		.then(({ message }) => {
			const safe = frappe.utils.escape_html;
			const units = message.new_units.map(([code, name]) => `${safe(code)} ${safe(name)}`);
			const records = Object.entries(message.records).map(([doctype, n]) => `${__(doctype)}: ${n}`);
			const text = `<p><b>${__("New Units")}</b><br>${units.slice(0, 50).join("<br>")}</p>
				<p><b>${__("Units To Be Closed")}</b>: ${message.moves.length}</p>
				<p><b>${__("Records That Move")}</b><br>${records.join("<br>") || "–"}</p>`;
			if (!then_do) return frappe.msgprint({ title: __("What Would Move"), message: text });
			grid_governance.asking.sure(
				`${text}<p>${__("Carry it out now? Closed units are not opened again.")}</p>`,
				() =>
					frappe
						.call({
							method: "grid_governance.api.reorganisation.carry_out",
							args: { name: frm.doc.name },
							freeze: true,
						})
						.then(() => frm.reload_doc()),
			);
		});
}
