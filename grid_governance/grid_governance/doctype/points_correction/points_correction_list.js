frappe.listview_settings["Points Correction"] = {
	hide_name_column: true,
	add_fields: ["status", "kind"],
	has_indicator_for_draft: 1,
	get_indicator(doc) {
		const colour = {
			Draft: "gray",
			"Decision Pending": "orange",
			"Posting In Progress": "blue",
			"Correction Done": "green",
			"Correction Refused": "red",
			"Taken Back": "darkgrey",
		}[doc.status];
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
