// What declarations and batches share: the colours of the stages, the reason of a refusal.

frappe.provide("grid_governance.deeds");

const COLOURS = {
	Draft: "gray",
	"Awaiting Check": "orange",
	Checked: "blue",
	Endorsed: "cyan",
	"On Notice": "purple",
	"Under Objection": "red",
	Credited: "green",
	"Sent Back": "red",
};

grid_governance.deeds.list_settings = {
	hide_name_column: true,
	add_fields: ["stage"],
	has_indicator_for_draft: 1,
	get_indicator: (doc) => [__(doc.stage), COLOURS[doc.stage] || "gray", `stage,=,${doc.stage}`],
};

// Sending back and refusing carry a reason, saved before the step is taken.
grid_governance.deeds.ask_reason = (frm) => {
	if (!["Send Back", "Do Not Recognise"].includes(frm.selected_workflow_action) || frm.doc.decision_reason)
		return;
	frappe.dom.unfreeze();
	return new Promise((resolve, reject) => {
		let given = false;
		const dialog = frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			async ({ reason }) => {
				given = true;
				await frm.set_value("decision_reason", reason);
				await frm.save();
				resolve();
			},
			__(frm.selected_workflow_action),
		);
		// the dialog hides itself before it hands over the reason: wait for that before taking it as a no
		dialog.onhide = () => setTimeout(() => given || reject());
	});
};
