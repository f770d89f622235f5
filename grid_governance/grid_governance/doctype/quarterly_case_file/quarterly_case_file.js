const BIND = "grid_governance.api.case_file.bind_quarterly";

frappe.ui.form.on("Quarterly Case File", {
	onload(frm) {
		if (!frm.is_new() || frm.doc.file_year) return;
		const last = moment(frappe.datetime.get_today()).subtract(1, "quarter");
		frm.set_value({ file_year: last.year(), quarter: String(last.quarter()) });
	},
	refresh(frm) {
		show_waiting(frm);
		if (frm.is_new()) return;
		frm.disable_form();
		if (frm.doc.binding_problem) frm.set_intro(frm.doc.binding_problem, "red");
		if (frm.doc.file) {
			frm.add_custom_button(__("Open Sealed File"), () => window.open(frm.doc.file));
		} else if (frappe.model.can_write(frm.doctype)) {
			frm.add_custom_button(__("Bind Into One PDF"), () => bind_pdf(frm));
		}
	},
	after_save: (frm) => bind_pdf(frm),
	mediation_body: (frm) => show_waiting(frm),
	file_year: (frm) => show_waiting(frm),
	quarter: (frm) => show_waiting(frm),
});

// Before the file is made: how many small matters it would hold.
async function show_waiting(frm) {
	const { mediation_body, file_year, quarter } = frm.doc;
	if (!frm.is_new() || !mediation_body || !file_year || !quarter) return;
	const args = { mediation_body, year: file_year, quarter };
	const waiting = await frappe.xcall("grid_governance.api.case_file.quarter_cases", args, "GET");
	const over = moment({ year: file_year, month: 3 * quarter - 1 })
		.endOf("month")
		.isBefore(moment(frappe.datetime.get_today()));
	const { mediation_body: body, file_year: year, quarter: now } = frm.doc;
	if (!frm.is_new() || body !== mediation_body || year !== file_year || now !== quarter) return;
	frm.set_intro();
	if (!over) {
		const text = __("The quarter is not over yet. Its cases are bound together after its last day.");
		return frm.set_intro(text, "orange");
	}
	frm.set_intro(
		waiting.length
			? __("{0} small matters of this quarter wait to be bound. Save to bind and file them.", [
					waiting.length,
				])
			: __("No small matter of this quarter waits to be bound."),
		waiting.length ? "blue" : "orange",
	);
}

async function bind_pdf(frm) {
	await frappe.call({
		method: BIND,
		args: { name: frm.doc.name },
		freeze: true,
		freeze_message: __("Binding The File"),
	});
	frm.reload_doc();
}
