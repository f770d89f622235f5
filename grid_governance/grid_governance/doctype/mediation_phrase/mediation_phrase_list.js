frappe.listview_settings["Mediation Phrase"] = {
	hide_name_column: true,
	add_fields: ["enabled"],
	get_indicator: (doc) =>
		doc.enabled ? [__("Enabled"), "green", "enabled,=,1"] : [__("Disabled"), "gray", "enabled,=,0"],
};
