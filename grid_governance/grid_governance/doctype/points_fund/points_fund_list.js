frappe.listview_settings["Points Fund"] = {
	hide_name_column: true,
	add_fields: ["left_over"],
	get_indicator(doc) {
		if (doc.left_over > 0) return [__("Money Left"), "green", "left_over,>,0"];
		return [__("Spent Up"), "gray", "left_over,=,0"];
	},
};
