frappe.listview_settings["Points Campaign"] = grid_governance.asking.colours({
	"Awaiting Approval": "orange",
	"Campaign Approved": "green",
});
