frappe.listview_settings["Visit Log"] = {
	hide_name_column: true,
	add_fields: ["nobody_home", "needs_help", "quarrel_found", "hazard_found"],
	get_indicator(doc) {
		if (doc.hazard_found) return [__("Hazard Found"), "red", "hazard_found,=,1"];
		if (doc.quarrel_found) return [__("Quarrel Found"), "red", "quarrel_found,=,1"];
		if (doc.needs_help) return [__("Needs Help"), "orange", "needs_help,=,1"];
		if (doc.nobody_home) return [__("Nobody At Home"), "gray", "nobody_home,=,1"];
		return [__("Visited"), "green", "nobody_home,=,0"];
	},
};
