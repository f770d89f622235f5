frappe.listview_settings["Points Account"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colour = { Normal: "green", Frozen: "orange", "Account Closed": "gray" }[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
