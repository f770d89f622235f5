frappe.listview_settings["Deduction Item"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status),
		doc.status === "In Use" ? "green" : "gray",
		`status,=,${doc.status}`,
	],
};
