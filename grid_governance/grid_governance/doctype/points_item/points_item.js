// An item of the site or the county is read in the village; its own items the village changes.

frappe.ui.form.on("Points Item", {
	async refresh(frm) {
		if (frm.is_new()) return;
		const name = frm.doc.name;
		const { message } = await frappe.call("frappe.client.has_permission", {
			doctype: frm.doctype,
			docname: name,
			perm_type: "write",
		});
		if (frm.doc.name !== name || message.has_permission) return;
		frm.set_read_only();
		frm.refresh_fields();
		frm.disable_save();
		frm.set_intro(
			__(
				"This item is kept above your unit. Your points rules may switch it on and set its points in the band.",
			),
			"blue",
		);
	},
});
