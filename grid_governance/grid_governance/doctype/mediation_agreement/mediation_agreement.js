frappe.ui.form.on("Mediation Agreement", {
	refresh(frm) {
		frm.meta.default_print_format =
			frm.doc.agreement_form === "Oral" ? "Oral Agreement Form" : "Written Mediation Agreement";
		if (frm.doc.status !== "Being Drawn Up") frm.disable_form();
		if (frm.is_new()) return;
		frm.add_custom_button(__("Dispute Case"), () =>
			frappe.set_route("Form", "Dispute Case", frm.doc.dispute_case),
		);
		if (frm.doc.status === "Being Drawn Up") {
			frm.add_custom_button(__("Split Into Instalments"), () => split(frm));
			frm
				.add_custom_button(__("Put Into Effect"), () => put_into_effect(frm))
				.removeClass("btn-default")
				.addClass("btn-primary");
		}
		if (frm.doc.status === "In Force") {
			frm
				.add_custom_button(__("Record Performance"), () =>
					grid_governance.record_performance(frm.doc.name, () => frm.reload_doc()),
				)
				.removeClass("btn-default")
				.addClass("btn-primary");
		}
	},
});

async function put_into_effect(frm) {
	if (frm.is_dirty()) await frm.save();
	const run = async (signed_on) => {
		await frappe.xcall("grid_governance.api.cases.put_into_effect", { agreement: frm.doc.name, signed_on });
		frm.reload_doc();
	};
	if (frm.doc.agreement_form === "Oral") return run();
	frappe.prompt(
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
		__("Put Into Effect"),
		__("Put Into Effect"),
	);
}

function split(frm) {
	const total = frm.doc.terms.reduce((sum, row) => sum + (row.amount || 0), 0);
	const first = frm.doc.terms[0] || {};
	frappe.prompt(
		[
			{ fieldname: "total", fieldtype: "Currency", label: __("Amount"), default: total, reqd: 1 },
			{ fieldname: "count", fieldtype: "Int", label: __("Number Of Instalments"), default: 2, reqd: 1 },
			{
				fieldname: "first_due",
				fieldtype: "Date",
				label: __("First Due Date"),
				default: first.due_date,
				reqd: 1,
			},
			{ fieldname: "months", fieldtype: "Int", label: __("Months Between"), default: 1, reqd: 1 },
		],
		async (values) => {
			const rows = await frappe.xcall("grid_governance.api.cases.split_into_instalments", values);
			frm.clear_table("terms");
			const { content, obligor, method } = first;
			for (const row of rows) frm.add_child("terms", { ...row, content, obligor, method });
			frm.refresh_field("terms");
			frm.dirty();
		},
		__("Split Into Instalments"),
	);
}
