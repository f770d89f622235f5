// 抽查核验: the sample row by row, who failed how often, and corrections for what is credited already.

frappe.ui.form.on("Spot Check", {
	refresh(frm) {
		frm.set_df_property("rows", "cannot_add_rows", true);
		frm.set_df_property("rows", "cannot_delete_rows", true);
		show_checkers(frm);
		if (!frm.is_new())
			frm.add_custom_button(__("Spot Check List"), () => grid_governance.open_paper(frm, "Spot Check List"));
		if (frm.doc.rows?.some((row) => row.consequence === "Correction Proposed" && !row.correction)) {
			frm.add_custom_button(__("Ask For Corrections"), () => ask(frm));
		}
	},
});

async function ask(frm) {
	const { corrections } = await frappe.xcall("grid_governance.api.spot_checks.propose_corrections", {
		spot_check: frm.doc.name,
	});
	await frm.reload_doc();
	frappe.show_alert({
		message: __("{0} corrections drafted. Please hand them in.", [corrections.length]),
		indicator: "green",
	});
}

function show_checkers(frm) {
	const rows = frm.doc.__onload?.by_checker || [];
	const field = frm.get_field("by_checker");
	if (!rows.length) {
		field.$wrapper.empty();
		return;
	}
	const table = $('<table class="table table-bordered"><thead><tr></tr></thead><tbody></tbody></table>');
	const heads = [
		__("Checked By"),
		__("Number Visited"),
		__("Number Not As Declared"),
		__("Share Not As Declared"),
	];
	for (const head of heads) $("<th></th>").text(head).appendTo(table.find("tr"));
	for (const row of rows) {
		const line = $("<tr></tr>").appendTo(table.find("tbody"));
		const cells = [row.checker_name, row.visited, row.failed, `${row.share}%`];
		for (const cell of cells) $("<td></td>").text(cell).appendTo(line);
		if (row.share >= frm.doc.limit_share && row.failed) line.addClass("text-danger");
	}
	field.$wrapper.empty().append($('<label class="control-label"></label>').text(__("By Checker")), table);
}
