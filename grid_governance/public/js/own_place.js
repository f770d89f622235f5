// What an office keeps for its whole area begins with that area (workspaces.py: own_place); it may be narrowed.

const KEPT_FOR_THE_AREA = [
	"Case Indicator",
	"Honor Rule",
	"Joint Conference",
	"Mediation Phrase",
	"Points Fund",
	"Points Settlement",
	"Response Policy",
	"Reward Item",
	"Reward Supplier",
	"Routing Rule",
];

for (const doctype of KEPT_FOR_THE_AREA) {
	frappe.ui.form.on(doctype, {
		onload(frm) {
			if (frm.is_new() && !frm.doc.grid_unit && frappe.boot.grid_place)
				frm.set_value("grid_unit", frappe.boot.grid_place);
		},
	});
}

// Without a unit these hold for the whole site, which is for its administrators only: others are asked for their unit,
// and read what is kept above them.
const OF_THE_SITE_WITHOUT_A_UNIT = [
	"Case Indicator",
	"Deduction Item",
	"Honor Rule",
	"Mediation Phrase",
	"Points Book",
	"Points Item",
	"Points Item Set",
	"Response Policy",
	"Reward Item",
	"Routing Rule",
];

const kept_above = (unit) => !unit || (frappe.boot.grid_place && !unit.startsWith(frappe.boot.grid_place));

for (const doctype of OF_THE_SITE_WITHOUT_A_UNIT) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frappe.user.has_role("System Manager")) return;
			frm.toggle_reqd("grid_unit", frm.is_new() || Boolean(frm.doc.grid_unit));
			frm.set_df_property("grid_unit", "description", ""); // it speaks of leaving it empty
			if (frm.is_new() || !kept_above(frm.doc.grid_unit)) return;
			frm.disable_form();
			frm.set_intro(
				__("This is kept above your area and can only be read here. For your own area make a new one."),
			);
		},
	});
}
