// Birth, death and moving away.

import { API, done_with, fetch_members, open_dialog, with_resident_meta } from "./dialog";
import { HEAD, paper, paper_fields, relations, select } from "./fields";
import { ask_new_head } from "./new_head";

export async function birth(frm) {
	await with_resident_meta();
	const options = relations().filter((value) => value !== HEAD);
	open_dialog(frm, {
		title: __("Register Birth"),
		method: "register_birth",
		size: "small",
		fields: [
			{ fieldname: "resident_name", fieldtype: "Data", label: __("Full Name"), reqd: 1 },
			{
				fieldname: "sex",
				fieldtype: "Select",
				label: __("Sex"),
				reqd: 1,
				options: select(["Male", "Female"]),
			},
			{ fieldname: "birth_date", fieldtype: "Date", label: __("Birth Date"), reqd: 1, default: "Today" },
			{
				fieldname: "relation_to_head",
				fieldtype: "Select",
				label: __("Relation To Head"),
				reqd: 1,
				options: select(options),
			},
			{ fieldname: "applicant", fieldtype: "Data", label: __("Applicant") },
		],
		values_of: ({ applicant, ...resident }) => ({ household: frm.doc.name, resident, applicant }),
	});
}

export async function leave(frm, event) {
	const dead = event === "Death";
	const members = await fetch_members(frm.doc.household);
	const staying = members.filter((m) => m.name !== frm.doc.name);
	const more = dead ? [] : [{ fieldname: "other_place", fieldtype: "Data", label: __("Moves To"), reqd: 1 }];
	const title = dead ? __("Register Death") : __("Register Moving Away");
	const handle = async (persons, values) => {
		const args = dead
			? { resident: frm.doc.name, persons, ...paper(values) }
			: { residents: [frm.doc.name], persons, other_place: values.other_place, ...paper(values) };
		const done = await frappe.xcall(API + (dead ? "register_death" : "move_away"), args);
		done_with(frm, done.slip);
	};
	if (frm.doc.relation_to_head === HEAD && staying.length) {
		return ask_new_head(frm.doc.household, members, [frm.doc.name], {
			title,
			fields: paper_fields(more),
			handle,
		});
	}
	const dialog = new frappe.ui.Dialog({
		title,
		fields: paper_fields(more),
		primary_action_label: __("Handle"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				await handle({}, values);
				dialog.hide();
			}),
	});
	dialog.show();
}
