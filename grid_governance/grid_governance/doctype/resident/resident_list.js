frappe.listview_settings["Resident"] = {
	hide_name_column: true,
	add_fields: ["status", "is_party_member"],
	get_indicator(doc) {
		const colour = {
			"Living And Registered Here": "green",
			"Registered Here, Living Elsewhere": "blue",
			"Living Here, Registered Elsewhere": "orange",
			Lodging: "yellow",
		}[doc.status];
		return [__(doc.status), colour || "gray", `status,=,${doc.status}`];
	},
};
