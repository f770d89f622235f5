// Sessions, and terms of agreements that are due (api/mediation.session_events).
frappe.views.calendar["Mediation Session"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", color: "color" },
	get_events_method: "grid_governance.api.mediation.session_events",
	get_css_class: (event) =>
		({ green: "success", orange: "warning", red: "danger" })[event.color] || "default",
	options: frappe.boot.lang === "zh" ? { locale: "zh-cn" } : {}, // the calendar's own name of the language
};
