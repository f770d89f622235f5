frappe.listview_settings["Life Event"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colour = { Birth: "green", Death: "gray", "Moved In": "blue", "Moved Away": "orange" }[doc.event];
		return [__(doc.event), colour || "cyan", `event,=,${doc.event}`];
	},
};
