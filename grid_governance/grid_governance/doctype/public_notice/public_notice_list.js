frappe.listview_settings["Public Notice"] = {
	hide_name_column: true,
	add_fields: ["stage", "last_day", "starts_on"],
	get_indicator(doc) {
		const colour = {
			"Notice Draft": "gray",
			"On Notice": doc.starts_on ? "purple" : "orange",
			"Notice Ended": "blue",
			"Settled Into Ledger": "green",
			"Notice Stopped": "red",
		}[doc.stage];
		return [__(doc.stage), colour, `stage,=,${doc.stage}`];
	},
};
