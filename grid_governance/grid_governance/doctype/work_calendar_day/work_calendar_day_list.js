frappe.listview_settings["Work Calendar Day"] = {
	add_fields: ["day_kind"],
	get_indicator: (doc) => [
		__(doc.day_kind),
		doc.day_kind === "Rest Day" ? "orange" : "blue",
		`day_kind,=,${doc.day_kind}`,
	],
	onload(list) {
		grid_governance.warn_of_calendar((text) =>
			$(`<div class="alert alert-warning" role="alert"></div>`).text(text).prependTo(list.page.main),
		);
	},
};
