frappe.ui.form.on("Notice Remark", {
	refresh(frm) {
		frm.set_df_property("remark", "read_only", frm.is_new() ? 0 : 1);
		frm.set_df_property("answer", "read_only", frm.is_new() ? 1 : 0);
	},
	async notice(frm) {
		if (!frm.doc.notice) return;
		const { message } = await frappe.db.get_value("Public Notice", frm.doc.notice, "grid_unit");
		await frm.set_value("grid_unit", message.grid_unit);
	},
});
