const colours_of_household_import = {
	"Import Waiting": "gray",
	"Import Running": "orange",
	"Import Previewed": "blue",
	"Import Done": "green",
	"Import Refused": "red",
	"Import Failed": "red",
};

frappe.listview_settings["Household Import"] = {
	get_indicator: (doc) => [__(doc.status), colours_of_household_import[doc.status], `status,=,${doc.status}`],
};
