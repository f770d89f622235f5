frappe.listview_settings["Stock Count"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colour = { "Awaiting Second Person": "orange", "Count Confirmed": "green", "Count Refused": "red" }[
			doc.status
		];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
