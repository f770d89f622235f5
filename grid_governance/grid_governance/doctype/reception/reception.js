// A visit on record: while it is open, the same ways out as at the window; afterwards what the visitor was told.

const STATED = [
	"centre",
	"way",
	"visitor_name",
	"visitor_phone",
	"people_count",
	"resident",
	"matter",
	"event_unit",
];

frappe.ui.form.on("Reception", {
	setup(frm) {
		frm.set_query("event_unit", () => grid_governance.reception.inside(frm.doc.grid_unit || ""));
	},
	refresh(frm) {
		const fixed = frm.doc.outcome === "Being Received" ? 0 : 1;
		for (const field of STATED) frm.set_df_property(field, "read_only", fixed);
		if (frm.is_new()) return;
		if (grid_governance.reception.is_referred(frm.doc.outcome))
			grid_governance.main_button(frm, __("Referral Slip"), () =>
				grid_governance.open_paper(frm, "Referral Slip"),
			);
		if (!frm.perm[0]?.write) return;
		frm[fixed ? "disable_save" : "enable_save"]();
		if (frm.doc.outcome === "Being Received") return deal(frm);
		if (!frm.doc.told_at)
			grid_governance.main_button(
				frm,
				__("Reply To Visitor"),
				() => grid_governance.reception.tell(frm),
				frm.doc.outcome === "Taken Up As Dispute",
			);
	},
});

async function deal(frm) {
	const still = grid_governance.asking.still(frm);
	const { categories } = await frappe.xcall("grid_governance.api.reception.window", {}, "GET");
	if (!still()) return;
	grid_governance.reception.offer(
		frm.doc,
		categories,
		(outcome, act) => frm.add_custom_button(__(outcome), act, __("Dealt With")),
		() => frm.reload_doc(),
	);
	frm.page.set_inner_btn_group_as_primary(__("Dealt With"));
}
