frappe.listview_settings["Reward Stock"] = {
	hide_name_column: true,
	add_fields: ["stock_level"],
	get_indicator(doc) {
		const colour = { "In Stock": "green", "Running Low": "orange", "Out Of Stock": "red" }[doc.stock_level];
		return [__(doc.stock_level), colour, `stock_level,=,${doc.stock_level}`];
	},
};
