frappe.ui.form.on("Case File", {
	async refresh(frm) {
		if (frm.is_new()) return;
		const overview = await grid_governance.show_slots(frm);
		if (!overview) return;
		grid_governance.case_button(frm);
		if (frm.doc.binding_problem) frm.set_intro(frm.doc.binding_problem, "red");
		show_volumes(frm);
		if (overview.sealed) return sealed(frm);
		frm.add_custom_button(__("Bind Into One PDF"), () => bind(frm));
		if (overview.complete) offer_filing(frm);
	},
});

// Sealed: read only, until it is reopened with a reason.
function sealed(frm) {
	frm.disable_form();
	if (frappe.model.can_write("Case File")) {
		frm.add_custom_button(__("Reopen File"), () => grid_governance.reopen_file(frm, frm.doc.dispute_case));
	}
}

function show_volumes(frm) {
	for (const row of frm.doc.volumes || []) {
		const label = row.volume === 1 ? __("Open Sealed File") : __("Open Supplement {0}", [row.volume]);
		if (row.file) frm.add_custom_button(label, () => window.open(row.file));
	}
	if ((frm.doc.volumes || []).some((row) => !row.file) && !frm.doc.binding_problem) {
		frm.set_intro(__("The volume is being bound; it appears here shortly."), "blue");
	}
	if (frm.doc.draft) {
		frm.add_custom_button(__("Open Preview"), () => window.open(frm.doc.draft));
	}
}

async function bind(frm) {
	if (!(await grid_governance.asking.saved_first(frm))) return;
	const { state } = await frappe
		.call({
			method: "grid_governance.api.case_file.bind",
			args: { dispute_case: frm.doc.dispute_case },
			freeze: true,
			freeze_message: __("Binding The File"),
		})
		.then((answer) => answer.message);
	frappe.show_alert(
		state === "bound"
			? { message: __("Bound. Press “Open Preview” to read it."), indicator: "green" }
			: { message: __("It is long and bound in the background; you may go on working."), indicator: "blue" },
	);
	frm.reload_doc();
}

async function offer_filing(frm) {
	const still = grid_governance.asking.still(frm);
	const doc = await frappe.db.get_doc("Dispute Case", frm.doc.dispute_case);
	const open = await frappe.xcall("frappe.model.workflow.get_transitions", { doc });
	if (!still() || !open.some((transition) => transition.action === "File Case")) return;
	grid_governance.main_button(frm, __("File Case"), () =>
		grid_governance.asking.sure(
			__("Once filed, the file is sealed: nothing is added, changed or taken out. File it?"),
			async () => {
				await grid_governance.asking.save(frm);
				await frappe.xcall("frappe.model.workflow.apply_workflow", { doc, action: "File Case" });
				frm.reload_doc();
			},
		),
	);
}
