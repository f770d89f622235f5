frappe.listview_settings["Points Account"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator(doc) {
		const colour = { Normal: "green", Frozen: "orange", "Account Closed": "gray" }[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
	onload(list) {
		list.page.add_action_item(__("Print Passbooks"), () =>
			grid_governance.passbooks({ accounts: JSON.stringify(list.get_checked_items(true)) }),
		);
		list.page.add_menu_item(__("Print Passbooks Of A Village"), () => grid_governance.ask_passbooks());
	},
};
