const MEETING_COLOURS = {
	"Being Prepared": "orange",
	"Being Concluded": "blue",
	"Meeting Concluded": "green",
	"Meeting Called Off": "gray",
};

frappe.listview_settings["Appraisal Meeting"] = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [__(doc.status), MEETING_COLOURS[doc.status], `status,=,${doc.status}`],
};
