frappe.ui.form.on("Joint Conference", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.page.add_menu_item(__("Download As Word"), () => grid_governance.download_word(frm));
		if (frm.doc.status !== "Conference Draft") return;
		frm.add_custom_button(__("Print Notice"), () => grid_governance.open_paper(frm, "Conference Notice"));
		if (!frm.perm[0]?.write) return;
		grid_governance.main_button(frm, __("Conclude Conference"), async () => {
			if (!(await grid_governance.asking.saved_first(frm))) return;
			grid_governance.asking.sure(
				__("The minutes stand from now on, and each conclusion goes to who carries it out. Continue?"),
				async () => {
					await frappe.xcall("grid_governance.api.supervision.conclude", { conference: frm.doc.name });
					frm.reload_doc();
				},
			);
		});
	},
});
