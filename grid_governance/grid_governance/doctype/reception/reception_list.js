const COLOURS = {
	"Being Received": "orange",
	"Answered At Once": "green",
	"Guided Elsewhere": "blue",
	"Taken Up As Dispute": "purple",
	"Referred To Legal Aid": "cyan",
	"Referred To Petition Office": "cyan",
};

frappe.listview_settings.Reception = {
	hide_name_column: true,
	add_fields: ["outcome"],
	get_indicator: (doc) => [__(doc.outcome), COLOURS[doc.outcome] || "gray", `outcome,=,${doc.outcome}`],
	// A visitor is registered at the window's screen, in five fields.
	primary_action: () => frappe.set_route("reception-desk"),
};
