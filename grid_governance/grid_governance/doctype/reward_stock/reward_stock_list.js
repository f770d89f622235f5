frappe.listview_settings["Reward Stock"] = {
	add_fields: ["available"],
	get_indicator(doc) {
		if (doc.available > 0) return [__("In Stock"), "green", "available,>,0"];
		return [__("Out Of Stock"), "red", "available,=,0"];
	},
};
