frappe.ui.form.on("Reward Item", {
	kind(frm) {
		frm.set_value("keep_stock", frm.doc.kind === "Service" ? 0 : 1);
	},
});
