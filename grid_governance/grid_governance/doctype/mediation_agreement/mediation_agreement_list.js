frappe.listview_settings["Mediation Agreement"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator(doc) {
		const colour = { "Being Drawn Up": "orange", "In Force": "green", Replaced: "gray" }[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
	onload(list) {
		list.page.add_menu_item(__("Blank Form: Written Agreement"), () =>
			grid_governance.open_blank_form("Written Mediation Agreement"),
		);
		list.page.add_menu_item(__("Blank Form: Oral Agreement"), () =>
			grid_governance.open_blank_form("Oral Agreement Form"),
		);
	},
};
