// Ask → decide: the buttons follow the person (api/corrections.py: correction_rights); the form only gathers.

const API = "grid_governance.api.corrections.";

frappe.ui.form.on("Points Correction", {
	setup(frm) {
		frm.set_query("book", () => ({ filters: { status: "In Use" } }));
		frm.set_query("to_account", () => ({ filters: { status: "Normal" } }));
	},
	refresh(frm) {
		const draft = frm.is_new() || frm.doc.status === "Draft";
		if (!draft) frm.disable_form();
		show_problems(frm);
		if (frm.is_new()) return;
		if (frm.doc.status === "Posting In Progress") frm.set_intro(__("The rows are posted in the background."));
		const still = grid_governance.asking.still(frm);
		frappe
			.xcall(`${API}correction_rights`, { name: frm.doc.name }, "GET")
			.then((may) => still() && buttons(frm, may));
	},
	kind(frm) {
		if (frm.doc.kind !== "Opening Balance" && frm.doc.account) frm.trigger("account");
	},
	async account(frm) {
		const { account } = frm.doc;
		if (!account) return;
		const { message } = await frappe.db.get_value("Points Account", account, ["grid_unit", "subject_name"]);
		if (frm.doc.account === account) frm.set_value(message);
	},
});

function buttons(frm, may) {
	if (frm.doc.status === "Draft" && may.ask) {
		if (frm.doc.kind === "Reverse Entries") {
			frm.add_custom_button(__("Choose Entries"), () => choose_entries(frm));
		}
		if (frm.doc.kind === "Opening Balance") {
			frm.add_custom_button(__("Download Template"), () => download_template(frm));
			frm.add_custom_button(__("Read Sheet"), () => saved(frm, () => step(frm, "read_opening_sheet")));
		}
		grid_governance.main_button(frm, __("Ask For Decision"), () =>
			saved(frm, () => step(frm, "ask_correction")),
		);
	}
	if (may.decide) {
		grid_governance.main_button(frm, __("Agree And Carry Out"), () =>
			grid_governance.asking.sure(
				__("Carry out this correction? It is written into the ledger for good."),
				() => step(frm, "decide_correction", { agree: true }),
			),
		);
		frm.add_custom_button(__("Refuse The Correction"), () =>
			grid_governance.asking.values(
				__("Refuse The Correction"),
				[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
				({ reason }) => step(frm, "decide_correction", { agree: false, reason }),
			),
		);
	}
	if (may.take_back && !frm.is_dirty()) {
		frm.add_custom_button(__("Take Back"), () => step(frm, "take_back_correction"));
	}
}

const saved = (frm, then) => (frm.is_dirty() ? frm.save() : Promise.resolve()).then(then);

async function step(frm, method, args = {}) {
	await frappe.call({ method: API + method, args: { name: frm.doc.name, ...args }, freeze: true });
	frm.reload_doc();
}

function download_template(frm) {
	if (!frm.doc.book || !frm.doc.grid_unit) {
		frappe.throw(__("Please choose the book and the grid unit first."));
	}
	const query = new URLSearchParams({ book: frm.doc.book, grid_unit: frm.doc.grid_unit });
	window.open(`/api/method/${API}opening_template?${query}`);
}

async function choose_entries(frm) {
	const rows = await frappe.xcall(`${API}reversible_entries`, { account: frm.doc.account }, "GET");
	const label = (row) =>
		[
			frappe.datetime.str_to_user(row.deed_date),
			__(row.kind),
			row.item_name || row.remark,
			row.points > 0 ? `+${row.points}` : row.points,
		]
			.filter((part) => part !== null && part !== "")
			.join("　");
	grid_governance.asking.values(
		__("Choose Entries"),
		[
			{
				fieldname: "entries",
				fieldtype: "MultiCheck",
				label: __("Entries To Reverse"),
				columns: 1,
				options: rows.map((row) => ({
					label: label(row),
					value: row.name,
					checked: (frm.doc.entries || []).some((line) => line.entry === row.name),
				})),
			},
		],
		({ entries }) => {
			frm.clear_table("entries");
			for (const entry of entries || []) frm.add_child("entries", { entry });
			frm.refresh_field("entries");
			frm.dirty();
			return frm.save();
		},
	);
}

function show_problems(frm) {
	if (frm.doc.status === "Draft" && frm.doc.wrong_count) {
		frm.set_intro(
			__("{0} rows have to be corrected: see the column What Is Wrong.", [frm.doc.wrong_count]),
			"orange",
		);
	}
}
