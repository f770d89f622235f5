// What forms and lists of disputes share.

frappe.provide("grid_governance");

const JUST_READ = 1500; // milliseconds

// The case moves on when its session or agreement is saved, but the platform shows a form that was open before as it
// was then. Reads it again, once; true: the form is drawn anew in a moment.
grid_governance.reread = (frm) => {
	const just_read = frm.rereading || Date.now() - frm.doc.__last_sync_on < JUST_READ;
	frm.rereading = !(just_read || frm.is_new() || frm.is_dirty());
	if (frm.rereading) frm.reload_doc();
	return frm.rereading;
};

grid_governance.open_blank_form = (print_format) => {
	const query = new URLSearchParams({ print_format });
	window.open(`/api/method/grid_governance.api.papers.blank_form?${query}`);
};

// One payment or act: the first open term and what is outstanding on it stand there already.
grid_governance.record_performance = async (agreement, done) => {
	const open = await frappe.xcall("grid_governance.api.mediation.open_terms", { agreement }, "GET");
	if (!open.length) return frappe.msgprint(__("Every term is performed."));
	const by_name = Object.fromEntries(open.map((term) => [term.name, term]));
	const dialog = new frappe.ui.Dialog({
		title: __("Record Performance"),
		fields: [
			{
				fieldname: "term",
				fieldtype: "Select",
				label: __("Term Performed"),
				reqd: 1,
				default: open[0].name,
				options: open.map((term) => ({
					value: term.name,
					label: `${term.idx}. ${term.content} ${term.outstanding || ""} (${term.due_date})`,
				})),
				onchange: () => dialog.set_value("amount", by_name[dialog.get_value("term")].outstanding),
			},
			{ fieldname: "amount", fieldtype: "Currency", label: __("Amount"), default: open[0].outstanding },
			{ fieldname: "performed_on", fieldtype: "Date", label: __("Performed On"), reqd: 1, default: "Today" },
			{ fieldname: "proof", fieldtype: "Attach Image", label: __("Proof Photo") },
			{ fieldname: "note", fieldtype: "Data", label: __("Remark") },
		],
		primary_action_label: __("Record Performance"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				const result = await frappe.xcall("grid_governance.api.cases.record_performance", {
					agreement,
					...values,
				});
				dialog.hide();
				frappe.show_alert({
					message: result.outstanding
						? __("Recorded. {0} yuan are still open on this term.", [result.outstanding])
						: __("Recorded. This term is performed."),
					indicator: "green",
				});
				done?.();
			}),
	});
	dialog.show();
};
