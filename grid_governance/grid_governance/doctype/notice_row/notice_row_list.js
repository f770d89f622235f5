frappe.listview_settings["Notice Row"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator(doc) {
		const colour = {
			"Notice Draft": "gray",
			"On Notice": "purple",
			"Under Objection": "red",
			Credited: "green",
			"Not Credited": "orange",
			"Taken Out": "gray",
			"Put Back": "gray",
		}[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
