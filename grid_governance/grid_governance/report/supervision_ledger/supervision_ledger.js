frappe.query_reports["Supervision Ledger"] = {
	filters: [
		{
			fieldname: "direction",
			label: __("Direction"),
			fieldtype: "Select",
			options: [
				{ value: "", label: __("All That I May See") },
				{ value: "To My Unit", label: __("To My Unit") },
				{ value: "From My Unit", label: __("From My Unit") },
			],
		},
		{
			fieldname: "kind",
			label: __("Kind Of Supervision"),
			fieldtype: "Select",
			// an empty choice is plain text: the platform shows one without label as [object Object]
			options: [
				"",
				...["Urge", "Supervise", "List For Supervision"].map((value) => ({ value, label: __(value) })),
			],
		},
		{ fieldname: "closed", label: __("Ended Orders Too"), fieldtype: "Check" },
	],
	formatter(value, row, column, data, default_formatter) {
		const text = default_formatter(value, row, column, data);
		if (!data) return text;
		if (column.fieldname === "order_number") return link("supervision-order", data.name, text);
		if (column.fieldname === "case_title") return link("dispute-case", data.dispute_case, text);
		if (column.fieldname === "days_left" && data.days_left < 0)
			return `<span class="text-danger">${text}</span>`;
		return text;
	},
};

function link(route, name, text) {
	return `<a href="/app/${route}/${encodeURIComponent(name)}">${text}</a>`;
}
