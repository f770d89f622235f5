frappe.listview_settings["Case Handover"] = {
	hide_name_column: true,
	add_fields: ["stage", "signed_late", "handled_late"],
	has_indicator_for_draft: 1,
	get_indicator(doc) {
		const colour = {
			"To Be Signed For": "orange",
			"Signed For": "blue",
			"Deemed Signed": "red",
			"In Hand": "blue",
			Handled: "cyan",
			"Fed Back": "purple",
			"Struck Off": "green",
		}[doc.stage];
		const late = doc.signed_late || doc.handled_late;
		return [__(doc.stage), late ? "red" : colour || "gray", `stage,=,${doc.stage}`];
	},
	onload(list) {
		list.page.clear_primary_action(); // a hop is made from its case
	},
};
