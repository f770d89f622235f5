frappe.listview_settings["Redemption Sheet"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colour = {
			"Sheet Printed": "blue",
			"Sheet Partly Posted": "orange",
			"Sheet Posted": "green",
			"Sheet Void": "gray",
		}[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
