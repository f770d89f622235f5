frappe.listview_settings["Move-in Request"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colour = { "Move Requested": "orange", "Move Agreed": "green", "Move Declined": "red" }[doc.status];
		return [__(doc.status), colour || "gray", `status,=,${doc.status}`];
	},
};
