// What ends a sheet: declaring it, and taking a cell out while others handle the round.
import { key_of } from "./cells";
import { text } from "./text";

export async function declare(sheet) {
	await sheet.save();
	const { cells, rows, batch } = sheet;
	if (cells.waiting.size || cells.refused.size) {
		frappe.throw(__("Some cells are not saved yet. Please correct the red ones or wait for a signal."));
	}
	const filled = rows.filter((row) => cells.sum(row.subject));
	const points = filled.reduce((sum, row) => sum + cells.sum(row.subject), 0);
	const question = __(
		"{0} households get {1} points. After declaring the sheet stays as it is. Declare it?",
		[filled.length, points],
	);
	frappe.confirm(question, async () => {
		const doc = { doctype: "Points Batch", name: batch.name };
		await frappe.xcall("frappe.model.workflow.apply_workflow", { doc, action: "Declare" });
		frappe.show_alert({ message: __("Declared. The next person checks it."), indicator: "green" });
		sheet.load(batch.name);
	});
}

export function take_out(sheet, subject, item) {
	const fact = sheet.cells.facts.get(key_of(subject, item));
	const open = ["Awaiting Check", "Checked"].includes(sheet.batch.stage) && fact.status === "To Be Counted";
	if (!open || !frappe.model.can_write("Points Batch")) {
		if (fact.reason) frappe.msgprint(text(fact.reason), __(fact.status));
		return;
	}
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
		async ({ reason }) => {
			await frappe.xcall("grid_governance.api.rounds.take_out", {
				batch: sheet.batch.name,
				cells: [{ subject, item }],
				reason,
			});
			sheet.load(sheet.batch.name);
		},
		`${__("Take Out")}: ${text(fact.subject_name)}`,
	);
}
