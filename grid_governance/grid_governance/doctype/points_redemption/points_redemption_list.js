frappe.listview_settings["Points Redemption"] = {
	hide_name_column: true,
	add_fields: ["stage"],
	get_indicator(doc) {
		const colour = {
			"On Hold": "orange",
			"Partly Handed Over": "yellow",
			"Handed Over": "green",
			"Called Off": "gray",
			"Hold Expired": "gray",
			"Goods Returned": "red",
		}[doc.stage];
		return [__(doc.stage), colour, `stage,=,${doc.stage}`];
	},
	onload(list) {
		list.page.add_inner_button(__("Shop Desk"), () => frappe.set_route("shop-desk"));
	},
	primary_action() {
		frappe.set_route("shop-desk");
	},
};
