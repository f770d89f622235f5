frappe.listview_settings["Case Handover"] = {
	hide_name_column: true,
	add_fields: ["stage", "signed_late", "handled_late"],
	has_indicator_for_draft: 1,
	get_indicator(doc) {
		const late = doc.signed_late || doc.handled_late;
		const colour = late ? "red" : grid_governance.handover.colour(doc.stage);
		return [__(doc.stage), colour, `stage,=,${doc.stage}`];
	},
	onload(list) {
		list.page.clear_primary_action(); // a hop is made from its case
		list.$page.addClass("handover-ledger"); // which case it was stands in full
		frappe.dom.set_style(".handover-ledger .list-row-col.list-subject { flex: 3; }");
	},
};
