frappe.listview_settings["Notice Objection"] = {
	hide_name_column: true,
	add_fields: ["stage"],
	get_indicator(doc) {
		const colour = { Raised: "orange", "Being Examined": "blue", Upheld: "red", Dismissed: "green" }[
			doc.stage
		];
		return [__(doc.stage), colour, `stage,=,${doc.stage}`];
	},
};
