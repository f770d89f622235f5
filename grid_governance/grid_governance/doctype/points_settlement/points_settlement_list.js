frappe.listview_settings["Points Settlement"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colours = {
			"Awaiting Settlement": "orange",
			Settling: "blue",
			"Year Settled": "green",
			"Undo Requested": "red",
			Undoing: "blue",
			"Settlement Undone": "gray",
		};
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
