// Supervision begins on the case: urge, supervise, list, take charge.

const KINDS = ["Urge", "Supervise", "List For Supervision"];
const OVER = [
	"Case Closed",
	"Filed",
	"Settled On The Spot",
	"Not Taken On",
	"Terminated",
	"Diverted",
	"Application Withdrawn",
];

frappe.ui.form.on("Dispute Case", {
	refresh(frm) {
		if (frm.is_new() || OVER.includes(frm.doc.stage) || !frappe.model.can_create("Supervision Order")) return;
		for (const kind of KINDS) frm.add_custom_button(__(kind), () => issue(frm, kind), __("Supervision"));
		frm.add_custom_button(
			__("Take Charge"),
			() => frappe.new_doc("Leader In Charge", { dispute_case: frm.doc.name }),
			__("Supervision"),
		);
	},
});

async function issue(frm, kind) {
	const order = await grid_governance.asking.values(
		__(kind),
		[
			{ fieldname: "grounds", fieldtype: "Small Text", label: __("Grounds Of Supervision"), reqd: 1 },
			{ fieldname: "asked", fieldtype: "Small Text", label: __("What Is Required"), reqd: 1 },
			{
				fieldname: "due",
				fieldtype: "Date",
				label: __("Reply Due By"),
				description: __("Empty: as the response policy says"),
			},
		],
		(values) =>
			frappe.xcall("grid_governance.api.supervision.issue", { dispute_case: frm.doc.name, kind, ...values }),
	);
	frappe.set_route("Form", "Supervision Order", order.name);
}
