frappe.listview_settings["Redemption Suspension"] = {
	hide_name_column: true,
	add_fields: ["until_date"],
	get_indicator(doc) {
		if (doc.status === "Suspension Lifted") return [__(doc.status), "gray", `status,=,${doc.status}`];
		const over = doc.until_date < frappe.datetime.get_today();
		return over
			? [__("Suspension Over"), "green", `until_date,<,${frappe.datetime.get_today()}`]
			: [__(doc.status), "red", `status,=,${doc.status}`];
	},
};
