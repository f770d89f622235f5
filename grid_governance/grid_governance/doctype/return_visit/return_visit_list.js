frappe.listview_settings["Return Visit"] = {
	hide_name_column: true,
	add_fields: ["visit_status", "due_on"],
	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.visit_status === "Visit Due" && doc.due_on < today)
			return [__("Visit Overdue"), "red", `visit_status,=,Visit Due|due_on,<,${today}`];
		const colour = { "Visit Due": "orange", "Visit Done": "green" }[doc.visit_status];
		return [__(doc.visit_status), colour || "gray", `visit_status,=,${doc.visit_status}`];
	},
	button: {
		show: (doc) => doc.visit_status === "Visit Due",
		get_label: () => __("Record Return Visit"),
		get_description: () => __("Record Return Visit"),
		action: (doc) => grid_governance.record_visit(doc.name, () => cur_list.refresh()),
	},
	onload(list) {
		list.page.add_inner_button(__("Due Today Or Overdue"), async () => {
			await list.filter_area.clear(false);
			await list.filter_area.add([
				["Return Visit", "visit_status", "=", "Visit Due"],
				["Return Visit", "due_on", "<=", frappe.datetime.get_today()],
			]);
		});
		list.page.add_menu_item(__("Blank Form"), () => grid_governance.open_blank_form("Return Visit Record"));
	},
};
