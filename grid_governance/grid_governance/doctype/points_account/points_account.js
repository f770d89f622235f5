// The account as a person reads a passbook: balance, its course, the last rows; papers; what may be asked.

const CORRECTIONS = {
	Normal: ["Reverse Entries", "Transfer Points", "Freeze Account", "Close Account"],
	Frozen: ["Reopen Account", "Reverse Entries", "Transfer Points"],
	"Account Closed": ["Reopen Account"],
};

frappe.ui.form.on("Points Account", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.disable_save();
		const number = (label, value, colour) => frm.dashboard.add_indicator(`${__(label)} ${value}`, colour);
		number("Balance", frm.doc.balance, "green");
		number("Points Earned", frm.doc.earned, "blue");
		number("Points Redeemed", frm.doc.redeemed, "orange");
		if (frm.doc.status !== "Normal") number("Account Status", __(frm.doc.status), "red");
		frm.add_custom_button(__("Points Statement"), () => print_statement(frm), __("Print Papers"));
		frm.add_custom_button(
			__("Points Passbook"),
			() => grid_governance.passbooks({ accounts: JSON.stringify([frm.doc.name]) }),
			__("Print Papers"),
		);
		if (frappe.model.can_create("Points Correction")) {
			for (const kind of CORRECTIONS[frm.doc.status] || []) {
				frm.add_custom_button(__(kind), () => ask(frm, kind), __("Ask For Correction"));
			}
		}
		show_statement(frm);
	},
});

function ask(frm, kind) {
	frappe.new_doc("Points Correction", { kind, account: frm.doc.name });
}

function print_statement(frm) {
	grid_governance.asking.values(
		__("Points Statement"),
		[
			{
				fieldname: "from_date",
				fieldtype: "Date",
				label: __("From Date"),
				reqd: 1,
				default: frappe.datetime.year_start(),
			},
			{ fieldname: "to_date", fieldtype: "Date", label: __("To Date"), reqd: 1, default: "Today" },
		],
		(period) => {
			const query = new URLSearchParams({ account: frm.doc.name, ...period });
			window.open(`/api/method/grid_governance.api.points_papers.statement?${query}`);
		},
	);
}

async function show_statement(frm) {
	const name = frm.doc.name;
	const { rows } = await frappe.xcall(
		"grid_governance.api.points.statement",
		{ account: name, page_length: 100 },
		"GET",
	);
	if (frm.doc.name !== name || !rows.length) return;
	const safe = frappe.utils.escape_html;
	const cell = (value, css = "") => `<td class="${css}">${safe(String(value ?? ""))}</td>`;
	const lines = rows.slice(0, 20).map(
		(row) => `<tr>${cell(frappe.datetime.str_to_user(row.posting_date))}${cell(__(row.kind))}
			${cell(row.item_name || row.remark)}${cell(row.points > 0 ? `+${row.points}` : row.points, "text-right")}
			${cell(row.balance_after, "text-right")}</tr>`,
	);
	const heads = ["Posting Date", "Entry Kind", "For What", "Points", "Balance Then"];
	const head = heads.map((word, i) => `<th class="${i > 2 ? "text-right" : ""}">${__(word)}</th>`).join("");
	frm.dashboard.clear_headline();
	const section = frm.dashboard.add_section(
		`<div class="balance-course"></div><table class="table table-sm table-bordered" style="margin-bottom:0">
			<thead><tr>${head}</tr></thead><tbody>${lines.join("")}</tbody></table>`,
		__("Points Statement"),
	);
	frm.dashboard.show();
	draw(section.find(".balance-course")[0], [...rows].reverse());
}

function draw(parent, rows) {
	const by_day = new Map(rows.map((row) => [row.posting_date, row.balance_after])); // the last of a day stands
	if (by_day.size < 2) return;
	new frappe.Chart(parent, {
		type: "line",
		animate: 0,
		height: 160,
		colors: ["green"],
		lineOptions: { regionFill: 1, hideDots: by_day.size > 30 ? 1 : 0 },
		axisOptions: { xIsSeries: 1, shortenYAxisNumbers: 1 },
		data: {
			labels: [...by_day.keys()].map((day) => frappe.datetime.str_to_user(day)),
			datasets: [{ name: __("Balance"), values: [...by_day.values()] }],
		},
	});
}
