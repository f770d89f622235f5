frappe.ui.form.on("Return Visit", {
	refresh(frm) {
		if (frm.is_new()) return;
		grid_governance.case_button(frm);
		if (frm.doc.visit_status !== "Visit Done") frm.disable_form();
		if (!frappe.perm.has_perm(frm.doctype, 0, "write", frm.doc)) return;
		if (frm.doc.visit_status === "Visit Due") {
			// not a custom button: on a phone those are hidden in a menu
			frm.page.set_primary_action(__("Record Return Visit"), () =>
				grid_governance.record_visit(frm.doc.name, () => frm.reload_doc()),
			);
		}
		if (frm.doc.visit_status === "Visit Done" && !frm.doc.recurring_case) {
			frm.add_custom_button(__("Open A Case For The Recurrence"), () =>
				grid_governance.open_recurrence(frm.doc.name),
			);
		}
	},
});
