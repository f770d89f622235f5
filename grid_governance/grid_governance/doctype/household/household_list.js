frappe.listview_settings["Household"] = {
	hide_name_column: true,
	add_fields: ["status", "head"],
	get_indicator(doc) {
		if (doc.status === "Off Register") return [__("Off Register"), "gray", "status,=,Off Register"];
		if (!doc.head) return [__("Without Head"), "orange", "head,is,not set"];
		return [__("On Register"), "green", "status,=,On Register"];
	},
};
