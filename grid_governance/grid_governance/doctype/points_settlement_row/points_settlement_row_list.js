frappe.listview_settings["Points Settlement Row"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colours = { "Year Settled": "green", "Left Out": "red", "Undo Left Out": "red" };
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
};
