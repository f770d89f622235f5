// What the dialogs of the register ask, and what is read from it.

export const HEAD = "Head Of Household";

export const relations = () => frappe.meta.get_docfield("Resident", "relation_to_head").options.split("\n");

export const select = (values) => values.map((value) => ({ value, label: __(value) }));

export const paper_fields = (more = []) => [
	{ fieldtype: "Section Break" },
	{ fieldname: "event_date", fieldtype: "Date", label: __("Date Of Change"), default: "Today", reqd: 1 },
	{ fieldtype: "Column Break" },
	{ fieldname: "applicant", fieldtype: "Data", label: __("Applicant") },
	...more,
	{ fieldtype: "Section Break" },
	{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason") },
];

export const paper = ({ event_date, applicant, reason }) => ({ event_date, applicant, reason });

// A table of people, each with a relation; those with a tick in front are the chosen ones.
export const people_field = (rows, { label, choose = false }) => ({
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

export const persons_of = (rows, choose) =>
	Object.fromEntries(
		rows.filter((row) => !choose || row.__checked).map((row) => [row.resident, row.relation || ""]),
	);

export const as_rows = (members, checked = 0) =>
	members.map((m) => ({
		resident: m.name,
		resident_name: m.resident_name,
		relation: m.relation_to_head,
		__checked: checked,
	}));

export const household_field = (household) => ({
	fieldname: "into",
	fieldtype: "Link",
	options: "Household",
	label: __("To Household"),
	reqd: 1,
	get_query: () => ({ filters: { status: "On Register", name: ["!=", household] } }),
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
export const pick_address = (values) => Object.fromEntries(ADDRESS_PARTS.map((part) => [part, values[part]]));
export const address_part = (frm, fieldname) => ({
	fieldname,
	fieldtype: "Data",
	label: __(frappe.meta.get_label("Household", fieldname)),
	default: fieldname === "room" ? "" : frm.doc[fieldname],
});
