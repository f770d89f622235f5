// Some steps need a few fields first: ask for them in one dialog, save, then go on with the step.

frappe.provide("grid_governance.asking");

const MOST_BELOW_EACH_OTHER = 5;

// Many short fields stand in two columns, so that the whole question is on one screen.
function in_columns(asked) {
	if (asked.length <= MOST_BELOW_EACH_OTHER) return asked;
	const wide = asked.filter(({ fieldtype }) => ["HTML", "Small Text", "Text"].includes(fieldtype));
	const short = asked.filter((field) => !wide.includes(field));
	const half = Math.ceil(short.length / 2);
	return [
		...wide,
		...(wide.length ? [{ fieldtype: "Section Break" }] : []),
		...short.slice(0, half),
		{ fieldtype: "Column Break" },
		...short.slice(half),
	];
}

const version = ({ docname, doc }) => `${docname} ${doc.modified}`;

// One dialog before a step of the workflow. It stays until the answers are saved: what the server refuses is still
// there to be corrected. Returns the promise that before_workflow_action waits for; given up, the step is not taken.
function before_step(frm, title, asked, note) {
	frappe.dom.unfreeze();
	const was_dirty = frm.is_dirty();
	const intro = note ? [{ fieldtype: "HTML", fieldname: "note", options: `<p>${note}</p>` }] : [];
	return new Promise((resolve, reject) => {
		let saved = false;
		const save = async (values) => {
			const given = asked.map(({ fieldname }) => [fieldname, values[fieldname]]);
			await grid_governance.asking.save(frm, Object.fromEntries(given));
			saved = true;
			frm.answered = version(frm);
			dialog.hide();
			frappe.dom.freeze(); // as the platform does while the step is taken; it ends it
			resolve();
		};
		const dialog = new frappe.ui.Dialog({
			title,
			fields: in_columns([...intro, ...asked]),
			primary_action_label: __("Continue"),
			primary_action: (values) => grid_governance.asking.once(dialog, () => save(values)),
		});
		dialog.onhide = () => {
			if (saved) return;
			reject();
			// refused answers do not stay on the form of somebody who gives the step up
			if (frm.is_dirty() && !was_dirty) frm.reload_doc();
		};
		dialog.show();
	});
}

// fields: [fieldname, default] of the form, or fieldnames.
grid_governance.asking.before = (frm, action, fields, note) => {
	if (frm.selected_workflow_action !== action) return;
	const asked = fields.map((field) => {
		const [name, preset] = Array.isArray(field) ? field : [field];
		const df = frm.get_docfield(name);
		return {
			fieldname: name,
			fieldtype: df.fieldtype,
			label: __(df.label),
			options: df.options,
			default: frm.doc[name] || preset,
			description: df.description ? __(df.description) : undefined,
		};
	});
	return before_step(frm, __(action), asked, note);
};

// A field of the form as a question that must be answered.
grid_governance.asking.field = (frm, name) => {
	const { df, get_query } = frm.fields_dict[name];
	const { fieldname, fieldtype, label, options } = df;
	return { fieldname, fieldtype, label, options, get_query, reqd: 1, default: frm.doc[name] };
};

// One dialog. act(values) is done before it closes: when the server refuses, everything typed is still there.
// Resolves with what act returns, and never when it is given up: then the button that asked can be pressed again.
grid_governance.asking.values = (title, fields, act, label = title) =>
	new Promise((resolve) => {
		let done = false;
		const dialog = new frappe.ui.Dialog({
			title,
			fields,
			primary_action_label: label,
			primary_action: (values) =>
				grid_governance.asking.once(dialog, async () => {
					const answer = await act(values);
					done = true;
					dialog.hide();
					resolve(answer);
				}),
		});
		dialog.onhide = () => done || $(document).trigger("grid_governance:given_up");
		dialog.show();
	});

// A question to say yes to. It stays until act() is done; what the server refuses it has said itself.
grid_governance.asking.sure = (question, act) => {
	const dialog = frappe.confirm(question);
	dialog.set_primary_action(dialog.get_primary_btn().html(), () =>
		grid_governance.asking.once(dialog, async () => {
			try {
				await act();
			} finally {
				dialog.hide();
			}
		}),
	);
};

// What a dialog's button does is done once, however often it is pressed; when the server refuses it may be pressed again.
grid_governance.asking.once = async (dialog, act) => {
	// The button looks disabled, yet Enter on it would press it again; and a dialog that is closed fades for a moment,
	// in which the second half of a double click would still reach it.
	if (dialog.acting || !dialog.is_visible) return;
	dialog.acting = true;
	dialog.disable_primary_action();
	try {
		await act();
	} catch {
		// the server has said why; everything typed is still there
	} finally {
		dialog.acting = false;
		dialog.enable_primary_action();
	}
};

// An answer that comes late belongs to a form only while it shows what it was asked for: neither another record nor the
// same one after its next step. const still = asking.still(frm); await …; if (!still()) return;
grid_governance.asking.still = (frm) => {
	const asked = version(frm);
	return () => version(frm) === asked;
};

// Saves the form with what was answered; fails where the server refused, which the platform's save() does not tell.
grid_governance.asking.save = async (frm, values = {}) => {
	await frm.set_value(values);
	if (!(await grid_governance.asking.saved_first(frm))) throw new Error("not saved");
};

// What was typed on the form before a step is saved with it; false: refused, and said why.
grid_governance.asking.saved_first = async (frm) => {
	if (frm.is_dirty()) await frm.save();
	return !frm.is_dirty();
};

// The reason of a refusal or a step back, each time a new one.
grid_governance.asking.reason = (frm, actions = ["Send Back"]) => {
	const action = frm.selected_workflow_action;
	if (!actions.includes(action)) return;
	// what stands there was of the last time, unless the step was refused after it
	const written = frm.is_dirty() || frm.answered === version(frm) ? frm.doc.decision_reason : "";
	const label = __(frm.get_docfield("decision_reason").label);
	const asked = { fieldname: "decision_reason", fieldtype: "Small Text", label, reqd: 1, default: written };
	return before_step(frm, __(action), [asked]);
};

// Esc on a message closes the message, which takes the key; the platform would close the dialog beneath by the same key.
$(document).on("frappe.ui.Dialog:shown", () => {
	const dialog = window.cur_dialog;
	const { cancel } = Object.getPrototypeOf(dialog);
	dialog.cancel = () => window.event?.defaultPrevented || cancel.call(dialog);
});

grid_governance.asking.colours = (colours) => ({
	hide_name_column: true,
	add_fields: ["stage"],
	has_indicator_for_draft: 1,
	get_indicator: (doc) => [__(doc.stage), colours[doc.stage] || "gray", `stage,=,${doc.stage}`],
});
