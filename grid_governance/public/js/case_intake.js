// Taking a case in and ending it: earlier cases of the parties, who agrees to be mediated, on which ground a case ends.

frappe.provide("grid_governance");

const API = "grid_governance.api.intake.";
const APPLICATION_SLOT = "slot_1"; // cases/case_file/parts.py: key_of
const text = (value) => frappe.utils.escape_html(String(value ?? ""));
const principals = (frm) => (frm.doc.parties || []).filter((row) => row.kind !== "Agent");

// Doubles and earlier cases, while the names are typed. parties: rows; target: where they are shown.
grid_governance.show_earlier_cases = async (target, parties, options) => {
	const rows = parties.filter((row) => row.party_name || row.resident);
	if (!frappe.model.can_create("Dispute Case")) return target.empty(); // a liaison reads the case only
	const asked = JSON.stringify([rows, options]);
	if (target.data("asked") === asked) return;
	target.data("asked", asked);
	if (!rows.length) return target.empty();
	const { cases, hidden } = await frappe.xcall(`${API}earlier_cases`, {
		parties: JSON.stringify(
			rows.map(({ side, party_name, contact, resident }) => ({ side, party_name, contact, resident })),
		),
		...options,
	});
	if (target.data("asked") !== asked) return;
	const lines = cases.map((row) => {
		const double = row.double
			? `<span class="indicator-pill red">${__("Perhaps The Same Matter")}</span> `
			: "";
		const day = frappe.datetime.str_to_user(row.registered_on.split(" ")[0]);
		const words = [day, __(row.category), row.party_names, __(row.stage)].map(text).join(" · ");
		return `<li>${double}<a href="/app/dispute-case/${encodeURIComponent(row.name)}" target="_blank">${words}</a></li>`;
	});
	if (hidden) lines.push(`<li>${__("{0} more elsewhere, outside your area", [hidden])}</li>`);
	target.html(
		lines.length
			? `<div class="earlier-cases" style="padding: 8px 12px; background: var(--bg-yellow); border-radius: 8px; margin-bottom: 8px">
				<b>${__("Earlier Cases Of These Parties")}</b><ul style="margin: 4px 0 0; padding-left: 18px">${lines.join("")}</ul></div>`
			: "",
	);
};

// The body of a unit that has exactly one.
async function only_body(grid_unit) {
	const found = await frappe.db.get_list("Mediation Body", { filters: { grid_unit, enabled: 1 }, limit: 2 });
	return found.length === 1 ? found[0].name : null;
}

// 受理: body, mediator, and of each party whether it agrees, all in one step: what the server refuses has signed for
// nothing and saved nothing. only_answers: it is not taken on yet. Returns whether a party refuses.
grid_governance.ask_to_take_on = async (frm, only_answers = false) => {
	const take_on = (values = {}) =>
		frappe.xcall(`${API}take_on`, { dispute_case: frm.doc.name, only_answers: +only_answers, ...values });
	const title = __(only_answers ? "Record Oral Agreement" : "Take On");
	const asked = frm.doc.way_of_settlement === "People's Mediation" ? await take_on_fields(frm) : [];
	let answered = null;
	if (asked.length) {
		// what was answered stands there again after something on the form had to be put right first
		const kept = frm.answers?.dispute_case === frm.doc.name ? frm.answers : {};
		const fields = asked.map((df) => ({ ...df, default: kept[df.fieldname] ?? df.default }));
		answered = await grid_governance.asking.values(
			title,
			fields,
			(values) => {
				frm.answers = { ...values, dispute_case: frm.doc.name };
				const rows = principals(frm).filter((row) => row.name in values);
				const answers = Object.fromEntries(rows.map((row) => [row.name, values[row.name]]));
				const { way, mediation_body, mediator, mediator_choice } = values;
				return take_on({ answers, way, mediation_body, mediator, mediator_choice });
			},
			only_answers ? __("Continue") : title,
		);
	} else if (!only_answers) answered = await take_on().catch(() => null); // the server has said why
	await frm.reload_doc();
	return Boolean(answered?.refused.length);
};

async function take_on_fields(frm) {
	const unasked = principals(frm).filter((row) => !row.consent);
	const to_sign = frm.hop_to_sign;
	const fields = ["mediation_body", "mediator"]
		.filter((name) => !frm.doc[name] || (name === "mediation_body" && to_sign))
		.map((name) => grid_governance.asking.field(frm, name));
	if (to_sign) fields[0].default = await only_body(to_sign.to_unit); // the case still names its sender's
	const mine = fields.find((df) => df.fieldname === "mediator");
	if (mine && frappe.user.has_role("Mediator")) {
		const { message } = await frappe.db.get_value("Grid Worker", { user: frappe.session.user }, "name");
		mine.default = message?.name;
	}
	if (fields.length) {
		fields.push({ ...grid_governance.asking.field(frm, "mediator_choice"), default: "Assigned By The Body" });
	}
	if (unasked.length) {
		fields.push({ fieldtype: "Section Break", label: __("Does each party want to be mediated?") });
		for (const row of unasked) {
			fields.push({
				fieldname: row.name,
				fieldtype: "Select",
				label: text(row.party_name),
				options: ["", "Agrees To Mediation", "Refuses Mediation"],
				reqd: 1,
			});
		}
		fields.push({
			fieldname: "way",
			fieldtype: "Select",
			label: __("Way Of Asking"),
			options: ["In Person", "By Telephone", "In Writing", "By Message"],
			default: "In Person",
		});
		fields.push({ fieldtype: "Column Break" });
		// uploaded straight into the case's file, to the application (slot 1 of 13)
		fields.push({
			fieldname: "consent_scan",
			fieldtype: "Attach",
			label: __("Scan Of The Signed Consents"),
			description: __("One photo or scan for all parties; it joins the application in the case's file."),
			options: { doctype: frm.doctype, docname: frm.doc.name, fieldname: APPLICATION_SLOT },
		});
	}
	return fields;
}

// Ends by reason: action → [stage, further fields of the case that are asked for].
const WAYS = ["told_arbitration", "told_administrative", "told_court"];
const ENDS = {
	"Do Not Take On": ["Not Taken On", WAYS],
	Terminate: ["Terminated", WAYS],
	"Divert To Legal Channel": ["Diverted", ["diverted_to", "diverted_organ"]],
	"Withdraw Application": ["Application Withdrawn", ["withdrawn_by"]],
};
grid_governance.is_refused = (frm) =>
	frm.doc.way_of_settlement === "People's Mediation" &&
	principals(frm).some((row) => row.consent === "Refuses Mediation");
grid_governance.is_end = (action) => action in ENDS;

grid_governance.ask_to_end = async (frm, action, step) => {
	const [stage, more] = ENDS[action];
	const { grounds, ways } = await frappe.xcall(`${API}end_form`, {
		dispute_case: frm.doc.name,
		ends_as: stage,
	});
	const fields = [
		{
			fieldname: "end_cause",
			fieldtype: "Select",
			label: __("Ending Ground"),
			options: ["", ...grounds],
			reqd: 1,
			default:
				action === "Do Not Take On" && grid_governance.is_refused(frm)
					? "A Party Clearly Refuses Mediation"
					: grounds.find((ground) => ground.value === frm.doc.end_cause)?.value,
		},
		{
			...grid_governance.asking.field(frm, "end_reason"),
			description: __("It stands on the notice to the parties."),
		},
		...more.map((name) => ({
			...grid_governance.asking.field(frm, name),
			reqd: WAYS.includes(name) || name === "diverted_organ" ? 0 : 1,
			default: ways[name] ?? frm.doc[name],
		})),
	];
	await grid_governance.asking.values(__(action), fields, step);
};

// 转为人民调解: one button; only what was settled already needs the reason why it is taken up again.
grid_governance.raise_to_mediation = async (frm) => {
	const raise = (values) =>
		frappe.xcall(`${API}raise_to_mediation`, { dispute_case: frm.doc.name, ...values });
	if (frm.doc.stage === "Settled On The Spot") {
		const reason = {
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason For Reopening"),
			reqd: 1,
		};
		await grid_governance.asking.values(__("Raise To Mediation"), [reason], raise);
	} else await raise({});
	frappe.show_alert({ message: __("Raised. Everything written down is kept."), indicator: "green" });
	frm.reload_doc();
};

// 口头协议: one term, one save, and the one-page form is there to be printed.
grid_governance.record_oral_agreement = async (frm) => {
	if (!(await grid_governance.asking.saved_first(frm))) return;
	const open = ["Registered", "Screening"].includes(frm.doc.stage);
	if (open && (await grid_governance.ask_to_take_on(frm, true))) return; // who refuses agrees to nothing
	const fields = [
		{
			fieldname: "content",
			fieldtype: "Small Text",
			label: __("What Is To Be Done"),
			reqd: 1,
			default: frm.doc.claims,
		},
		{
			fieldname: "obligor",
			fieldtype: "Select",
			label: __("To Be Performed By"),
			options: ["Party A", "Party B"],
			default: "Party B",
		},
		{ fieldtype: "Column Break" },
		{
			fieldname: "due_date",
			fieldtype: "Date",
			label: __("Due By"),
			reqd: 1,
			default: frappe.datetime.get_today(),
		},
		{ fieldname: "amount", fieldtype: "Currency", label: __("Amount"), default: frm.doc.amount },
	];
	const { agreement } = await grid_governance.asking.values(__("Record Oral Agreement"), fields, (values) =>
		frappe.xcall(`${API}record_oral_agreement`, { dispute_case: frm.doc.name, ...values }),
	);
	await frm.reload_doc();
	grid_governance.open_paper({ doctype: "Mediation Agreement", docname: agreement }, "Oral Agreement Form");
};
