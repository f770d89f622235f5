// Drawing up an agreement from what the case knows: typed are at most the due date and the instalments.

frappe.provide("grid_governance");

// What a term begins with; where there is no money, something is done.
const new_term = (amount) => ({
	obligor: "Party B",
	method: amount ? "Bank Transfer" : "Performance By Act",
	amount,
});

const TERM_FIELDS = () => [
	{
		fieldname: "content",
		fieldtype: "Small Text",
		label: __("What Is To Be Done"),
		in_list_view: 1,
		reqd: 1,
		columns: 3,
	},
	{ fieldname: "amount", fieldtype: "Currency", label: __("Amount"), in_list_view: 1, columns: 2 },
	{ fieldname: "due_date", fieldtype: "Date", label: __("Due By"), in_list_view: 1, reqd: 1, columns: 2 },
	{
		fieldname: "obligor",
		fieldtype: "Select",
		options: "Party A\nParty B",
		label: __("To Be Performed By"),
		in_list_view: 1,
		columns: 1,
	},
	{
		fieldname: "method",
		fieldtype: "Select",
		options: "Performed On The Spot\nCash\nBank Transfer\nMobile Payment\nPerformance By Act\nOther Method",
		label: __("Way Of Performance"),
		in_list_view: 1,
		columns: 2,
	},
];

// What is agreed in a row, without what the row is on screen or in the database.
grid_governance.term_of = ({ content, amount, due_date, obligor, method, place, instalment }) => ({
	content,
	amount,
	due_date,
	obligor,
	method,
	place,
	instalment,
});

// frm: the form of the case. replaced: the agreement in force (name, terms that are open) that the new one replaces.
grid_governance.draw_up_agreement = async (frm, agreement_form, replaced) => {
	const { phrases } = await grid_governance.phrases.offered(frm.doc.name, ["Terms"]);
	const first = { ...new_term(frm.doc.amount), content: frm.doc.claims || "" };
	const rows = (replaced?.terms || [first]).map((row, n) => ({ ...row, idx: n + 1 }));
	const oral = agreement_form === "Oral";
	const dialog = new frappe.ui.Dialog({
		title: replaced
			? __("New Agreement In Place Of The Old One")
			: __(oral ? "Record Oral Agreement" : "Reach Agreement"),
		size: "extra-large",
		fields: [
			{ fieldname: "phrases", fieldtype: "HTML" },
			{
				fieldname: "terms",
				fieldtype: "Table",
				label: __("Agreement Terms"),
				reqd: 1,
				in_place_edit: true,
				data: rows,
				fields: TERM_FIELDS(),
			},
			{
				fieldname: "split",
				fieldtype: "Button",
				label: __("Split Into Instalments"),
				click: () => split_rows(dialog),
			},
			{
				fieldname: "replaces_reason",
				fieldtype: "Small Text",
				label: __("Reason For Replacement"),
				hidden: !replaced,
				reqd: replaced ? 1 : 0,
			},
			{ fieldtype: "Section Break" },
			{
				fieldname: "reached_on",
				fieldtype: "Date",
				label: __("Agreement Reached On"),
				default: "Today",
				reqd: 1,
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "beyond_reason",
				fieldtype: "Small Text",
				label: __("Reason For Going Beyond The Amount In Dispute"),
				description: __("Only where the terms add up to more than the amount in dispute."),
			},
		],
		primary_action_label: __("Draw Up"),
		primary_action: (values) => grid_governance.asking.once(dialog, () => draw_up(values)),
	});
	const draw_up = async (values) => {
		const name = await frappe.xcall("grid_governance.api.cases.draw_up_agreement", {
			dispute_case: frm.doc.name,
			agreement_form,
			reached_on: values.reached_on,
			beyond_reason: values.beyond_reason || null,
			replaces: replaced?.name || null,
			replaces_reason: values.replaces_reason || null,
			terms: values.terms.map((row) => ({
				...grid_governance.term_of(row),
				content: as_template(row.content, phrases),
			})),
		});
		dialog.hide();
		frappe.set_route("Form", "Mediation Agreement", name);
	};
	dialog
		.get_field("phrases")
		.$wrapper.append(grid_governance.phrases.chips(phrases, (phrase) => put_into_terms(dialog, phrase)));
	new_rows_begin_like_the_first(dialog.fields_dict.terms);
	dialog.show();
	return dialog;
};

// The platform adds rows to a dialog's table with nothing in them.
function new_rows_begin_like_the_first({ df, grid }) {
	grid.wrapper.find(".grid-add-row").on("click", () => {
		const { obligor, method } = df.data.length > 1 ? df.data[0] : new_term();
		Object.assign(df.data.at(-1), { obligor, method });
		grid.refresh();
		grid.set_focus_on_row();
	});
}

// A phrase that nobody has changed is sent with its open places: amount and day of each row go in there.
function as_template(content, phrases) {
	return phrases.find((phrase) => phrase.text === content)?.template || content;
}

function put_into_terms(dialog, phrase) {
	const grid = dialog.fields_dict.terms.grid;
	const rows = dialog.fields_dict.terms.df.data;
	const chosen = grid.get_selected_children?.()[0] || rows[0];
	if (chosen) chosen.content = phrase.text;
	else rows.push({ ...new_term(), content: phrase.text, idx: 1 });
	grid.refresh();
}

function split_rows(dialog) {
	const field = dialog.fields_dict.terms;
	const chosen = field.grid.get_selected_children?.()[0];
	grid_governance.ask_for_instalments(field.df.data, chosen, (rows) => {
		field.df.data = rows.map((row, n) => ({ ...row, idx: n + 1 }));
		field.grid.df.data = field.df.data;
		field.grid.refresh();
	});
}

// rows: the terms as they stand; one of them is split: the chosen one, else the first with money. What was split into
// instalments before is one term again. done(rows) gets all terms: the others stay as they are, in their order.
grid_governance.ask_for_instalments = (rows, chosen, done) => {
	const one = chosen || rows.find((row) => row.amount) || rows[0] || {};
	const parted = rows.filter(
		(row) =>
			row === one ||
			(one.instalment && row.instalment && row.content === one.content && row.obligor === one.obligor),
	);
	const total = parted.reduce((sum, row) => sum + (row.amount || 0), 0);
	const { content, obligor = "Party B", method } = one;
	const put_in = (parts) => {
		const place = Math.max(rows.indexOf(parted[0]), 0);
		const others = rows.filter((row) => !parted.includes(row));
		const made = parts.map((part) => ({ content, obligor, method, ...part }));
		done([...others.slice(0, place), ...made, ...others.slice(place)]);
	};
	grid_governance.asking.values(
		__("Split Into Instalments"),
		[
			{ fieldname: "total", fieldtype: "Currency", label: __("Amount"), default: total, reqd: 1 },
			{ fieldname: "count", fieldtype: "Int", label: __("Number Of Instalments"), default: 2, reqd: 1 },
			{
				fieldname: "first_due",
				fieldtype: "Date",
				label: __("First Due Date"),
				default: one.due_date,
				reqd: 1,
			},
			{ fieldname: "months", fieldtype: "Int", label: __("Months Between"), default: 1, reqd: 1 },
		],
		async (values) =>
			put_in(await frappe.xcall("grid_governance.api.cases.split_into_instalments", values, "GET")),
	);
};
