// What an office keeps for its whole area begins with that area (workspaces.py: own_place); it may be narrowed.

const KEPT_FOR_THE_AREA = [
	"Honor Rule",
	"Points Fund",
	"Points Settlement",
	"Reward Item",
	"Reward Supplier",
];

for (const doctype of KEPT_FOR_THE_AREA) {
	frappe.ui.form.on(doctype, {
		onload(frm) {
			if (frm.is_new() && !frm.doc.grid_unit && frappe.boot.grid_place)
				frm.set_value("grid_unit", frappe.boot.grid_place);
		},
	});
}
