frappe.listview_settings["Mediation Body"] = {
	hide_name_column: true,
	add_fields: ["enabled"],
	get_indicator(doc) {
		return doc.enabled ? [__("In Use"), "green", "enabled,=,1"] : [__("Switched Off"), "gray", "enabled,=,0"];
	},
};
