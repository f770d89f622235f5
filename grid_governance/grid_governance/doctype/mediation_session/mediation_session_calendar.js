// Sessions, and terms of agreements that are due (api/mediation.session_events). Dragging moves a planned session.
frappe.views.calendar["Mediation Session"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", color: "color", allDay: "all_day" },
	get_events_method: "grid_governance.api.mediation.session_events",
	update_event_method: "grid_governance.api.mediation.move_event",
	get_css_class: (event) =>
		({ green: "success", orange: "warning", red: "danger" })[event.color] || "default",
	options: {
		timeFormat: "HH:mm",
		displayEventEnd: false, // many sessions have none
		...(frappe.boot.lang === "zh" ? { locale: "zh-cn" } : {}), // the calendar's own name of the language
	},
};
