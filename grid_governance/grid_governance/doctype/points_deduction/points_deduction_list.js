frappe.listview_settings["Points Deduction"] = grid_governance.asking.colours({
	"Person Told": "orange",
	"Person Heard": "blue",
	"Deduction Decided": "red",
	"No Deduction": "green",
});
