frappe.views.calendar["Mediation Session"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", color: "color" },
	get_events_method: "grid_governance.api.mediation.session_events",
};
