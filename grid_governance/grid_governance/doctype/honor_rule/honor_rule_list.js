frappe.listview_settings["Honor Rule"] = {
	hide_name_column: true,
	get_indicator(doc) {
		return [__(doc.status), doc.status === "In Use" ? "green" : "gray", `status,=,${doc.status}`];
	},
};
