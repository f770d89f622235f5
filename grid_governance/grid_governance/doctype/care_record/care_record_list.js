frappe.listview_settings["Care Record"] = {
	add_fields: ["care_level"],
	get_indicator(doc) {
		if (doc.status === "Care Ended") return [__("Care Ended"), "gray", "status,=,Care Ended"];
		return [__("In Care"), doc.care_level === "Level One" ? "red" : "blue", "status,=,In Care"];
	},
};
