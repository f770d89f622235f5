// The time a report covers, asked for in the same way by every report (figures/asking.py reads it).
frappe.provide("grid_governance.reports");

grid_governance.reports.period_filters = (period) => {
	const only = (...kinds) => `eval:${JSON.stringify(kinds)}.includes(doc.period)`;
	const of_year = only("Month", "Quarter", "Year");
	const today = frappe.datetime.str_to_obj(frappe.datetime.get_today());
	const numbers = (n, label) =>
		Array.from({ length: n }, (_value, i) => ({ value: String(i + 1), label: __(label, [i + 1]) }));
	const select = (fieldname, label, options, rest = {}) => {
		return { fieldname, fieldtype: "Select", label, options, ...rest };
	};
	return [
		select(
			"period",
			__("Reporting Period"),
			["Month", "Quarter", "Year", "From To"].map((value) => ({ value, label: __(value) })),
			{ default: period, reqd: 1 },
		),
		{
			fieldname: "year",
			fieldtype: "Int",
			label: __("Year"),
			default: today.getFullYear(),
			depends_on: of_year,
		},
		select("month", __("Month"), numbers(12, "Month {0}"), {
			default: String(today.getMonth() + 1),
			depends_on: only("Month"),
		}),
		select("quarter", __("Quarter"), numbers(4, "Quarter {0}"), {
			default: String(Math.floor(today.getMonth() / 3) + 1),
			depends_on: only("Quarter"),
		}),
		{
			fieldname: "from_date",
			fieldtype: "Date",
			default: frappe.datetime.year_start(),
			label: __("From Month Of"),
			depends_on: only("From To"),
		},
		{
			fieldname: "to_date",
			fieldtype: "Date",
			label: __("To Month Of"),
			default: frappe.datetime.get_today(),
			depends_on: only("From To"),
		},
	];
};

// Two days, both of which count: `first` to today.
grid_governance.reports.day_filters = (first) => [
	{ fieldname: "from_date", fieldtype: "Date", label: __("From Date"), default: first, reqd: 1 },
	{
		fieldname: "to_date",
		fieldtype: "Date",
		label: __("To Date"),
		default: frappe.datetime.get_today(),
		reqd: 1,
	},
];

// A link in a cell; the platform's table draws links in the colour of text.
grid_governance.reports.LINK = "color: var(--blue-600, #1f6fb2); text-decoration: underline dotted;";

// What a printed report was asked for: without the fields that this period hides, and choices in words.
function asked_in_words(report) {
	const safe = frappe.utils.escape_html;
	const word = ({ df }, value) => {
		const options = Array.isArray(df.options) ? df.options : [];
		const option = options.find((one) => String(one.value) === String(value));
		if (option) return safe(option.label);
		if (df.fieldtype === "Check") return __("Yes");
		return df.fieldtype === "Int" ? safe(String(value)) : frappe.format(value, df, { inline: 1 });
	};
	return report.filters
		.filter((filter) => filter.df.label && !filter.df.hidden && !filter.df.hidden_due_to_dependency)
		.map((filter) => [filter, filter.get_value()])
		.filter(([, value]) => value && value.length !== 0)
		.map(([filter, value]) => `<h6>${safe(__("{0}: {1}", [filter.df.label, ""]))}${word(filter, value)}</h6>`)
		.join("");
}

// Values that come with the address or by default reach link and date filters after the first run: run again then.
grid_governance.reports.settle = (report) => {
	report.get_filters_html_for_print = () => asked_in_words(report);
	const asked = () => JSON.stringify(report.get_filter_values());
	const first = asked();
	let before = first;
	let left = 10;
	const look = () => {
		const now = asked();
		if (now !== first && now === before) return report.refresh();
		before = now;
		if (--left) setTimeout(look, 250);
	};
	setTimeout(look, 250);
};
