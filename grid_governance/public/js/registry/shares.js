// The points of a family that is split: the account stays with the head, whole points may go along.

const PREFIX = "share_";

export async function share_fields(household) {
	if (!frappe.model.can_read("Points Account")) return [];
	const accounts = await frappe.db.get_list("Points Account", {
		filters: { subject_doctype: "Household", subject: household, status: "Normal", balance: [">", 0] },
		fields: ["name", "balance", "book.book_name as book_name"],
	});
	if (!accounts.length) return [];
	return [
		{
			fieldtype: "Section Break",
			label: __("Points That Go Along"),
			description: __("The account stays with the household where the head stays."),
		},
		...accounts.map((account) => ({
			fieldname: PREFIX + account.name,
			fieldtype: "Int",
			label: __("{0}: of {1} points", [account.book_name, account.balance]),
		})),
	];
}

export const shares_of = (values) =>
	Object.fromEntries(
		Object.entries(values)
			.filter(([name, points]) => name.startsWith(PREFIX) && points)
			.map(([name, points]) => [name.slice(PREFIX.length), points]),
	);
