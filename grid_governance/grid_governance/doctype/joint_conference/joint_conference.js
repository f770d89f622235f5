frappe.ui.form.on("Joint Conference", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Conference Draft" || !frm.perm[0]?.write) return;
		grid_governance.main_button(frm, __("Conclude Conference"), async () => {
			if (frm.is_dirty()) await frm.save();
			frappe.confirm(
				__("The minutes stand from now on, and each conclusion goes to who carries it out. Continue?"),
				async () => {
					await frappe.xcall("grid_governance.api.supervision.conclude", { conference: frm.doc.name });
					frm.reload_doc();
				},
			);
		});
	},
});
