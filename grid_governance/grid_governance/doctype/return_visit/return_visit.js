frappe.ui.form.on("Return Visit", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Dispute Case"), () =>
			frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
		);
		if (frm.doc.visit_status !== "Visit Done") frm.disable_form();
		if (!frm.perm[0]?.write) return;
		if (frm.doc.visit_status === "Visit Due") {
			frm
				.add_custom_button(__("Record Return Visit"), () =>
					grid_governance.record_visit(frm.doc.name, () => frm.reload_doc()),
				)
				.removeClass("btn-default")
				.addClass("btn-primary");
		}
		if (frm.doc.visit_status === "Visit Done" && !frm.doc.recurring_case) {
			frm.add_custom_button(__("Open A Case For The Recurrence"), () =>
				grid_governance.open_recurrence(frm.doc.name),
			);
		}
	},
});
