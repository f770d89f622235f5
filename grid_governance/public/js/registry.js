// The acts of the household register as dialogs, shared by the forms of households and residents.

frappe.provide("grid_governance.registry");

const API = "grid_governance.api.registry.";
const HEAD = "Head Of Household";

const relations = () => frappe.meta.get_docfield("Resident", "relation_to_head").options.split("\n");

const with_resident_meta = () => new Promise((resolve) => frappe.model.with_doctype("Resident", resolve));

const paper_fields = (more = []) => [
	{ fieldtype: "Section Break" },
	{ fieldname: "event_date", fieldtype: "Date", label: __("Date Of Change"), default: "Today", reqd: 1 },
	{ fieldtype: "Column Break" },
	{ fieldname: "applicant", fieldtype: "Data", label: __("Applicant") },
	...more,
	{ fieldtype: "Section Break" },
	{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason") },
];

// A table of people, each with a relation; those with a tick in front are the chosen ones.
const people_field = (rows, { label, choose = false }) => ({
	fieldname: "people",
	fieldtype: "Table",
	label,
	description: choose ? __("Tick those concerned.") : "",
	cannot_add_rows: true,
	cannot_delete_rows: true,
	in_place_edit: true,
	data: rows,
	fields: [
		{
			fieldname: "resident_name",
			fieldtype: "Data",
			label: __("Full Name"),
			in_list_view: 1,
			read_only: 1,
			columns: 3,
		},
		{
			fieldname: "relation",
			fieldtype: "Select",
			label: __("Relation To Head"),
			in_list_view: 1,
			columns: 5,
			options: ["", ...relations()].map((value) => ({ value, label: value ? __(value) : "" })),
		},
	],
});

const persons_of = (rows, choose) =>
	Object.fromEntries(
		rows.filter((row) => !choose || row.__checked).map((row) => [row.resident, row.relation || ""]),
	);

const fetch_members = async (household) => {
	await with_resident_meta();
	const { members } = await frappe.xcall(`${API}get_members`, { household }, "GET");
	return members;
};

const as_rows = (members, checked = 0) =>
	members.map((m) => ({
		resident: m.name,
		resident_name: m.resident_name,
		relation: m.relation_to_head,
		__checked: checked,
	}));

const done_with = (frm, slip) => {
	frappe.msgprint({
		title: __("Done"),
		indicator: "green",
		message: __("The change is on the register."),
		primary_action: { label: __("Print Slip"), action: () => frappe.set_route("print", "Life Event", slip) },
	});
	frm.reload_doc();
};

const open_dialog = (frm, { title, fields, method, values_of, size = "large" }) => {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		size,
		primary_action_label: __("Handle"),
		async primary_action(values) {
			const done = await frappe.xcall(API + method, values_of(values));
			dialog.hide();
			done_with(frm, done.slip);
		},
	});
	dialog.show();
	return dialog;
};

const paper = ({ event_date, applicant, reason }) => ({ event_date, applicant, reason });

const household_field = (frm, household) => ({
	fieldname: "into",
	fieldtype: "Link",
	options: "Household",
	label: __("To Household"),
	reqd: 1,
	get_query: () => ({ filters: { status: "On Register", name: ["!=", household] } }),
});

Object.assign(grid_governance.registry, {
	async split(frm) {
		const rows = as_rows(await fetch_members(frm.doc.name)).filter((row) => row.relation !== HEAD);
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
				...paper_fields(),
			],
			values_of: (values) => ({
				household: frm.doc.name,
				persons: persons_of(values.people, true),
				address: pick_address(values),
				...paper(values),
			}),
		});
	},
	async merge(frm) {
		const rows = as_rows(await fetch_members(frm.doc.name)).map((row) => ({ ...row, relation: "" }));
		open_dialog(frm, {
			title: __("Household Merger"),
			method: "merge_households",
			fields: [
				household_field(frm, frm.doc.name),
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
	},
	async change_head(frm) {
		const members = await fetch_members(frm.doc.name);
		grid_governance.registry.ask_new_head(frm.doc.name, members, [], {
			title: __("Change Of Head"),
			fields: paper_fields(),
			async handle(persons, values) {
				const args = { household: frm.doc.name, persons, ...paper(values) };
				done_with(frm, (await frappe.xcall(`${API}change_head`, args)).slip);
			},
		});
	},
	async move(frm, household, only = null) {
		const members = (await fetch_members(household)).filter((m) => !only || m.name === only);
		const rows = as_rows(members, only ? 1 : 0).map((row) => ({ ...row, relation: "" }));
		open_dialog(frm, {
			title: __("Change Of Residence"),
			method: "move_residents",
			fields: [
				household_field(frm, household),
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
	},
	async birth(frm) {
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
	},
	async leave(frm, event) {
		const dead = event === "Death";
		const members = await fetch_members(frm.doc.household);
		const staying = members.filter((m) => m.name !== frm.doc.name);
		const more = dead
			? []
			: [{ fieldname: "other_place", fieldtype: "Data", label: __("Moves To"), reqd: 1 }];
		const title = dead ? __("Register Death") : __("Register Moving Away");
		const handle = async (persons, values) => {
			const args = dead
				? { resident: frm.doc.name, persons, ...paper(values) }
				: { residents: [frm.doc.name], persons, other_place: values.other_place, ...paper(values) };
			const done = await frappe.xcall(API + (dead ? "register_death" : "move_away"), args);
			done_with(frm, done.slip);
		};
		if (frm.doc.relation_to_head === HEAD && staying.length) {
			return grid_governance.registry.ask_new_head(frm.doc.household, members, [frm.doc.name], {
				title,
				fields: paper_fields(more),
				handle,
			});
		}
		const dialog = new frappe.ui.Dialog({
			title,
			fields: paper_fields(more),
			primary_action_label: __("Handle"),
			async primary_action(values) {
				await handle({}, values);
				dialog.hide();
			},
		});
		dialog.show();
	},
	// New head first; everybody's relation is suggested and stays open where a person must say.
	ask_new_head(household, members, leaving, { title, fields, handle }) {
		const candidates = members.filter((m) => !leaving.includes(m.name) && m.relation_to_head !== HEAD);
		const dialog = new frappe.ui.Dialog({
			title,
			size: "large",
			fields: [
				{
					fieldname: "new_head",
					fieldtype: "Select",
					label: __("New Head"),
					reqd: 1,
					options: candidates.map((m) => ({ value: m.name, label: m.resident_name })),
					async onchange() {
						const new_head = dialog.get_value("new_head");
						if (!new_head) return;
						const rows = await frappe.xcall(
							`${API}suggest_relations`,
							{ household, new_head, without: JSON.stringify(leaving) },
							"GET",
						);
						const grid = dialog.fields_dict.people.grid;
						dialog.fields_dict.people.df.data = rows.map((row) => ({
							...row,
							resident: row.name,
							name: undefined,
						}));
						grid.df.data = dialog.fields_dict.people.df.data;
						grid.refresh();
					},
				},
				people_field([], { label: __("Relation To The New Head") }),
				...fields,
			],
			primary_action_label: __("Handle"),
			async primary_action(values) {
				await handle(persons_of(values.people || []), values);
				dialog.hide();
			},
		});
		dialog.show();
	},
	// Somebody else's number was typed: move within reach, ask where it is out of reach.
	known_elsewhere(frm, kind, number, known) {
		if (known.visible) {
			return frappe.msgprint({
				title: __("Registered Already"),
				indicator: "orange",
				message: __(
					"{0} is registered at {1}.",
					[known.resident_name, known.address].map(frappe.utils.escape_html),
				),
				primary_action: {
					label: __("Open Record"),
					action: () => frappe.set_route("Form", "Resident", known.resident),
				},
			});
		}
		const dialog = new frappe.ui.Dialog({
			title: __("Move-in Request"),
			fields: [
				{
					fieldname: "told",
					fieldtype: "HTML",
					options: `<p>${__(
						"Registered in {0} as {1}. The staff there agree or decline.",
						[known.unit_name, known.resident_name].map(frappe.utils.escape_html),
					)}</p>`,
				},
				{
					fieldname: "relation_to_head",
					fieldtype: "Select",
					label: __("Relation To Head"),
					reqd: 1,
					options: select(relations()),
				},
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			],
			primary_action_label: __("Send Request"),
			async primary_action(values) {
				const name = await frappe.xcall(`${API}request_move_in`, {
					household: frm.doc.household,
					identity_kind: kind,
					identity_number: number,
					...values,
				});
				dialog.hide();
				frappe.set_route("Form", "Move-in Request", name);
			},
		});
		dialog.show();
	},
});

const ADDRESS_PARTS = [
	"grid_unit",
	"villagers_group",
	"hamlet",
	"estate",
	"building",
	"building_unit",
	"room",
];
const pick_address = (values) => Object.fromEntries(ADDRESS_PARTS.map((part) => [part, values[part]]));
const address_part = (frm, fieldname) => ({
	fieldname,
	fieldtype: "Data",
	label: __(frappe.meta.get_label("Household", fieldname)),
	default: fieldname === "room" ? "" : frm.doc[fieldname],
});
const select = (values) => values.map((value) => ({ value, label: __(value) }));
