// What the forms of a case, its sessions and its agreements share around mediation.

frappe.provide("grid_governance");

const CALLS = "grid_governance.api.mediation.";

// A planned session becomes the record; without one a new record begins.
grid_governance.record_session = async (frm) => {
	const planned = await frappe.xcall(`${CALLS}planned_session`, { dispute_case: frm.doc.name }, "GET");
	if (planned && planned.starts_on <= frappe.datetime.now_datetime()) {
		await frappe.set_route("Form", "Mediation Session", planned.name);
		return;
	}
	frappe.new_doc("Mediation Session", { dispute_case: frm.doc.name });
};

// On a record of a case only one of its mediators can be chosen.
grid_governance.only_its_mediators = async (frm) => {
	const { dispute_case } = frm.doc;
	if (!dispute_case || !frappe.perm.has_perm(frm.doctype, 0, "write", frm.doc)) return;
	const found = await frappe.xcall(`${CALLS}mediators_of`, { dispute_case }, "GET");
	if (frm.doc.dispute_case !== dispute_case) return;
	frm.set_query("mediator", () => ({ filters: { name: ["in", found] } }));
};

grid_governance.plan_session = (frm) => {
	const form = frappe.meta.get_docfield("Mediation Session", "session_form");
	grid_governance.asking.values(
		__("Plan A Session"),
		[
			{ fieldname: "starts_on", fieldtype: "Datetime", label: __("Starts At"), reqd: 1 },
			{
				fieldname: "session_form",
				fieldtype: "Select",
				label: __("Way Of Mediating"),
				options: form?.options || "Face To Face\nBy Phone\nHome Visit\nBy Video\nSeparate Talks",
				default: "Face To Face",
				reqd: 1,
			},
			{ fieldname: "venue", fieldtype: "Data", label: __("Venue Of Mediation") },
		],
		async (values) => {
			await frappe.xcall(`${CALLS}plan_session`, { dispute_case: frm.doc.name, ...values });
			frappe.show_alert({ message: __("The session stands in the calendar."), indicator: "green" });
			frm.reload_doc();
		},
	);
};

grid_governance.urge = async (agreement, done, preset) => {
	const terms = await frappe.xcall(`${CALLS}open_terms`, { agreement }, "GET");
	if (!terms.length) return frappe.msgprint(__("Every term is performed."));
	const label = (term) =>
		`${term.idx}. ${term.content} ${term.outstanding || ""} (${term.due_date}) ${__(term.stage)}`;
	const dialog = new frappe.ui.Dialog({
		title: __("Urge Performance"),
		fields: [
			{
				fieldname: "term",
				fieldtype: "Select",
				label: __("Term To Be Performed"),
				reqd: 1,
				default: preset || terms[0].name,
				options: terms.map((term) => ({ value: term.name, label: label(term) })),
				onchange: () => show_text(dialog, agreement),
			},
			{ fieldname: "message", fieldtype: "Small Text", label: __("Text For The Party"), read_only: 0 },
			{ fieldname: "copy", fieldtype: "Button", label: __("Copy The Text"), click: () => copy_text(dialog) },
			{
				fieldname: "send",
				fieldtype: "Button",
				label: __("Send As Text Message"),
				hidden: 1,
				click: () => grid_governance.asking.once(dialog, () => send_text(dialog, agreement, done)),
			},
			{ fieldtype: "Section Break", label: __("Answer") },
			{
				fieldname: "way",
				fieldtype: "Select",
				label: __("Way Of Urging"),
				options:
					"Urged By Phone\nUrged On A Visit\nUrged By Letter\nUrged By Text Message\nUrged At The Office",
				default: "Urged By Phone",
				reqd: 1,
			},
			{ fieldname: "promised_on", fieldtype: "Date", label: __("Promised To Perform By") },
			{ fieldtype: "Column Break" },
			{ fieldname: "answer", fieldtype: "Small Text", label: __("Answer Of The Person Urged") },
		],
		primary_action_label: __("Record Urging"),
		primary_action: ({ term, way, answer, promised_on }) =>
			grid_governance.asking.once(dialog, async () => {
				await frappe.xcall(`${CALLS}urge`, { agreement, term, way, answer, promised_on });
				dialog.hide();
				frappe.show_alert({ message: __("The urging is on record."), indicator: "green" });
				done?.();
			}),
	});
	dialog.show();
	show_text(dialog, agreement);
};

async function show_text(dialog, agreement) {
	const term = dialog.get_value("term");
	const found = await frappe.xcall(`${CALLS}message_about_term`, { agreement, term }, "GET");
	if (dialog.get_value("term") !== term) return;
	dialog.set_value("message", found.text);
	dialog.set_df_property("send", "hidden", found.may_send ? 0 : 1);
	const people = found.receivers.map(({ name, phone }) => `${name} ${phone}`).join("　");
	dialog.set_df_property("message", "description", frappe.utils.escape_html(people));
}

function copy_text(dialog) {
	frappe.utils.copy_to_clipboard(dialog.get_value("message"));
}

async function send_text(dialog, agreement, done) {
	const { sent, urging } = await frappe.xcall(`${CALLS}send_message_about_term`, {
		agreement,
		term: dialog.get_value("term"),
	});
	frappe.show_alert({ message: __("Text messages sent: {0}", [sent]), indicator: "green" });
	if (urging) {
		dialog.hide();
		done?.();
	}
}

const MEDIATED = ["Taken On", "In Mediation", "Agreement Reached", "In Performance"];

frappe.ui.form.on("Dispute Case", {
	refresh(frm) {
		if (frm.is_new() || !MEDIATED.includes(frm.doc.stage)) return;
		if (frm.doc.way_of_settlement !== "People's Mediation" || !frappe.model.can_create("Mediation Session"))
			return;
		const group = __("Mediation");
		frm.add_custom_button(__("Plan A Session"), () => grid_governance.plan_session(frm), group);
		frm.add_custom_button(
			__("Invite A Person"),
			() => frappe.new_doc("Case Invitation", { dispute_case: frm.doc.name }),
			group,
		);
	},
});
