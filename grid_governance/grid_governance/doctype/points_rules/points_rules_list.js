frappe.listview_settings["Points Rules"] = grid_governance.asking.colours({
	"Opinions Sought": "orange",
	"Assembly Held": "blue",
	"Filed With The Township": "cyan",
	"In Effect": "green",
});
