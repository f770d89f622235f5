frappe.listview_settings["Leader In Charge"] = {
	hide_name_column: true,
	add_fields: ["status", "to_date"],
	get_indicator(doc) {
		const running = doc.status === "Charge Running";
		const late = running && doc.to_date && doc.to_date < frappe.datetime.get_today();
		return [__(doc.status), late ? "red" : running ? "orange" : "green", `status,=,${doc.status}`];
	},
};
