// What is done with a sheet as a whole: a column from a list, declaring, taking a cell out while others handle it.
import { from_list } from "../points_list/dialog";
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
	grid_governance.asking.sure(question, async () => {
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
	grid_governance.asking.values(
		`${__("Take Out")}: ${text(fact.subject_name)}`,
		[{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 }],
		async ({ reason }) => {
			await frappe.xcall("grid_governance.api.rounds.take_out", {
				batch: sheet.batch.name,
				cells: [{ subject, item }],
				reason,
			});
			sheet.load(sheet.batch.name);
		},
		__("Take Out"),
	);
}

// One column from a pasted list or Excel: points as written there, else those given here.
export function column_from_list(sheet) {
	const items = sheet.items.filter((item) => item.counting !== "By Level");
	if (!items.length) return frappe.msgprint(__("Items with levels are typed on the sheet."));
	grid_governance.asking.values(
		__("From A List"),
		[
			{
				fieldname: "item",
				fieldtype: "Select",
				label: __("Points Item"),
				options: items.map(({ item, label }) => ({ value: item, label })),
				default: items[0].item,
				reqd: 1,
			},
			{ fieldname: "points", fieldtype: "Int", label: __("Points Where The List Has None") },
		],
		({ item, points }) => {
			const { counting, points: fixed } = sheet.cells.items[item];
			const { book, grid_unit } = sheet.batch;
			const taken = sheet.rows
				.filter((row) => sheet.cells.get(row.subject, item))
				.map(({ subject }) => ({ subject }));
			from_list({ book, grid_unit, taken }, (rows) => {
				for (const row of rows) {
					const value = counting === "Fixed Points" ? fixed : row.points || points;
					if (value) sheet.cells.set(row.subject, item, value);
				}
				sheet.render();
				sheet.save();
			});
		},
	);
}
