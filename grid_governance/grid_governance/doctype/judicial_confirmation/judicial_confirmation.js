const STEPS = "grid_governance.api.aftercare.";

// What was handed in, and what the court has decided, stays; the server refuses to change it.
const APPLICATION = [
	"applied_by",
	"consent_given",
	"consent_note",
	"court",
	"applied_on",
	"late_reason",
	"request_text",
	"papers",
];
const DECISION = ["document_number", "decided_on", "decision_reason"];

frappe.ui.form.on("Judicial Confirmation", {
	refresh(frm) {
		if (frm.is_new()) return;
		const { status } = frm.doc;
		if (!["Papers Being Prepared", "Applied To The Court", "Confirmed By The Court"].includes(status))
			frm.disable_form();
		frm.toggle_enable(APPLICATION, status === "Papers Being Prepared");
		frm.toggle_enable(DECISION, status !== "Confirmed By The Court");
		warn(frm);
		frm.add_custom_button(__("Mediation Agreement"), () =>
			frappe.set_route("Form", "Mediation Agreement", frm.doc.agreement),
		);
		if (!frappe.perm.has_perm(frm.doctype, 0, "write", frm.doc)) return;
		if (status === "Papers Being Prepared") {
			frm.add_custom_button(__("Take The Application Back"), () => saved(frm, take_back));
			grid_governance.main_button(frm, __("Handed In To The Court"), () => saved(frm, hand_in));
		}
		if (status === "Applied To The Court") {
			frm.add_custom_button(__("Not Confirmed"), () => saved(frm, refused));
			frm.add_custom_button(__("Take The Application Back"), () => saved(frm, take_back));
			grid_governance.main_button(frm, __("Confirmed By The Court"), () => saved(frm, confirmed));
		}
		if (status === "Confirmed By The Court" && !frm.doc.enforcement_on)
			grid_governance.main_button(frm, __("Apply For Enforcement"), () => saved(frm, enforce));
	},
});

function warn(frm) {
	if (frm.doc.status !== "Papers Being Prepared") return;
	const days = frappe.datetime.get_day_diff(frm.doc.last_day, frappe.datetime.get_today());
	if (days < 0)
		frm.set_intro(
			__(
				"The last day ({0}) has passed. Give the reason; the court decides whether it takes the application.",
				[frappe.datetime.str_to_user(frm.doc.last_day)],
			),
			"red",
		);
	else if (!days) frm.set_intro(__("Today is the last day for handing it in."), "orange");
	else
		frm.set_intro(
			__("To be handed in by {0}, {1} days left.", [frappe.datetime.str_to_user(frm.doc.last_day), days]),
			days <= 7 ? "orange" : "blue",
		);
}

// What was typed on the form is saved before a step is asked for; where it is refused, it stays there.
async function saved(frm, ask) {
	if (await grid_governance.asking.saved_first(frm)) ask(frm);
}

async function step(frm, method, values) {
	const answer = await frappe.xcall(`${STEPS}${method}`, { name: frm.doc.name, ...values });
	if (answer.missing?.length)
		frappe.msgprint({
			title: __("Papers Still To Be Handed In"),
			message: answer.missing.map(frappe.utils.escape_html).join("<br>"),
			indicator: "orange",
		});
	frm.reload_doc();
}

function hand_in(frm) {
	const one_sided = frm.doc.applied_by !== "Both Parties Jointly" && !frm.doc.consent_given;
	const fields = [
		{ fieldname: "applied_on", fieldtype: "Date", label: __("Handed In On"), default: "Today", reqd: 1 },
	];
	if (one_sided)
		fields.push({ fieldname: "consent_given", fieldtype: "Check", label: __("The Other Party Consents") });
	// what was handed in in time may be entered afterwards
	const late = `eval:doc.applied_on > "${frm.doc.last_day}"`;
	fields.push({
		fieldname: "late_reason",
		fieldtype: "Small Text",
		label: __("Reason For Applying Late"),
		default: frm.doc.late_reason,
		depends_on: late,
		mandatory_depends_on: late,
	});
	grid_governance.asking.values(__("Handed In To The Court"), fields, (values) =>
		step(frm, "apply_for_confirmation", values),
	);
}

const DECIDED = () => ({
	fieldname: "decided_on",
	fieldtype: "Date",
	label: __("Date Of The Court Document"),
	default: "Today",
	reqd: 1,
});

function confirmed(frm) {
	grid_governance.asking.values(
		__("Confirmed By The Court"),
		[
			{
				fieldname: "document_number",
				fieldtype: "Data",
				label: __("Number Of The Court Document"),
				reqd: 1,
			},
			DECIDED(),
		],
		(values) => step(frm, "decide_confirmation", { ...values, status: "Confirmed By The Court" }),
		__("Save"),
	);
}

function refused(frm) {
	grid_governance.asking.values(
		__("Not Confirmed"),
		[
			{
				fieldname: "status",
				fieldtype: "Select",
				label: __("Confirmation Status"),
				options: "Refused By The Court\nNot Accepted By The Court",
				default: "Refused By The Court",
				reqd: 1,
			},
			{
				fieldname: "decision_reason",
				fieldtype: "Small Text",
				label: __("Reason Given By The Court"),
				reqd: 1,
			},
			{
				fieldname: "next_way",
				fieldtype: "Select",
				label: __("Way From Here"),
				options: "Change The Agreement\nReach A New Agreement\nFile A Lawsuit",
				description: __(
					"The parties may change the agreement, reach a new one, or file a lawsuit (art. 33).",
				),
				reqd: 1,
			},
			{
				fieldname: "document_number",
				fieldtype: "Data",
				label: __("Number Of The Court Document"),
			},
			DECIDED(),
		],
		(values) => step(frm, "decide_confirmation", values),
		__("Save"),
	);
}

function take_back(frm) {
	grid_governance.asking.values(
		__("Take The Application Back"),
		[{ fieldname: "decision_reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }, DECIDED()],
		(values) => step(frm, "decide_confirmation", { ...values, status: "Application Taken Back" }),
		__("Save"),
	);
}

function enforce(frm) {
	grid_governance.asking.values(
		__("Apply For Enforcement"),
		[
			{
				fieldname: "enforcement_on",
				fieldtype: "Date",
				label: __("Enforcement Applied For On"),
				default: "Today",
				reqd: 1,
			},
			{
				fieldname: "court",
				fieldtype: "Data",
				label: __("Court Of Enforcement"),
				default: frm.doc.court,
			},
			{
				fieldname: "amount",
				fieldtype: "Currency",
				label: __("Amount To Be Enforced"),
				description: __("Empty: what is open on the agreement"),
			},
		],
		(values) => step(frm, "apply_for_enforcement", values),
		__("Save"),
	);
}
