// After the agreement: judicial confirmation and return visits, each step in one small dialog.

frappe.provide("grid_governance");

const AFTER = "grid_governance.api.aftercare.";

// The court that this body last went to stands there already.
grid_governance.prepare_confirmation = async ({ name: agreement, mediation_body }) => {
	const last = { filters: { mediation_body }, fields: ["court"], order_by: "creation desc", limit: 1 };
	const [{ court } = {}] = await frappe.db.get_list("Judicial Confirmation", last);
	const one_sided = 'eval:doc.applied_by && doc.applied_by != "Both Parties Jointly"';
	grid_governance.asking.values(
		__("Apply For Confirmation"),
		[
			{
				fieldname: "applied_by",
				fieldtype: "Select",
				label: __("Applied By"),
				options:
					"Both Parties Jointly\nParty A With The Consent Of Party B\nParty B With The Consent Of Party A",
				default: "Both Parties Jointly",
				reqd: 1,
			},
			{
				fieldname: "consent_given",
				fieldtype: "Check",
				label: __("The Other Party Consents"),
				depends_on: one_sided,
			},
			{
				fieldname: "consent_note",
				fieldtype: "Data",
				label: __("How The Consent Was Given"),
				depends_on: one_sided,
				mandatory_depends_on: one_sided,
			},
			{ fieldname: "court", fieldtype: "Data", label: __("Court"), default: court, reqd: 1 },
		],
		async (values) => {
			const { name } = await frappe.xcall(`${AFTER}prepare_confirmation`, { agreement, ...values });
			frappe.set_route("Form", "Judicial Confirmation", name);
		},
		__("Prepare The Papers"),
	);
};

// One screen, most of it chosen already: who was spoken to, what was found, how satisfied.
grid_governance.record_visit = async (name, done) => {
	const form = await frappe.xcall(`${AFTER}visit_form`, { name }, "GET");
	const dialog = new frappe.ui.Dialog({
		title: __("Record Return Visit"),
		fields: [
			{ fieldname: "who", fieldtype: "HTML" },
			{
				fieldname: "way",
				fieldtype: "Select",
				label: __("Way Of The Return Visit"),
				options: "Visit By Phone\nVisit At Home\nVisit By Video\nMet At The Office",
				default: "Visit By Phone",
				reqd: 1,
			},
			{
				fieldname: "performance",
				fieldtype: "Select",
				label: __("Performance Found"),
				options: "Fully Performed\nPerformed In Part\nNot Performed\nNothing To Perform",
				default: form.performance,
				reqd: 1,
			},
			{
				fieldname: "satisfaction",
				fieldtype: "Select",
				label: __("Satisfaction"),
				options: "Very Satisfied\nSatisfied\nFairly Satisfied\nDissatisfied",
				default: "Satisfied",
				reqd: 1,
			},
			{ fieldname: "opinion", fieldtype: "Small Text", label: __("Opinion And Requests Of The Party") },
			{ fieldname: "hidden_risk", fieldtype: "Check", label: __("Hidden Risks Remain") },
			{
				fieldname: "risk_note",
				fieldtype: "Small Text",
				label: __("Which Risks And What Is Done"),
				depends_on: "hidden_risk",
				mandatory_depends_on: "hidden_risk",
			},
			{ fieldname: "sued", fieldtype: "Check", label: __("A Suit Was Filed") },
			{ fieldname: "judgment", fieldtype: "Small Text", label: __("Judgment"), depends_on: "sued" },
		],
		primary_action_label: __("Save The Visit"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				await frappe.xcall(`${AFTER}record_visit`, { name, ...values });
				dialog.hide();
				frappe.show_alert({ message: __("The return visit is on record."), indicator: "green" });
				done?.();
			}),
	});
	const who = dialog.get_field("who").$wrapper.append($("<p>").append($("<b>").text(form.title)));
	for (const party of form.parties) {
		const line = $("<p class='mb-1'>").text(`${party.name} `).appendTo(who);
		if (party.phone) $("<a>").attr("href", `tel:${party.phone}`).text(party.phone).appendTo(line);
	}
	dialog.show();
};

grid_governance.open_recurrence = (visit) =>
	grid_governance.asking.values(
		__("Open A Case For The Recurrence"),
		[
			{
				fieldname: "facts",
				fieldtype: "Small Text",
				label: __("What Has Happened Again"),
				description: __("Parties, type and facts of the earlier case are carried over."),
				reqd: 1,
			},
		],
		async ({ facts }) => {
			const { name } = await frappe.xcall(`${AFTER}open_recurrence`, { visit, facts });
			frappe.set_route("Form", "Dispute Case", name);
		},
		__("Open The Case"),
	);
