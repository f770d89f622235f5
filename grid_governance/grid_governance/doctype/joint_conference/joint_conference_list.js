frappe.listview_settings["Joint Conference"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status),
		doc.status === "Conference Concluded" ? "green" : "orange",
		`status,=,${doc.status}`,
	],
	onload(list) {
		list.page.add_menu_item(__("Blank Form"), () => grid_governance.open_blank_form("Conference Minutes"));
	},
};
