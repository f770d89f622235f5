frappe.ui.form.on("Case Invitation", {
	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.status === "Invitation Over") frm.disable_form();
		else if (frappe.perm.has_perm(frm.doctype, 0, "write", frm.doc))
			frm.add_custom_button(__("End The Invitation"), async () => {
				await frappe.xcall("grid_governance.api.mediation.end_invitation", { name: frm.doc.name });
				frm.reload_doc();
			});
	},
});
