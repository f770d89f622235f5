frappe.ui.form.on("Mediation Agreement", {
	refresh(frm) {
		grid_governance.only_its_mediators(frm);
		frm.meta.default_print_format =
			frm.doc.agreement_form === "Oral" ? "Oral Agreement Form" : "Written Mediation Agreement";
		if (frm.doc.status !== "Being Drawn Up") frm.disable_form();
		if (frm.is_new()) return;
		grid_governance.case_button(frm);
		if (frm.doc.status === "Being Drawn Up") {
			frm.add_custom_button(__("Standard Phrases"), () => pick_phrase(frm));
			frm.add_custom_button(__("Split Into Instalments"), () => split(frm));
			grid_governance.main_button(frm, __("Put Into Effect"), () => put_into_effect(frm));
		}
		if (frm.doc.status === "In Force") in_force(frm);
	},
});

function in_force(frm) {
	const done = () => frm.reload_doc();
	grid_governance.main_button(frm, __("Record Performance"), () =>
		grid_governance.record_performance(frm.doc.name, done),
	);
	frm.add_custom_button(__("Urge Performance"), () => grid_governance.urge(frm.doc.name, done));
	if (!frappe.perm.has_perm(frm.doctype, 0, "write", frm.doc)) return;
	const court = frm.doc.__onload?.confirmation;
	if (court) {
		frm.add_custom_button(__("Judicial Confirmation"), () =>
			frappe.set_route("Form", "Judicial Confirmation", court.name),
		);
	} else if (frm.doc.agreement_form === "Written") {
		frm.add_custom_button(__("Apply For Confirmation"), () => grid_governance.prepare_confirmation(frm.doc));
	}
	// before the court or confirmed there: the server refuses, so it is said before anything is typed
	if (AT_COURT[court?.status]) frm.set_intro(__(AT_COURT[court.status]), "blue");
	else frm.add_custom_button(__("Replace By A New Agreement"), () => replace(frm));
}

const AT_COURT = {
	"Applied To The Court": "This agreement lies before the court. Take the application back first.",
	"Confirmed By The Court":
		"The court has confirmed this agreement: it can be enforced and is not replaced by another.",
};

async function put_into_effect(frm) {
	if (frm.is_dirty()) {
		await frm.save();
		if (frm.is_dirty()) return; // refused, and said why: what was typed stays
	}
	const run = async (signed_on) => {
		await frappe.xcall("grid_governance.api.cases.put_into_effect", { agreement: frm.doc.name, signed_on });
		frm.reload_doc();
	};
	if (frm.doc.agreement_form === "Oral") return run();
	grid_governance.asking.values(
		__("Put Into Effect"),
		[
			{
				fieldname: "signed_on",
				fieldtype: "Date",
				label: __("Signed And Sealed On"),
				description: __(
					"Fills the signatures and the seal that have no date yet. Leave it empty when each has its own.",
				),
			},
		],
		(values) => run(values.signed_on),
	);
}

function split(frm) {
	const [chosen] = frm.fields_dict.terms.grid.get_selected_children();
	grid_governance.ask_for_instalments(frm.doc.terms || [], chosen, (rows) => {
		const terms = rows.map(grid_governance.term_of);
		frm.clear_table("terms");
		for (const term of terms) frm.add_child("terms", term);
		frm.refresh_field("terms");
		frm.dirty();
	});
}

const FIELD_OF = {
	Facts: "facts",
	Responsibility: "responsibility",
	Terms: "terms",
	"Closing Words": "other_terms",
};

function pick_phrase(frm) {
	grid_governance.phrases.pick(
		frm.doc.dispute_case,
		Object.keys(FIELD_OF),
		({ used_for, text, template }) => {
			if (used_for !== "Terms") return grid_governance.phrases.append(frm, FIELD_OF[used_for], text);
			frm.add_child("terms", { content: template, obligor: "Party B" });
			frm.refresh_field("terms");
			frm.dirty();
		},
	);
}

// The open terms go into the new agreement; the old one stays as it was signed.
async function replace(frm) {
	const open = await frappe.xcall(
		"grid_governance.api.mediation.open_terms",
		{ agreement: frm.doc.name },
		"GET",
	);
	const form_of = Object.fromEntries(frm.doc.terms.map((row) => [row.name, row]));
	const terms = open.map(({ name, content, outstanding, due_date }) => ({
		content,
		amount: outstanding,
		due_date,
		obligor: form_of[name].obligor,
		method: form_of[name].method,
		place: form_of[name].place,
		instalment: form_of[name].instalment,
	}));
	const { message } = await frappe.db.get_value("Dispute Case", frm.doc.dispute_case, [
		"name",
		"claims",
		"amount",
	]);
	grid_governance.draw_up_agreement({ doc: message }, frm.doc.agreement_form, {
		name: frm.doc.name,
		terms: terms.length ? terms : [{ content: "", obligor: "Party B" }],
	});
}
