frappe.listview_settings["Care Record"] = {
	hide_name_column: true,
	add_fields: ["care_level"],
	get_indicator(doc) {
		if (doc.status === "Care Ended") return [__("Care Ended"), "gray", "status,=,Care Ended"];
		return [__("In Care"), doc.care_level === "Level One" ? "red" : "blue", "status,=,In Care"];
	},
};
