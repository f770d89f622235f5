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

// fields: [fieldname, default] of the form, or fieldnames. Returns the promise that before_workflow_action waits for.
grid_governance.asking.before = (frm, action, fields, note) => {
	if (frm.selected_workflow_action !== action) return;
	frappe.dom.unfreeze();
	return new Promise((resolve, reject) => {
		let given = false;
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
		if (note) asked.unshift({ fieldtype: "HTML", fieldname: "note", options: `<p>${note}</p>` });
		const dialog = frappe.prompt(
			in_columns(asked),
			async (values) => {
				given = true;
				for (const { fieldname, fieldtype } of asked) {
					if (fieldtype !== "HTML") await frm.set_value(fieldname, values[fieldname]);
				}
				try {
					if (frm.is_dirty()) await frm.save();
					resolve();
				} catch (error) {
					reject(error);
				}
			},
			__(action),
			__("Continue"),
		);
		dialog.onhide = () => setTimeout(() => given || reject());
	});
};

// A field of the form as a question that must be answered.
grid_governance.asking.field = (frm, name) => {
	const { df, get_query } = frm.fields_dict[name];
	const { fieldname, fieldtype, label, options } = df;
	return { fieldname, fieldtype, label, options, get_query, reqd: 1, default: frm.doc[name] };
};

// One dialog. act(values) is done before it closes: when the server refuses, everything typed is still there.
// Resolves with what act returns.
grid_governance.asking.values = (title, fields, act, label = title) =>
	new Promise((resolve) => {
		const dialog = new frappe.ui.Dialog({
			title,
			fields,
			primary_action_label: label,
			primary_action: (values) =>
				grid_governance.asking.once(dialog, async () => {
					const done = await act(values);
					dialog.hide();
					resolve(done);
				}),
		});
		dialog.show();
	});

// What a dialog's button does is done once, however often it is pressed; when the server refuses it may be pressed again.
grid_governance.asking.once = async (dialog, act) => {
	dialog.disable_primary_action();
	try {
		await act();
	} catch {
		// the server has said why; everything typed is still there
	} finally {
		dialog.enable_primary_action();
	}
};

// Saves what was answered on the form. The platform's save() resolves even where the server refused.
grid_governance.asking.save = async (frm, values) => {
	await frm.set_value(values);
	if (!frm.is_dirty()) return;
	await frm.save();
	if (frm.is_dirty()) throw new Error("not saved");
};

// The reason of a step back.
grid_governance.asking.reason = (frm, actions = ["Send Back"]) => {
	if (!actions.includes(frm.selected_workflow_action)) return;
	return grid_governance.asking.before(frm, frm.selected_workflow_action, ["decision_reason"]);
};

grid_governance.asking.colours = (colours) => ({
	hide_name_column: true,
	add_fields: ["stage"],
	has_indicator_for_draft: 1,
	get_indicator: (doc) => [__(doc.stage), colours[doc.stage] || "gray", `stage,=,${doc.stage}`],
});
