frappe.listview_settings["Judicial Confirmation"] = {
	hide_name_column: true,
	add_fields: ["status", "last_day"],
	get_indicator(doc) {
		const late = doc.status === "Papers Being Prepared" && doc.last_day < frappe.datetime.get_today();
		const colour = {
			"Papers Being Prepared": "orange",
			"Applied To The Court": "blue",
			"Confirmed By The Court": "green",
			"Application Taken Back": "gray",
		}[doc.status];
		return [__(doc.status), late ? "red" : colour || "red", `status,=,${doc.status}`];
	},
	onload(list) {
		list.page.add_menu_item(__("Blank Form"), () =>
			grid_governance.open_blank_form("Judicial Confirmation Application"),
		);
	},
};
