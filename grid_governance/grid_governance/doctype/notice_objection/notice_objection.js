// Handlers take an objection in hand, write down what they saw, and decide row by row.

frappe.ui.form.on("Notice Objection", {
	setup(frm) {
		frm.set_query("notice", () => ({ filters: { stage: "On Notice" } }));
		frm.set_query("notice_row", "rows", () => ({
			filters: { notice: frm.doc.notice, status: ["in", ["On Notice", "Under Objection"]] },
		}));
	},
	refresh(frm) {
		const fixed = frm.is_new() ? 0 : 1;
		for (const field of [
			"rows",
			"objector_name",
			"objector",
			"phone",
			"for_another",
			"agent_name",
			"agent_authority",
			"facts",
			"attachments",
		]) {
			frm.set_df_property(field, "read_only", fixed);
		}
		const grid = frm.get_field("rows").grid; // who the row is about says its name; the row itself is only to choose
		grid.update_docfield_property("notice_row", "in_list_view", fixed ? 0 : 1);
		if (grid.shown_fixed !== fixed) grid.reset_grid();
		grid.shown_fixed = fixed;
		grid_governance.deeds.show_pictures(frm, "attachments");
		if (!frm.is_new()) papers(frm);
		frm.set_df_property("findings", "read_only", frm.doc.stage === "Being Examined" ? 0 : 1);
		if (frm.is_new() || !frm.perm[0]?.write) return;
		if (frm.doc.stage === "Raised") {
			grid_governance.main_button(frm, __("Take In Hand"), () => act(frm, "examine"));
		}
		if (frm.doc.stage === "Being Examined") {
			grid_governance.main_button(frm, __("Decide Objection"), () => decide(frm));
		}
	},
	async notice(frm) {
		const { notice } = frm.doc;
		if (!notice) return;
		const { message } = await frappe.db.get_value("Public Notice", notice, "grid_unit");
		if (frm.doc.notice === notice) await frm.set_value("grid_unit", message.grid_unit);
	},
});

function papers(frm) {
	const paper = (format, next = false) =>
		grid_governance.main_button(frm, __(format), () => grid_governance.open_paper(frm, format), next);
	paper("Objection Form");
	if (["Upheld", "Dismissed"].includes(frm.doc.stage)) paper("Objection Reply", true);
}

const act = (frm, method, args) =>
	frappe
		.call({
			method: `grid_governance.api.objections.${method}`,
			args: { objection: frm.doc.name, ...args },
			freeze: true,
		})
		.then(() => frm.reload_doc());

function decide(frm) {
	const rows = frm.doc.rows.length
		? frm.doc.rows
		: [{ notice_row: "", subject_name: __("The notice as a whole") }];
	const choices = (row) =>
		["Stands", ...(row.notice_row ? ["Points Changed"] : []), "Not Recognised"].map((value) => ({
			value,
			label: __(value),
		}));
	const fields = rows.flatMap((row, n) => [
		{
			fieldtype: "Section Break",
			label: [row.subject_name, row.item_name, row.points].filter(Boolean).join("　"),
		},
		{
			fieldname: `decision_${n}`,
			fieldtype: "Select",
			label: __("Decision"),
			options: choices(row),
			reqd: 1,
		},
		{ fieldtype: "Column Break" },
		{
			fieldname: `points_${n}`,
			fieldtype: "Int",
			label: __("New Points"),
			depends_on: `eval:doc.decision_${n}=="Points Changed"`,
			mandatory_depends_on: `eval:doc.decision_${n}=="Points Changed"`,
		},
	]);
	const dialog = new frappe.ui.Dialog({
		title: __("Decide Objection"),
		size: "large",
		fields: [
			...fields,
			{ fieldtype: "Section Break" },
			{
				fieldname: "answer",
				fieldtype: "Small Text",
				label: __("Written Answer"),
				reqd: 1,
				description: __("Goes to the objector, printed and signed"),
			},
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason Shown On The Rows"),
				description: __("Others read it: nothing that tells who objected"),
			},
		],
		primary_action_label: __("Decide Objection"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				const decisions = Object.fromEntries(
					rows.map((row, n) => [row.notice_row, [values[`decision_${n}`], values[`points_${n}`] || null]]),
				);
				await act(frm, "decide", { decisions, answer: values.answer, reason: values.reason });
				dialog.hide();
				frappe.show_alert({
					message: __("Decided. Please print the reply for the objector."),
					indicator: "green",
				});
			}),
	});
	dialog.show();
}
