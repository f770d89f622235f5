// Reports of cases: their filters, and from each figure to the rows it counts (cases/statistics/asked.py: behind).
frappe.provide("grid_governance.case_reports");

const WAYS = [
	"People's Mediation",
	"Settled By A Worker",
	"Settled Between Themselves",
	"Administrative Mediation",
	"Judicial Mediation",
	"Professional Mediation",
	"Arbitration",
	"Administrative Decision",
	"Litigation",
];
const ABOUT_CASES = ["category", "way_of_settlement", "mediation_body"];
const esc = (text) => frappe.utils.escape_html(String(text ?? ""));
const chosen = (values) => values.map((value) => ({ value, label: __(value) }));

// options: period (default Month; false: none), way (default choice), more (further filters), leave_out (field names)
grid_governance.case_reports.filters = ({ period = "Month", way = "", more = [], leave_out = [] } = {}) => {
	const fields = [
		{
			fieldname: "grid_unit",
			fieldtype: "Link",
			options: "Grid Unit",
			label: __("Grid Unit"),
			default: frappe.defaults.get_user_default("grid_unit"),
		},
		...(period ? grid_governance.reports.period_filters(period) : []),
		{ fieldname: "category", fieldtype: "Link", options: "Case Category", label: __("Dispute Type") },
		{
			fieldname: "way_of_settlement",
			fieldtype: "Select",
			label: __("Way Of Settlement"),
			options: [{ value: "", label: __("All Ways") }, ...chosen(["Mediation And On The Spot", ...WAYS])],
			default: way,
		},
		{
			fieldname: "mediation_body",
			fieldtype: "Link",
			options: "Mediation Body",
			label: __("Mediation Body"),
		},
		...more,
	];
	return fields.filter((field) => !leave_out.includes(field.fieldname));
};

// Returns are about a month that is over.
grid_governance.case_reports.last_month_filters = () => {
	const day = frappe.datetime.str_to_obj(frappe.datetime.add_months(frappe.datetime.month_start(), -1));
	const months = Array.from({ length: 12 }, (_value, i) => {
		return { value: String(i + 1), label: __("Month {0}", [i + 1]) };
	});
	return [
		...grid_governance.case_reports.filters({ period: false, leave_out: ABOUT_CASES }),
		{ fieldname: "year", fieldtype: "Int", label: __("Year"), default: day.getFullYear() },
		{
			fieldname: "month",
			fieldtype: "Select",
			label: __("Month"),
			options: months,
			default: String(day.getMonth() + 1),
		},
	];
};

grid_governance.case_reports.compared_with = () => ({
	fieldname: "compared_with",
	fieldtype: "Select",
	label: __("Compared With"),
	options: [
		{ value: "Year-on-year", label: __("Year-on-year") },
		{ value: "Month-on-month", label: __("Month-on-month") },
	],
	default: "Year-on-year",
});

// Reports that are not over cases leave these filters out.
grid_governance.case_reports.ABOUT_CASES = ABOUT_CASES;

grid_governance.case_reports.shown_by = (...values) => ({
	fieldname: "shown_by",
	fieldtype: "Select",
	label: __("Shown By"),
	options: chosen(values),
	default: values[0],
});

// What stands behind a figure: the cell's own way, or the column's narrowed by the row.
function behind(row, column) {
	if (row.behind) return row.behind[column.fieldname];
	if (!column.behind || !row.narrow) return null;
	const filters = { ...column.behind.filters, ...row.narrow };
	return { doctype: column.behind.doctype, filters };
}

// Numbers that may be missing (sheets.share): 85.7, +20.0, +20.0%, or –; an empty text where there is none to give.
const signed = (value) => `${value > 0 ? "+" : ""}${value.toFixed(1)}`;
const SHOWN_AS = {
	rate: (value) => value.toFixed(1),
	points: signed,
	percent: (value) => `${signed(value)}%`,
};

function share(value, shown_as) {
	if (value === "") return "";
	return value === null || value === undefined ? "–" : SHOWN_AS[shown_as](Number(value));
}

grid_governance.case_reports.formatter = (value, row, column, data, default_formatter) => {
	let text = default_formatter(value, row, column, data);
	if (!data) return text;
	if (column.shown_as) text = share(data[column.fieldname], column.shown_as);
	const goal = behind(data, column);
	if (goal && Number.parseFloat(value)) {
		text = `<a href="#" style="${grid_governance.reports.LINK}" title="${esc(__("Show The Cases Behind This Figure"))}" data-gg-list="${esc(JSON.stringify(goal))}">${esc($(`<div>${text}</div>`).text().trim())}</a>`;
	}
	if (column.fieldname === "unit_name" && data.drill) {
		text = grid_governance.points_reports.link(value, __("Units Below"), `unit:${data.unit}`);
	}
	if (column.fieldname === "unit_name" && data.monthly_return) {
		text = `<a style="${grid_governance.reports.LINK}" href="/app/monthly-return/${encodeURIComponent(data.monthly_return)}">${esc(value)}</a>`;
	}
	if (data.is_total) text = `<b>${text}</b>`;
	// the screen's table knows the column's side, a printed one only the cell's
	const right = column.align === "right" || ["Int", "Float"].includes(column.fieldtype);
	return right ? `<div style="text-align: right">${text}</div>` : text;
};

grid_governance.case_reports.listen = (report) => {
	grid_governance.points_reports.listen(report);
	report.page.main.off("click.gglist").on("click.gglist", "[data-gg-list]", (event) => {
		event.preventDefault();
		const { doctype, filters } = JSON.parse(event.currentTarget.dataset.ggList);
		frappe.route_options = filters;
		frappe.set_route("List", doctype, "List");
	});
};

// A file that the server draws for what the report asks for.
grid_governance.case_reports.download = (method, args) => {
	const query = new URLSearchParams(args);
	window.open(`/api/method/grid_governance.api.statistics.${method}?${query}`);
};

grid_governance.case_reports.settings = (filters, onload) => ({
	filters,
	formatter: grid_governance.case_reports.formatter,
	onload(report) {
		grid_governance.case_reports.listen(report);
		onload?.(report);
	},
});
