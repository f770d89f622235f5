// What becomes of a visitor's matter: the same ways on the window's screen and on the record itself.

frappe.provide("grid_governance.reception");

const API = "grid_governance.api.reception.";
const REFERRED = ["Referred To Legal Aid", "Referred To Petition Office"];

const VILLAGE_CODE = 12; // digits: a shorter code is a street, a county …

// A matter that is only known to be of the street finds no mediator: the village is asked for, and may stay open.
const place_field = (event_unit) => ({
	fieldname: "event_unit",
	fieldtype: "Link",
	options: "Grid Unit",
	label: __("Unit Of The Matter"),
	default: event_unit,
	description: __("Please choose the village if it is known: then a mediator of the village is proposed."),
	get_query: () => grid_governance.reception.inside(event_unit),
});

// Units inside one, that one too.
grid_governance.reception.inside = (unit) => ({
	filters: [
		["Grid Unit", "name", "like", `${unit}%`],
		["Grid Unit", "status", "!=", "Closed"],
	],
});

// [outcome, method of the API, fields that are asked for, fixed arguments]
function ways(categories, event_unit) {
	const text = { fieldname: "text", fieldtype: "Small Text", label: __("Answer Given") };
	const to = { fieldname: "to", fieldtype: "Data", label: __("Directed To"), reqd: 1 };
	const dispute = [
		{ fieldname: "category", fieldtype: "Select", label: __("Case Category"), options: categories, reqd: 1 },
		{
			fieldname: "other_party",
			fieldtype: "Data",
			label: __("Other Party"),
			reqd: 1,
			placeholder: __("Several names are parted by a comma"),
		},
		...(event_unit?.length < VILLAGE_CODE ? [place_field(event_unit)] : []),
		{ fieldname: "claims", fieldtype: "Small Text", label: __("Claims") },
	];
	return [
		["Answered At Once", "answer", [{ ...text, reqd: 1 }]],
		["Guided Elsewhere", "guide", [to, text]],
		["Taken Up As Dispute", "to_dispute", dispute],
		...REFERRED.map((outcome) => [outcome, "refer", [to, text], { outcome }]),
	];
}

// One button for each way out: add(label, act) draws it, done(answer, outcome) follows.
grid_governance.reception.offer = ({ name, event_unit }, categories, add, done) => {
	for (const [outcome, method, fields, more] of ways(categories, event_unit)) {
		add(outcome, async () => {
			const deal = (values) => frappe.xcall(`${API}${method}`, { name, ...values, ...more });
			done(await grid_governance.asking.values(__(outcome), fields, deal), outcome);
		});
	}
};

grid_governance.reception.is_referred = (outcome) => REFERRED.includes(outcome);

// What came of it, and how the visitor learned it.
grid_governance.reception.tell = async (frm) => {
	const fields = [
		grid_governance.handover.text("reply", "Reply To The Visitor"),
		...grid_governance.handover.telling_fields(1),
	];
	const tell = (values) => frappe.xcall(`${API}tell`, { name: frm.doc.name, ...values });
	await grid_governance.asking.values(__("Reply To Visitor"), fields, tell);
	frm.reload_doc();
};
