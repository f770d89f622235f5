// A sample is drawn here, not typed.

frappe.listview_settings["Spot Check"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status),
		doc.status === "Check Finished" ? "green" : "orange",
		`status,=,${doc.status}`,
	],
	primary_action: () => draw_sample(),
};

function draw_sample() {
	grid_governance.asking.values(
		__("Draw Sample"),
		[
			{ fieldname: "check_name", fieldtype: "Data", label: __("Name Of The Check"), reqd: 1 },
			{
				fieldname: "grid_unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Grid Unit"),
				reqd: 1,
				default: frappe.defaults.get_user_default("grid_unit"),
			},
			{
				fieldname: "from_date",
				fieldtype: "Date",
				label: __("Deeds From"),
				reqd: 1,
				default: frappe.datetime.add_months(frappe.datetime.get_today(), -1),
			},
			{
				fieldname: "to_date",
				fieldtype: "Date",
				label: __("Deeds To"),
				reqd: 1,
				default: frappe.datetime.get_today(),
			},
			{ fieldtype: "Column Break" },
			{ fieldname: "share", fieldtype: "Int", label: __("Share Drawn (%)"), default: 10 },
			{ fieldname: "least", fieldtype: "Int", label: __("At Least So Many"), default: 3 },
			{ fieldname: "due_date", fieldtype: "Date", label: __("Visits Due By") },
		],
		async (values) => {
			const { name } = await frappe.xcall("grid_governance.api.spot_checks.draw_sample", values);
			if (name) frappe.set_route("Form", "Spot Check", name);
			else frappe.msgprint(__("There are no deeds to draw from in these days."));
		},
	);
}
