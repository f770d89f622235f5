frappe.listview_settings["Subsidy List"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colours = { "Subsidy Awaiting Approval": "orange", "Subsidy Approved": "green" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
