frappe.listview_settings["Case Invitation"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status),
		doc.status === "Invitation In Force" ? "green" : "gray",
		`status,=,${doc.status}`,
	],
};
