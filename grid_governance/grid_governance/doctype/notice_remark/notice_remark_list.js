frappe.listview_settings["Notice Remark"] = {
	hide_name_column: true,
	add_fields: ["answered_on"],
	get_indicator: (doc) =>
		doc.answered_on
			? [__("Answered"), "green", "answered_on,is,set"]
			: [__("Waits For An Answer"), "orange", "answered_on,is,not set"],
};
