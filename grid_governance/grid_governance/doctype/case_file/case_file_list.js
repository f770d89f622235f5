frappe.listview_settings["Case File"] = {
	hide_name_column: true,
	add_fields: ["archived_on", "binding_problem"],
	get_indicator(doc) {
		if (doc.binding_problem) return [__("Why It Could Not Be Bound"), "red", "binding_problem,is,set"];
		return doc.archived_on
			? [__("Filed"), "gray", "archived_on,is,set"]
			: [__("Being Put Together"), "orange", "archived_on,is,not set"];
	},
	onload(list) {
		list.page.add_menu_item(__("Blank Forms Of Mediation"), () => grid_governance.choose_blank_form());
	},
};
