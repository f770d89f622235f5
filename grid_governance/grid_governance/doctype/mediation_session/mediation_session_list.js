frappe.listview_settings["Mediation Session"] = {
	hide_name_column: true,
	add_fields: ["result"],
	get_indicator(doc) {
		const colour = { "To Be Continued": "orange", "Agreement In Sight": "green", "No Agreement": "red" }[
			doc.result
		];
		return [__(doc.result), colour, `result,=,${doc.result}`];
	},
	onload(list) {
		list.page.add_menu_item(__("Blank Form"), () => grid_governance.open_blank_form("Mediation Record"));
	},
};
