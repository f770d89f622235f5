const USES = ["Opening Words", "Rights Notice", "Facts", "Responsibility", "Closing Words"];

frappe.ui.form.on("Mediation Session", {
	// Fetched with the case: unless another is named, the case's mediator held the session.
	case_mediator(frm) {
		if (frm.is_new() && !frm.doc.mediator) frm.set_value("mediator", frm.doc.case_mediator);
	},
	refresh(frm) {
		grid_governance.only_its_mediators(frm);
		const planned = frm.doc.session_status === "Planned";
		frm.toggle_display(["record", "result", "signed_scan", "next_session"], !planned);
		if (frm.doc.session_status === "Called Off") frm.disable_form();
		if (!planned && frm.doc.dispute_case) {
			frm.add_custom_button(__("Standard Phrases"), () =>
				grid_governance.phrases.pick(frm.doc.dispute_case, USES, ({ text }) =>
					grid_governance.phrases.append(frm, "record", text),
				),
			);
		}
		if (frm.is_new()) return;
		grid_governance.case_button(frm);
		if (planned && frappe.perm.has_perm(frm.doctype, 0, "write", frm.doc)) {
			frm.add_custom_button(__("Call The Session Off"), () => call_off(frm));
			grid_governance.main_button(frm, __("Record This Session"), () => record(frm));
		}
	},
	// Before the first save the button needs the case.
	dispute_case(frm) {
		if (frm.is_new()) frm.trigger("refresh");
	},
});

// The plan becomes the record: the same row, with what was said.
async function record(frm) {
	await frm.set_value("session_status", "Held");
	const now = frappe.datetime.now_datetime();
	if (frm.doc.starts_on > now) await frm.set_value("starts_on", now);
	frm.clear_custom_buttons();
	frm.trigger("refresh");
	frm.scroll_to_field("record");
}

function call_off(frm) {
	grid_governance.asking.sure(__("Does the planned session not take place?"), async () => {
		await frappe.xcall("grid_governance.api.mediation.call_off_session", { name: frm.doc.name });
		frm.reload_doc();
	});
}
