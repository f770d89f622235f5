frappe.listview_settings["Points Entry"] = {
	add_fields: ["kind", "points"],
	get_indicator(doc) {
		const colour = doc.kind === "Reversal" ? "gray" : doc.points > 0 ? "green" : "orange";
		return [__(doc.kind), colour, `kind,=,${doc.kind}`];
	},
};
