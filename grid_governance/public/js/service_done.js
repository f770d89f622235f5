// A service is handed over by being done: by whom, when, with a photo.

frappe.provide("grid_governance");

grid_governance.ask_service_done = (submit, label) =>
	grid_governance.asking.values(
		__("Service Done"),
		[
			{ fieldname: "done_by", fieldtype: "Data", label: __("Service Done By"), reqd: 1 },
			{
				fieldname: "done_on",
				fieldtype: "Datetime",
				label: __("Service Done On"),
				default: frappe.datetime.now_datetime(),
			},
			{ fieldname: "photo", fieldtype: "Attach Image", label: __("Photo Of The Service") },
		],
		submit,
		label,
	);
