// Acts of a household: split, merger, new head, moving to another household.

import { API, done_with, fetch_members, open_dialog } from "./dialog";
import {
	address_part,
	as_rows,
	HEAD,
	household_field,
	paper,
	paper_fields,
	people_field,
	persons_of,
	pick_address,
} from "./fields";
import { ask_new_head } from "./new_head";
import { share_fields, shares_of } from "./shares";

export async function split(frm) {
	const rows = as_rows(await fetch_members(frm.doc.name)).filter((row) => row.relation !== HEAD);
	const shares = await share_fields(frm.doc.name);
	open_dialog(frm, {
		title: __("Household Split"),
		method: "split_household",
		fields: [
			people_field(rows, { label: __("Who Leaves, And Relation To The New Head"), choose: true }),
			{ fieldtype: "Section Break", label: __("New Address") },
			{
				fieldname: "grid_unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Grid Unit"),
				default: frm.doc.grid_unit,
				reqd: 1,
			},
			...["villagers_group", "hamlet", "estate"].map((name) => address_part(frm, name)),
			{ fieldtype: "Column Break" },
			...["building", "building_unit", "room"].map((name) => address_part(frm, name)),
			...shares,
			...paper_fields(),
		],
		values_of: (values) => ({
			household: frm.doc.name,
			persons: alone_is_head(persons_of(values.people, true)),
			address: pick_address(values),
			shares: shares_of(values),
			...paper(values),
		}),
	});
}

// Who leaves alone heads the new household; nobody has to say so.
const alone_is_head = (persons) => {
	const names = Object.keys(persons);
	return names.length === 1 ? { [names[0]]: HEAD } : persons;
};

export async function merge(frm) {
	const rows = as_rows(await fetch_members(frm.doc.name)).map((row) => ({ ...row, relation: "" }));
	open_dialog(frm, {
		title: __("Household Merger"),
		method: "merge_households",
		fields: [
			household_field(frm.doc.name),
			people_field(rows, { label: __("All Members, And Relation To The Head There") }),
			...paper_fields(),
		],
		values_of: (values) => ({
			household: frm.doc.name,
			into: values.into,
			persons: persons_of(values.people),
			...paper(values),
		}),
	});
}

export async function change_head(frm) {
	const members = await fetch_members(frm.doc.name);
	ask_new_head(frm.doc.name, members, [], {
		title: __("Change Of Head"),
		fields: paper_fields(),
		async handle(persons, values) {
			const args = { household: frm.doc.name, persons, ...paper(values) };
			done_with(frm, (await frappe.xcall(`${API}change_head`, args)).slip);
		},
	});
}

export async function move(frm, household, only = null) {
	const members = (await fetch_members(household)).filter((m) => !only || m.name === only);
	const rows = as_rows(members, only ? 1 : 0).map((row) => ({ ...row, relation: "" }));
	open_dialog(frm, {
		title: __("Change Of Residence"),
		method: "move_residents",
		fields: [
			household_field(household),
			people_field(rows, { label: __("Who Moves, And Relation To The Head There"), choose: true }),
			...paper_fields(),
		],
		values_of: (values) => ({
			household,
			into: values.into,
			persons: persons_of(values.people, true),
			...paper(values),
		}),
	});
}
