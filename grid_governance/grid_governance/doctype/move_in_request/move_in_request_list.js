frappe.listview_settings["Move-in Request"] = {
	get_indicator(doc) {
		const colour = { "Move Requested": "orange", "Move Agreed": "green", "Move Declined": "red" }[doc.status];
		return [__(doc.status), colour || "gray", `status,=,${doc.status}`];
	},
};
