// The next steps of a case, in the order of work. What a step needs is asked for when it is taken.

const NEXT_STEPS = {
	Registered: ["Take On", "Settle On The Spot"],
	Screening: ["Take On"],
	"Taken On": ["Record Session", "Record Oral Agreement"],
	"In Mediation": ["Reach Agreement", "Record Oral Agreement", "Record Session"],
	"Agreement Reached": ["Record Performance", "Close Case"],
	"In Performance": ["Record Performance", "Close Case"],
	"Case Closed": ["File Case"],
};

// Steps that are a record of their own: the case follows when it is saved.
const RECORDS = {
	"Record Session": (frm) => grid_governance.record_session(frm),
	"Reach Agreement": (frm) => grid_governance.draw_up_agreement(frm, "Written"),
	"Record Oral Agreement": (frm) => grid_governance.draw_up_agreement(frm, "Oral"),
	"Record Performance": (frm) => record_performance(frm),
};

// What is recorded more than once within a stage is no step of the workflow there.
const REPEATED = { "In Mediation": "Record Session", "In Performance": "Record Performance" };

// Steps that need fields of the case first.
const NEEDS = {
	"Take On": ["mediation_body", "mediator"],
	"Settle On The Spot": ["settlement"],
	"Do Not Take On": ["end_reason"],
	"Divert To Legal Channel": ["diverted_to", "end_reason"],
	"Withdraw Application": ["end_reason"],
	Terminate: ["end_reason"],
	"Reopen Case": ["reopen_reason"],
	"Close Case": ["outcome"],
};

frappe.ui.form.on("Dispute Case", {
	setup(frm) {
		frm.set_query("mediator", () => ({
			filters: [
				["Grid Worker", "enabled", "=", 1],
				["Grid Post", "duty", "=", "Mediator"],
			],
		}));
		frm.set_query("mediation_body", () => ({ filters: { enabled: 1 } }));
		frm.set_query("category", () => ({ filters: { enabled: 1 } }));
	},
	async refresh(frm) {
		if (frm.is_new()) return;
		const open = await frappe.workflow.get_transitions(frm.doc);
		const allowed = open.map((t) => t.action);
		const repeated = frm.perm[0]?.write ? REPEATED[frm.doc.stage] : null;
		const steps = (NEXT_STEPS[frm.doc.stage] || []).filter(
			(action) => allowed.includes(action) || action === repeated,
		);
		steps.forEach((action, position) => {
			const button = frm.add_custom_button(__(action), () => take_step(frm, action));
			if (!position) button.removeClass("btn-default").addClass("btn-primary");
		});
	},
	// The platform's own menu of actions takes the same road.
	before_workflow_action(frm) {
		const action = frm.selected_workflow_action;
		if (RECORDS[action]) {
			frappe.dom.unfreeze();
			RECORDS[action](frm);
			return new Promise(() => {});
		}
		if (NEEDS[action]) {
			frappe.dom.unfreeze();
			return ask_for(frm, action);
		}
	},
});

async function take_step(frm, action) {
	if (frm.is_dirty()) await frm.save();
	if (RECORDS[action]) return RECORDS[action](frm);
	if (NEEDS[action]) await ask_for(frm, action);
	try {
		await frappe.xcall("frappe.model.workflow.apply_workflow", { doc: frm.doc, action });
	} catch {
		// the reason was told; an outcome belongs to a case that is closed
		if (action === "Close Case") await frappe.db.set_value("Dispute Case", frm.doc.name, "outcome", "");
	}
	frm.reload_doc();
}

async function ask_for(frm, action) {
	const chosen = await first_choices(frm, action);
	return new Promise((resolve) => {
		const fields = NEEDS[action]
			.filter((name) => needed(frm, action, name))
			.map((name) => {
				const df = frm.fields_dict[name].df;
				const { fieldname, fieldtype, label, options } = df;
				return {
					fieldname,
					fieldtype,
					label,
					options,
					reqd: 1,
					get_query: frm.fields_dict[name].get_query,
					default: frm.doc[name] || chosen[name],
				};
			});
		if (action === "Close Case") {
			fields.push({
				fieldname: "end_reason",
				fieldtype: "Small Text",
				label: __("Reason For Ending"),
				depends_on: 'eval:doc.outcome != "All Performed"',
				mandatory_depends_on: 'eval:doc.outcome != "All Performed"',
			});
		}
		if (!fields.length) return resolve();
		const dialog = new frappe.ui.Dialog({
			title: __(action),
			fields,
			primary_action_label: __(action),
			async primary_action(values) {
				dialog.hide();
				await frm.set_value(values);
				if (frm.is_dirty()) await frm.save();
				resolve();
			},
		});
		dialog.show();
	});
}

function needed(frm, action, name) {
	if (action === "Take On") return frm.doc.way_of_settlement === "People's Mediation" && !frm.doc[name];
	return true;
}

// Most often whoever takes a case on mediates it.
async function first_choices(frm, action) {
	if (action === "Close Case") return { outcome: "All Performed" };
	if (action !== "Take On" || frm.doc.mediator || !frappe.user.has_role("Mediator")) return {};
	const { message } = await frappe.db.get_value("Grid Worker", { user: frappe.session.user }, "name");
	return { mediator: message?.name };
}

async function record_performance(frm) {
	const agreement = await frappe.xcall("grid_governance.api.cases.standing_agreement", {
		dispute_case: frm.doc.name,
	});
	if (!agreement) return frappe.msgprint(__("No agreement is in force yet."));
	grid_governance.record_performance(agreement, () => frm.reload_doc());
}
