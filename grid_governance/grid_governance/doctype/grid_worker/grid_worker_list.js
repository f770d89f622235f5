frappe.listview_settings["Grid Worker"] = {
	hide_name_column: true,
	add_fields: ["enabled", "user"],
	get_indicator(doc) {
		if (!doc.enabled) return [__("Disabled"), "gray", "enabled,=,0"];
		return doc.user ? [__("Has Login"), "green", "user,is,set"] : [__("No Login"), "blue", "user,is,not set"];
	},
};
