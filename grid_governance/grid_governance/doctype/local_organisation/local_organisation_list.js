frappe.listview_settings["Local Organisation"] = {
	hide_name_column: true,
	add_fields: ["status", "term_to"],
	get_indicator(doc) {
		if (doc.status === "Dissolved") return [__("Dissolved"), "gray", "status,=,Dissolved"];
		if (doc.term_to && doc.term_to < frappe.datetime.get_today()) {
			return [__("Term Over"), "red", "term_to,<,Today"];
		}
		return [__("Operating"), "green", "status,=,Operating"];
	},
};
