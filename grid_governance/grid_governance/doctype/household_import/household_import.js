frappe.ui.form.on("Household Import", {
	refresh(frm) {
		frm.add_custom_button(__("Download Template"), () =>
			window.open("/api/method/grid_governance.api.imports.household_template"),
		);
		show_preview(frm);
		if (frm.is_new() || !frm.doc.import_file || frm.doc.status === "Import Done") return;
		if (frm.doc.status === "Import Running") return watch(frm);
		frm.add_custom_button(__("Preview Changes"), () => call(frm, "preview_households"));
		frm.page.set_primary_action(__("Import Households"), () => {
			const text = __("Bring the households of this file into {0}?", [frm.doc.grid_unit]);
			grid_governance.asking.sure(text, () => call(frm, "run_households"));
		});
	},
});

function call(frm, method) {
	const save = frm.is_dirty() ? frm.save() : Promise.resolve();
	return save
		.then(() =>
			frappe.call({
				method: `grid_governance.api.imports.${method}`,
				args: { name: frm.doc.name },
				freeze: true,
				freeze_message: __("Reading the file"),
			}),
		)
		.then(() => frm.reload_doc());
}

function watch(frm) {
	frappe.realtime.off("household_import_progress");
	frappe.realtime.off("household_import_done");
	frappe.realtime.on("household_import_progress", (data) => {
		if (data.name !== frm.doc.name) return;
		frm.dashboard.show_progress(
			__("Importing"),
			(data.done / data.total) * 100,
			`${data.done} / ${data.total}`,
		);
	});
	frappe.realtime.on("household_import_done", (data) => data.name === frm.doc.name && frm.reload_doc());
}

function show_preview(frm) {
	const rows = JSON.parse(frm.doc.preview || "[]");
	const colour = { new: "green", changed: "blue", unchanged: "gray", wrong: "red" };
	const word = {
		new: __("New Row"),
		changed: __("Changed Row"),
		unchanged: __("Unchanged Row"),
		wrong: __("Wrong Row"),
	};
	const safe = frappe.utils.escape_html;
	const lines = rows.map(
		(row) => `<tr><td>${row.line}</td><td>${safe(row.address || "")}</td><td>${safe(row.name || "")}</td>
			<td><span class="indicator-pill ${colour[row.state]}">${word[row.state]}</span></td>
			<td>${row.problems.map(safe).join("<br>")}</td></tr>`,
	);
	const head = [__("Row"), __("Address"), __("Resident Name"), __("What Happens"), __("Problems")];
	const table = `<table class="table table-bordered"><thead><tr>${head
		.map((h) => `<th>${h}</th>`)
		.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
	frm.get_field("preview_html").$wrapper.html(rows.length ? table : "");
}
