frappe.listview_settings["Stock Receipt"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colour = { "Not Booked Yet": "orange", "Booked In": "green", "Receipt Called Off": "gray" }[
			doc.status
		];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
