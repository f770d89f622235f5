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
	"Record Oral Agreement": (frm) => grid_governance.record_oral_agreement(frm),
	"Record Performance": (frm) => record_performance(frm),
};

// What is recorded more than once within a stage is no step of the workflow there.
const REPEATED = { "In Mediation": "Record Session", "In Performance": "Record Performance" };

// Steps that need fields of the case first.
const NEEDS = {
	"Settle On The Spot": ["settlement"],
	"Reopen Case": ["reopen_reason"],
	"Close Case": ["outcome"],
};

// What hangs on a case fills a screen: folded until somebody has chosen otherwise (the platform keeps the choice).
function fold_links(frm) {
	const area = frm.dashboard.links_area;
	if (!area?.body || localStorage.getItem("form-links-closed") !== null) return;
	area.body.addClass("hide");
	area.head.addClass("collapsed");
	area.set_icon(true);
}

frappe.ui.form.on("Dispute Case", {
	setup(frm) {
		frm.can_make_methods = { Reception: () => false }; // visitors are registered at the window
		const mediators = () => ({
			filters: [
				["Grid Worker", "enabled", "=", 1],
				["Grid Post", "duty", "in", frm.mediating_duties || ["Mediator"]],
			],
		});
		frm.set_query("mediator", mediators);
		frm.set_query("mediator", "co_mediators", mediators);
		frappe.db.get_list("Grid Duty", { filters: { role: "Mediator" }, fields: ["name"] }).then((duties) => {
			frm.mediating_duties = duties.map((duty) => duty.name);
		});
		frm.set_query("mediation_body", () => ({ filters: { enabled: 1 } }));
		frm.set_query("category", () => ({ filters: { enabled: 1 } }));
	},
	async refresh(frm) {
		show_earlier(frm);
		if (frm.is_new() || grid_governance.reread(frm)) return;
		fold_links(frm);
		offer_papers(frm);
		remind_of_rights(frm);
		if (frm.doc.__onload?.may_write === false) {
			frm.set_read_only(); // the platform asks the role alone and lets one type what it then refuses
			frm.refresh_fields();
			return;
		}
		const still = grid_governance.asking.still(frm);
		const open = await frappe.workflow.get_transitions(frm.doc);
		if (!still()) return;
		const allowed = open.map((t) => t.action);
		const repeated = frm.perm[0]?.write ? REPEATED[frm.doc.stage] : null;
		const steps = (NEXT_STEPS[frm.doc.stage] || []).filter(
			(action) => allowed.includes(action) || action === repeated,
		);
		steps.forEach((action, position) => {
			grid_governance.main_button(
				frm,
				__(action),
				() => take_step(frm, action),
				!position && !frm.hop_to_sign,
			);
		});
		const light = frm.doc.way_of_settlement !== "People's Mediation" && frm.perm[0]?.write;
		if (light && ["Registered", "Screening", "Settled On The Spot"].includes(frm.doc.stage)) {
			frm.add_custom_button(__("Raise To Mediation"), () => grid_governance.raise_to_mediation(frm));
		}
		if (!light && ["Registered", "Screening"].includes(frm.doc.stage) && allowed.includes("Take On")) {
			frm.add_custom_button(__("Record Oral Agreement"), () => grid_governance.record_oral_agreement(frm));
		}
	},
	grid_unit: (frm) => show_earlier(frm),
	// The platform's own menu of actions takes the same road.
	before_workflow_action(frm) {
		const action = frm.selected_workflow_action;
		if (RECORDS[action]) {
			frappe.dom.unfreeze();
			RECORDS[action](frm);
			return new Promise(() => {});
		}
		if (action === "Raise To Mediation") {
			frappe.dom.unfreeze();
			grid_governance.raise_to_mediation(frm);
			return new Promise(() => {});
		}
		if (asks(action)) {
			frappe.dom.unfreeze();
			take_step(frm, action);
			return new Promise(() => {});
		}
	},
});

frappe.ui.form.on("Case Party", {
	parties_remove: (frm) => show_earlier(frm),
	// Who comes second is most often the other side.
	parties_add(frm, doctype, name) {
		const others = frm.doc.parties.filter((row) => row.name !== name);
		if (others.length === 1 && others[0].side === "Party A") {
			frappe.model.set_value(doctype, name, "side", "Party B");
		}
	},
	party_name: (frm) => show_earlier(frm),
	contact: (frm) => show_earlier(frm),
	resident: (frm) => show_earlier(frm),
});

// Doubles and earlier cases, before a new case is saved and until it is taken on.
const show_earlier = frappe.utils.debounce((frm) => {
	if (!frm.is_new() && !["Registered", "Screening"].includes(frm.doc.stage)) return;
	const { grid_unit, event_date, category } = frm.doc;
	grid_governance.show_earlier_cases(frm.fields_dict.earlier_cases.$wrapper, frm.doc.parties || [], {
		grid_unit,
		event_date,
		category,
		leave_out: frm.is_new() ? null : frm.doc.name,
	});
}, 500);

// The paper that belongs to the stage stands first; the platform's print menu has all of them.
const PAPERS = {
	"Not Taken On": "Not Taken On Notice",
	Terminated: "Termination Notice",
	Diverted: "Diversion Letter",
	"Application Withdrawn": "Withdrawal Confirmation",
};

function offer_papers(frm) {
	const paper = PAPERS[frm.doc.stage];
	const offer = (name) => frm.add_custom_button(__(name), () => grid_governance.open_paper(frm, name));
	if (paper) offer(paper);
	if (frm.doc.may_escalate && !paper) offer("Escalation Warning Letter");
}

// Between taking on and the first session; the record of that session may tick it too.
function remind_of_rights(frm) {
	const { stage, way_of_settlement, rights_told_on } = frm.doc;
	if (stage !== "Taken On" || way_of_settlement !== "People's Mediation" || rights_told_on) return;
	frm.set_intro(); // a form read again would say it twice
	frm.set_intro(
		__(
			"Tell the parties their rights and duties before the first session, and enter the day under “Handling”.",
		),
		"blue",
	);
	frm.add_custom_button(__("Notice Of Rights And Duties"), () =>
		grid_governance.open_paper(frm, "Notice Of Rights And Duties"),
	);
}

async function take_step(frm, action) {
	if (!(await grid_governance.asking.saved_first(frm))) return;
	if (RECORDS[action]) return RECORDS[action](frm);
	const step = (values) => go(frm, action, values);
	if (action === "Take On") await take_on(frm);
	else if (grid_governance.is_end(action)) await grid_governance.ask_to_end(frm, action, step);
	else if (NEEDS[action]) await ask_for(frm, action, step);
	else await step().catch(() => {});
}

// The step itself, inside the dialog that asks for its values. A case that the server keeps where it is does not keep
// the words of an end that has not come either; the dialog still has them.
async function go(frm, action, values = {}) {
	const fields = Object.keys(values);
	const before = Object.fromEntries(fields.map((field) => [field, frm.doc[field] ?? ""]));
	if (fields.length) await grid_governance.asking.save(frm, values);
	try {
		await frappe.xcall("frappe.model.workflow.apply_workflow", { doc: frm.doc, action });
	} catch (error) {
		if (fields.length) await frappe.db.set_value("Dispute Case", frm.doc.name, before);
		await frm.reload_doc();
		throw error;
	}
	await frm.reload_doc();
}

// Who refuses is not mediated: then the question is how the case ends.
async function take_on(frm) {
	if (await grid_governance.ask_to_take_on(frm)) await take_step(frm, "Do Not Take On");
}

const asks = (action) => NEEDS[action] || action === "Take On" || grid_governance.is_end(action);

async function ask_for(frm, action, step) {
	const fields = NEEDS[action].map((name) => grid_governance.asking.field(frm, name));
	if (action === "Close Case") {
		fields[0].default ||= "All Performed";
		fields.push({
			fieldname: "end_reason",
			fieldtype: "Small Text",
			label: __("Reason For Ending"),
			depends_on: 'eval:doc.outcome != "All Performed"',
			mandatory_depends_on: 'eval:doc.outcome != "All Performed"',
		});
	}
	await grid_governance.asking.values(__(action), fields, step);
}

async function record_performance(frm) {
	const agreement = await frappe.xcall("grid_governance.api.cases.standing_agreement", {
		dispute_case: frm.doc.name,
	});
	if (!agreement) return frappe.msgprint(__("No agreement is in force yet."));
	grid_governance.record_performance(agreement, () => frm.reload_doc());
}
