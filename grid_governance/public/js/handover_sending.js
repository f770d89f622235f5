// Handing a case over: whom to, what is asked, by when; and what became of several that were sent at once.

frappe.provide("grid_governance.handover");

// Whom to hand the case to: a unit, a department or a person, with what is asked.
grid_governance.handover.send = (dispute_case, kind, done, given = {}) => {
	const dialog = new frappe.ui.Dialog({
		title: kind ? __(kind) : __("Hand Over Case"),
		fields: send_fields(given, () => dialog.get_values(true)),
		primary_action_label: kind ? __(kind) : __("Send Out"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				await frappe.xcall("grid_governance.api.handover.send", { dispute_case, kind, ...values });
				dialog.hide();
				done();
			}),
	});
	dialog.show();
	return dialog;
};

// What became of several cases that were sent at once: where each went, or why it stays.
grid_governance.handover.tell_sent = (told) => {
	const list = $("<ol></ol>");
	for (const { title, name, receiver, problem } of told) {
		const fate = [receiver && ` → ${receiver}`, problem && `：${problem}`].filter(Boolean).join("");
		$("<li></li>")
			.append($("<b></b>").text(title || name), document.createTextNode(fate))
			.appendTo(list);
	}
	const sent = told.filter(({ receiver }) => receiver).length;
	frappe.msgprint({
		title: __("Sent: {0}, not sent: {1}", [sent, told.length - sent]),
		indicator: sent === told.length ? "green" : "orange",
		message: list.prop("outerHTML"),
	});
};

const HANDED_BACK_TWICE = 2;

// To these the present holder has sent the case twice in vain: only the centre's decision sends it there again.
const refused_twice = (hops) => {
	const pair = (hop) => [hop.sender, hop.to_unit, hop.to_department, hop.to_worker].join("|");
	const back = hops.filter((hop) => hop.stage === "Handed Back" && hop.kind !== "Ask Assistance");
	return back.filter((hop) => back.filter((o) => pair(o) === pair(hop)).length >= HANDED_BACK_TWICE);
};

// What is known of the case's way makes most of the dialog's answers.
grid_governance.handover.given = (way, kind) => ({
	unit: kind === "Report Up" ? way.above : null,
	inside: kind === "Assign Down" ? way.unit : null,
	refused: way.may_decide ? refused_twice(way.hops.filter((hop) => hop.sender === way.current)) : [],
});

const is_refused = (refused, { to_unit, to_department, to_worker }) =>
	refused.some(
		(hop) =>
			(to_department || to_unit === hop.to_unit) &&
			(to_department || "") === (hop.to_department || "") &&
			(to_worker || "") === (hop.to_worker || ""),
	);

// The unit that is proposed stands in its field only after a moment.
const decision = ({ refused, unit }) => {
	const asked = (doc) => is_refused(refused, { ...doc, to_unit: doc.to_unit || unit });
	return {
		...grid_governance.handover.text("decision", "Decision Of The Centre", 0),
		depends_on: asked,
		mandatory_depends_on: asked,
		description: __("Handed back twice: write why it is theirs all the same."),
	};
};

// Only these can be handed a case, sit at a centre or be the goal of a rule.
grid_governance.handover.departments = () => ({
	filters: { organisation_class: ["in", ["Party Or Government Organ", "Public Institution"]] },
});

const posted = ({ to_unit, to_department }) => {
	if (to_department) return [["Grid Post", "organisation", "=", to_department]];
	return to_unit ? [["Grid Post", "grid_unit", "=", to_unit]] : [];
};

const send_fields = (given, values) => [
	{
		fieldname: "to_unit",
		fieldtype: "Link",
		options: "Grid Unit",
		label: __("Receiving Unit"),
		default: given.unit,
		get_query: () => ({ filters: given.inside ? [["Grid Unit", "name", "like", `${given.inside}%`]] : [] }),
	},
	{
		fieldname: "to_department",
		fieldtype: "Link",
		options: "Local Organisation",
		label: __("Receiving Department"),
		default: given.department,
		get_query: grid_governance.handover.departments,
	},
	{
		fieldname: "to_worker",
		fieldtype: "Link",
		options: "Grid Worker",
		label: __("Receiving Person"),
		default: given.worker,
		get_query: () => ({ filters: [["Grid Worker", "enabled", "=", 1], ...posted(values())] }),
	},
	{
		...grid_governance.handover.text("asked", "What Is Asked"),
		default: given.asked || __("Please handle according to your duties."),
	},
	{ fieldname: "due", fieldtype: "Datetime", label: __("To Be Handled By") },
	...(given.refused?.length ? [decision(given)] : []),
];
