frappe.listview_settings["Monthly Return"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colours = { "Not Handed In Yet": "orange", "Handed In": "green", "Corrected Since": "gray" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
