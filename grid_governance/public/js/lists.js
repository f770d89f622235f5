// What lists of things that are in use or stopped have in common.

frappe.provide("grid_governance");

grid_governance.in_use_list = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status),
		doc.status === "In Use" ? "green" : "gray",
		`status,=,${doc.status}`,
	],
};
