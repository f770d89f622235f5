// What declarations and batches share: the colours of the stages, the reason of a refusal.

import { has_all } from "./loosely";

frappe.provide("grid_governance.deeds");

// subject class of a book → what its accounts are kept for
grid_governance.deeds.SUBJECTS = {
	"Resident Class": "Resident",
	"Party Member Class": "Resident",
	"Family Class": "Household",
	"Village Staff Class": "Grid Worker",
	"Community Body Class": "Local Organisation",
};

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

grid_governance.deeds.ask_reason = (frm) =>
	grid_governance.asking.reason(frm, ["Send Back", "Do Not Recognise"]);

// Who entered a deed neither checks nor endorses it (the server refuses it): such steps are not offered.
const SIGNED_BY_ANOTHER = {
	"Points Declaration": ["Checked", "Endorsed"],
	"Points Batch": ["Checked", "Endorsed"],
	"Points Deduction": ["Deduction Decided", "No Deduction"],
};
const every_transition = frappe.workflow.get_transitions;

frappe.workflow.get_transitions = async (doc) => {
	const open = await every_transition.call(frappe.workflow, doc);
	const signed = SIGNED_BY_ANOTHER[doc.doctype];
	if (!signed || doc.entered_by !== frappe.session.user) return open;
	const states = frappe.workflow.workflows[doc.doctype]?.states || [];
	const stage = (state) => states.find((row) => row.state === state)?.update_value;
	return open.filter((step) => !signed.includes(stage(step.next_state)));
};

// Evidence is a picture to look at, not a path.
grid_governance.deeds.show_pictures = (frm, field = "evidence") => {
	const grid = frm.get_field(field)?.grid;
	if (!grid) return;
	const picture = (value) => {
		if (!value) return "";
		const url = encodeURI(value).replace(/'/g, "%27");
		const name = frappe.utils.escape_html(value.split("/").pop());
		const inside = frappe.utils.is_image_file(value)
			? `<img src="${url}" alt="${name}" style="height: 26px; max-width: 100%; object-fit: cover">`
			: name;
		return `<a href="${url}" target="_blank" rel="noopener" onclick="event.stopPropagation()">${inside}</a>`;
	};
	grid.update_docfield_property("file", "formatter", picture);
	grid.refresh();
};

// A box above a long list of ticks: shows those whose line has all the words; ticks stay.
grid_governance.deeds.add_search = (field, hint = __("Name, group or address")) => {
	const box = $(
		`<input type="search" class="form-control input-sm" autocomplete="off" placeholder="${hint}">`,
	).attr("aria-label", hint);
	const narrow = () => {
		field.$checkbox_area.children().each((_i, line) => {
			$(line).toggle(has_all(box.val(), line.textContent));
		});
	};
	field.select_all = (deselect = false) =>
		$(field.wrapper).find(":checkbox:visible").prop("checked", deselect).trigger("click");
	box.css("margin-bottom", "8px").insertBefore(field.$select_buttons).on("input", narrow);
	return narrow;
};

// Facts are fixed once the deed is handed in (the server refuses them): they do not look as if they could be typed.
// Rows of a batch are taken out later, too; they are left as they are.
grid_governance.deeds.fix_facts = (frm) => {
	const open = frm.is_new() || ["Draft", "Sent Back"].includes(frm.doc.stage);
	if (open && frm.facts_fixed !== frm.docname) return;
	frm.facts_fixed = open ? null : frm.docname;
	for (const df of frappe.meta.get_docfields(frm.doctype)) {
		const fact = frappe.model.is_value_type(df.fieldtype) && df.fieldname !== "decision_reason";
		if ((fact || ["evidence", "items"].includes(df.fieldname)) && !df.read_only)
			frm.set_df_property(df.fieldname, "read_only", open ? 0 : 1);
	}
};

for (const doctype of ["Points Declaration", "Points Batch", "Points Campaign"]) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			grid_governance.deeds.show_pictures(frm);
			grid_governance.deeds.fix_facts(frm);
		},
	});
}
