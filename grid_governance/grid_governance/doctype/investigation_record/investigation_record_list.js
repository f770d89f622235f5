frappe.listview_settings["Investigation Record"] = {
	hide_name_column: true,
	onload(list) {
		list.page.add_menu_item(__("Blank Form"), () => grid_governance.open_blank_form("Investigation Record"));
	},
};
