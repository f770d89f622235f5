// The way of a case from hand to hand: drawn on its form and on the dispatch desk, with the steps one may take.

frappe.provide("grid_governance.handover");

const API = "grid_governance.api.handover.";
const KINDS = ["Report Up", "Assign Down", "Pass On", "Ask Assistance"];
const COLOURS = {
	"To Be Signed For": "orange",
	"Signed For": "blue",
	"Deemed Signed": "red",
	"In Hand": "blue",
	Handled: "cyan",
	"Fed Back": "purple",
	"Handed Back": "gray",
	Recalled: "gray",
	"Struck Off": "green",
};
const CLOCK_SPEAKS = ["Warned", "Breached", "Paused"];
grid_governance.handover.colour = (stage) => COLOURS[stage] || "gray";

const TELLING = ["Told In Person", "Told By Phone", "Told By Message", "Told In Writing"];

const text = (fieldname, label, reqd = 1) => ({ fieldname, label: __(label), fieldtype: "Small Text", reqd });
grid_governance.handover.text = text;

// How and when a visitor was told, here and at the window.
grid_governance.handover.telling_fields = (reqd = 0) => [
	{
		fieldname: "visitor_way",
		fieldtype: "Select",
		label: __("Way Of Telling"),
		options: TELLING.map((value) => ({ value, label: __(value) })),
		default: TELLING[1],
		reqd,
	},
	{ fieldname: "told_at", fieldtype: "Datetime", label: __("Visitor Told At"), default: "Now" },
];

const visitor_fields = () => [
	{ fieldtype: "Section Break" },
	text("visitor_reply", "Reply To The Visitor", 0),
	...grid_governance.handover.telling_fields(),
];

// act → [label, primary, fields that are asked for]
const ACTS = {
	sign: ["Sign For", true, () => []],
	take_in_hand: ["Begin Handling", true, () => []],
	handle: ["Report As Handled", false, () => [text("result", "Result Of Handling")]],
	feed_back: ["Feed Back", true, (hop) => feedback_fields(hop)],
	strike_off: ["Strike Off", true, () => [text("verification", "How It Was Verified")]],
	rework: ["Send For Rework", false, () => [text("reason", "Reason For Rework")]],
	hand_back: ["Hand Back", false, () => [text("reason", "Reason For Handing Back")]],
	recall: ["Recall", false, () => [text("reason", "Reason For Recall", 0)]],
};

function feedback_fields(hop) {
	const reply = { ...text("text", "Feedback To The Sender"), default: hop.result };
	return hop.kind === "Ask Assistance" ? [reply] : [reply, ...visitor_fields()];
}

// Ask for what the step needs, then take it; `done` follows.
grid_governance.handover.act = async (act, hop, done) => {
	const [label, , fields_of] = ACTS[act];
	const run = (values) => frappe.xcall(`${API}${act}`, { name: hop.name, ...values });
	const fields = fields_of(hop);
	if (fields.length) await grid_governance.asking.values(__(label), fields, run);
	else await run({}).catch(() => {}); // the server has said why: somebody was faster, and what stands now is shown
	done();
};

// The hops as a plain list: who, when, how long, late or not; beside each what may be done now.
grid_governance.handover.draw = async (target, dispute_case, done, still = () => true) => {
	const way = await frappe.xcall(`${API}way`, { dispute_case }, "GET");
	if (!still()) return;
	const list = $("<div class='gg-hops'></div>");
	for (const hop of way.hops) list.append(hop_line(hop, way.acts[hop.name] || [], done));
	$("<p class='text-muted'></p>")
		.text(__("{0}: {1}", [__("Handling Unit"), way.current]))
		.prependTo(list);
	target.empty().append(list);
	return way;
};

function hop_line(hop, acts, done) {
	const line = $(
		"<div class='gg-hop' style='border-left: 3px solid var(--gray-300); padding: 0 0 10px 12px'></div>",
	);
	const state = hop.clock?.clock_state;
	const colour = CLOCK_SPEAKS.includes(state)
		? grid_governance.clock_colour(state)
		: grid_governance.handover.colour(hop.stage);
	const head = $("<div></div>").appendTo(line);
	$("<b></b>")
		.text(`${hop.hop_number}. ${__(hop.kind)}`)
		.appendTo(head);
	$("<span></span>").text(` ${hop.sender} → ${hop.receiver} `).appendTo(head);
	$(`<span class="indicator-pill ${colour}"></span>`).text(__(hop.stage)).appendTo(head);
	if (hop.signed_late || hop.handled_late)
		head.append(" ", $("<span class='indicator-pill red'></span>").text(__("Late")));
	const facts = [
		times_of(hop),
		hop.clock && `${__(hop.clock.limit_name)} ${__("until {0}", [moment_of(hop.clock.due_at)])}`,
		hop.routing_reason &&
			__("{0}: {1}", [
				__(hop.decided ? "Decision Of The Centre" : "Reason For This Receiver"),
				hop.routing_reason,
			]),
		...Object.keys(LABELS)
			.filter((field) => hop[field])
			.map((field) => __("{0}: {1}", [__(LABELS[field]), hop[field]])),
	];
	for (const fact of facts.filter(Boolean))
		$("<div class='text-muted small'></div>").text(fact).appendTo(line);
	const buttons = $("<div></div>").appendTo(line);
	for (const act of Object.keys(ACTS).filter((name) => acts.includes(name))) {
		const [label, primary] = ACTS[act];
		$(
			`<button class="btn btn-xs ${primary ? "btn-primary" : "btn-default"}" style="margin: 4px 6px 0 0"></button>`,
		)
			.text(__(label))
			.attr("data-act", act)
			.on(
				"click",
				grid_governance.on_press(() => grid_governance.handover.act(act, hop, done)),
			)
			.appendTo(buttons);
	}
	$("<a class='small text-muted' style='margin-left: 4px'></a>")
		.text(__("Handover Letter"))
		.attr({ href: grid_governance.paper_url("Case Handover", hop.name, "Handover Letter"), target: "_blank" })
		.appendTo(buttons);
	return line;
}

const LABELS = {
	asked: "What Is Asked",
	result: "Result Of Handling",
	rework_reason: "Reason For Rework",
	feedback: "Feedback To The Sender",
	visitor_reply: "Reply To The Visitor",
	back_reason: "Reason For Handing Back",
	recall_reason: "Reason For Recall",
	verification: "How It Was Verified",
};

const moment_of = (value) => frappe.datetime.str_to_user(value);

function times_of(hop) {
	const steps = [
		["Sent At", hop.sent_at, hop.sent_by],
		["Signed At", hop.signed_at, hop.signed_by],
		["Handled At", hop.handled_at, hop.handled_by],
		["Fed Back At", hop.fed_back_at, hop.fed_back_by],
		["Hop Ended At", hop.ended_at, hop.ended_by],
	].filter(([, when]) => when);
	const parts = steps.map(([label, when, who]) => `${__(label)} ${moment_of(when)} ${who || ""}`.trim());
	return __("{0} ({1})", [parts.join(" · "), grid_governance.handover.span(hop.minutes)]);
}

grid_governance.handover.span = (minutes) => {
	if (minutes < 1) return __("Less Than A Minute");
	if (minutes < 60) return __("{0} min", [minutes]);
	if (minutes < 1440) return __("{0} h", [Math.round(minutes / 60)]);
	return __("{0} days", [Math.round(minutes / 1440)]);
};

// What waits to be signed for by somebody else is not taken on and does not end; who may only read the case takes it on
// by signing for it with the step. The server refuses the rest: such steps are not offered.
const every_transition = frappe.workflow.get_transitions;

frappe.workflow.get_transitions = async (doc) => {
	const open = await every_transition.call(frappe.workflow, doc);
	const { may_write, waits_for } = doc.__onload || {};
	if (doc.doctype !== "Dispute Case") return open;
	if (may_write === false) return open.filter(({ action }) => action === "Take On" && waits_for === "me");
	if (waits_for !== "others") return open;
	return open.filter(({ action }) => action !== "Take On" && !grid_governance.is_end(action));
};

frappe.ui.form.on("Dispute Case", {
	async refresh(frm) {
		frm.hop_to_sign = null;
		const target = frm.fields_dict.hops_html?.$wrapper;
		if (!target || frm.is_new()) return;
		const again = () => frm.reload_doc();
		const still = grid_governance.asking.still(frm);
		const way = await grid_governance.handover.draw(target, frm.doc.name, again, still);
		if (!way) return;
		const mine = way.hops.filter((hop) => way.acts[hop.name]?.includes("sign"));
		frm.hop_to_sign = mine.find((hop) => hop.kind !== "Ask Assistance");
		const unsigned = frm.hop_to_sign || mine[0];
		if (unsigned) {
			const sign = () => grid_governance.handover.act("sign", unsigned, again);
			grid_governance.main_button(frm, __("Sign For"), sign);
		}
		if (way.may_send) {
			for (const kind of way.waiting ? ["Ask Assistance"] : KINDS) {
				frm.add_custom_button(
					__(kind),
					() =>
						grid_governance.handover.send(
							frm.doc.name,
							kind,
							again,
							grid_governance.handover.given(way, kind),
						),
					__("Hand Over Case"),
				);
			}
		}
		if (way.may_reply_to_visitor) reply_button(frm, "Reply To Visitor", visitor_fields().slice(1), again);
		if (way.may_reply_to_source)
			reply_button(frm, "Reply To Sender", [text("reply", "Reply Given To The Sender")], again);
	},
});

function reply_button(frm, label, fields, done) {
	const method = label === "Reply To Visitor" ? "reply_to_visitor" : "reply_to_source";
	const asked = fields.map((df) => ({ ...df, reqd: df.fieldname === "told_at" ? 0 : 1 }));
	const run = ({ visitor_reply, ...values }) => {
		const reply = visitor_reply ? { reply: visitor_reply } : {};
		return frappe.xcall(`${API}${method}`, { dispute_case: frm.doc.name, ...values, ...reply });
	};
	const ask = () => grid_governance.asking.values(__(label), asked, run).then(done);
	frm.add_custom_button(__(label), ask, __("Hand Over Case"));
}
