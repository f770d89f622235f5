// The person is told, heard, and somebody else decides; each step asks for what it needs.

frappe.ui.form.on("Points Deduction", {
	setup(frm) {
		frm.set_query("book", () => ({ filters: { status: "In Use" } }));
		frm.set_query("item", () => ({
			query: "grid_governance.api.catalogue.deduction_query",
			filters: { book: frm.doc.book, grid_unit: frm.doc.grid_unit, deed_date: frm.doc.deed_date },
		}));
	},
	refresh(frm) {
		frm.set_intro("");
		frm.set_intro(
			__(
				"A deduction never touches statutory benefits, and nobody loses points for seeking mediation or help.",
			),
			"blue",
		);
		// printed before it is delivered, with room for the day
		if (!frm.is_new() && ["Draft", "Person Told", "Person Heard"].includes(frm.doc.stage))
			paper(frm, "Deduction Notice");
		if (["Deduction Decided", "No Deduction"].includes(frm.doc.stage)) paper(frm, "Deduction Decision");
		if (frm.doc.outcome) frm.dashboard.add_comment(frm.doc.outcome, "yellow", true);
	},
	async book(frm) {
		if (!frm.doc.book) return;
		const { message } = await frappe.db.get_value("Points Book", frm.doc.book, "subject_class");
		if (frm.is_new())
			await frm.set_value("subject_doctype", grid_governance.deeds.SUBJECTS[message.subject_class]);
	},
	async subject(frm) {
		const { subject, subject_doctype } = frm.doc;
		if (!subject || !subject_doctype) return;
		const { message } = await frappe.db.get_value(subject_doctype, subject, "grid_unit");
		if (frm.doc.subject === subject) await frm.set_value("grid_unit", message.grid_unit);
	},
	before_workflow_action(frm) {
		const { before, reason } = grid_governance.asking;
		const today = frappe.datetime.get_today();
		return (
			before(frm, "Tell The Person", [["told_on", today], "told_how"]) ||
			before(frm, "Record Hearing", [["heard_on", today], "hearing_record", "hearing_paper"]) ||
			reason(frm, ["Decide Deduction", "Do Not Deduct"])
		);
	},
});

function paper(frm, format) {
	frm.add_custom_button(__(format), () => grid_governance.open_paper(frm, format));
}
