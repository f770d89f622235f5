frappe.listview_settings["Points Batch"] = {
	add_fields: ["stage"],
	has_indicator_for_draft: 1,
	get_indicator(doc) {
		const colours = {
			Draft: "gray",
			"Awaiting Check": "orange",
			Checked: "blue",
			Endorsed: "cyan",
			"On Notice": "purple",
			"Under Objection": "red",
			Credited: "green",
			"Sent Back": "red",
		};
		return [__(doc.stage), colours[doc.stage] || "gray", `stage,=,${doc.stage}`];
	},
};
