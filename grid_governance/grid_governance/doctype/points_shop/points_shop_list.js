frappe.listview_settings["Points Shop"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colour = { "In Operation": "green", "Temporarily Shut": "orange", "Shut For Good": "gray" }[
			doc.status
		];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
