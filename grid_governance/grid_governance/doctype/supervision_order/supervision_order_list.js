frappe.listview_settings["Supervision Order"] = {
	hide_name_column: true,
	add_fields: ["status", "kind", "due"],
	formatters: { kind: (kind) => __(kind) },
	get_indicator(doc) {
		const late = doc.status === "Awaiting Reply" && doc.due && doc.due < frappe.datetime.get_today();
		const colour = {
			"Awaiting Reply": late ? "red" : "orange",
			"Reply Under Review": "blue",
			"Struck Off": "green",
			"Order Withdrawn": "gray",
		}[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
	onload(list) {
		list.page.add_menu_item(__("Blank Form"), () => grid_governance.open_blank_form("Supervision Notice"));
		list.page.add_inner_button(__("Supervision Ledger"), () =>
			frappe.set_route("query-report", "Supervision Ledger"),
		);
	},
};
