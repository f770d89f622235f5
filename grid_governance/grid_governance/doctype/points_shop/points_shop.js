frappe.ui.form.on("Points Shop", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Shop Desk"), () => {
			localStorage.setItem("grid_governance_shop", frm.doc.name);
			frappe.set_route("shop-desk");
		});
	},
});
