// The printed sheet as a page of figures: the same holders in the same order, typed down a column.
frappe.ui.form.on("Redemption Sheet", {
	setup(frm) {
		frm.set_query("book", () => ({ filters: { redeemable: 1 } }));
		frm.set_query("item", "goods", () => ({ filters: { status: "On Offer" } }));
	},
	refresh(frm) {
		const open = ["Sheet Printed", "Sheet Partly Posted"].includes(frm.doc.status);
		frm.toggle_display(["sec_holders_section"], false);
		if (frm.is_new()) return;
		frm.toggle_display("goods", false);
		draw(frm, open && frm.perm[0].write);
		if (frm.doc.status !== "Sheet Printed") frm.disable_save();
		if (!open || !frm.perm[0].write) return;
		frm.add_custom_button(__("Print Sheet"), () => frm.print_doc());
		frm.add_custom_button(__("Keep What Is Typed"), () => send(frm, "type_back"));
		frm.add_custom_button(__("Close Sheet"), () => close(frm));
		grid_governance.main_button(frm, __("Post Sheet"), () => send(frm, "post_sheet"));
	},
});

const html = (value) => frappe.utils.escape_html(String(value ?? ""));

function draw(frm, open) {
	const { goods, rows } = frm.doc;
	const head = goods.map(
		(item) => `<th>${html(item.item_name)}<small>${item.points_price} ${__("points")}</small></th>`,
	);
	const body = rows.map((row) => row_html(row, goods, open));
	const $table = $(`<div class="gg-sheet"><style>
		.gg-sheet { overflow-x: auto; } .gg-sheet table { width: 100%; min-width: 720px; font-size: 15px; }
		.gg-sheet th { text-align: center; position: sticky; top: 0; background: var(--card-bg); padding: 6px; font-weight: 600; }
		.gg-sheet th small { display: block; color: var(--text-muted); font-weight: 400; }
		.gg-sheet td { border-top: 1px solid var(--border-color); padding: 4px 6px; }
		.gg-sheet td:nth-child(2) { min-width: 96px; } .gg-sheet th:nth-child(3) { min-width: 56px; } .gg-sheet td:last-child { min-width: 150px; }
		.gg-sheet td.n { text-align: right; font-variant-numeric: tabular-nums; }
		.gg-sheet input { width: 64px; height: 34px; text-align: right; border: 1px solid var(--gray-400); border-radius: 6px; padding: 0 6px; background: var(--fg-color); color: var(--text-color); }
		.gg-sheet td.who { white-space: nowrap; } .gg-sheet input.proxy { width: 68px; text-align: left; font-size: 13px; }
		.gg-sheet input:focus { outline: 3px solid var(--blue-300); } .gg-sheet .over { color: var(--red-600); font-weight: 700; }
		.gg-sheet tr.done { background: #e4f5e9; } .gg-sheet tr.refused { background: #fdecea; }
		.gg-sheet .why { color: #b91c1c; font-size: 13px; } .gg-sheet small.where { color: var(--text-muted); display: block; }
		</style><table><thead><tr><th>#</th><th>${__("Account Holder")}</th><th>${__("Balance When Printed")}</th>
		${head.join("")}<th>${__("Total Points")}</th><th>${__("Collected For The Holder By")}</th><th>${__("Row Outcome")}</th></tr></thead>
		<tbody>${body.join("")}</tbody></table></div>`);
	frm.fields_dict.typing.$wrapper.empty().append($table);
	for (const tr of $table.find("tbody tr")) add_up(frm, tr);
	$table.on("input", "input", ({ target }) => {
		frm.typed = true;
		add_up(frm, target.closest("tr"));
	});
	$table.on("keydown", "input", walk);
	$table.find("input").first().trigger("focus");
}

function row_html(row, goods, open) {
	const typed = JSON.parse(row.quantities || "{}");
	const posted = row.outcome === "Row Posted";
	const cells = goods.map((item) =>
		open && !posted
			? `<td class="n"><input inputmode="numeric" data-item="${html(item.item)}" value="${typed[item.item] || ""}"
				aria-label="${html(row.holder_name)} ${html(item.item_name)}"></td>`
			: `<td class="n">${typed[item.item] || ""}</td>`,
	);
	const proxy = (field, label) =>
		`<input class="proxy" data-proxy="${field}" value="${html(row[field])}" placeholder="${label}" aria-label="${label}">`;
	const who =
		open && !posted
			? `${proxy("proxy_name", __("Name Of The Person"))} ${proxy("proxy_relation", __("Relation"))}`
			: html([row.proxy_name, row.proxy_relation].filter(Boolean).join(" "));
	return `<tr data-row="${html(row.name)}" data-balance="${row.balance_printed}" class="${posted ? "done" : row.outcome ? "refused" : ""}">
		<td class="n">${row.idx}</td><td>${html(row.holder_name)}<small class="where">${html(row.holder_address)}</small></td>
		<td class="n">${row.balance_printed}</td>${cells.join("")}<td class="n sum"></td><td class="who">${who}</td>
		<td>${__(row.outcome || "")}<div class="why">${html(row.message)}</div></td></tr>`;
}

function add_up(frm, tr) {
	const row = frm.doc.rows.find((one) => one.name === tr.dataset.row);
	const typed = { ...JSON.parse(row.quantities || "{}"), ...quantities(tr) };
	const sum = frm.doc.goods.reduce((all, item) => all + item.points_price * cint(typed[item.item]), 0);
	$(tr)
		.find(".sum")
		.text(sum || "")
		.toggleClass("over", sum > cint(tr.dataset.balance));
}

const quantities = (tr) =>
	Object.fromEntries(
		[...tr.querySelectorAll("[data-item]")].map((input) => [input.dataset.item, input.value.trim()]),
	);

// Enter and the arrows go down and up the column, left and right along the row.
function walk(event) {
	const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
	if (!step) return;
	event.preventDefault();
	const column = $(event.target).closest("td").index();
	const inputs = $(event.target)
		.closest("tbody")
		.find("tr")
		.map((_i, tr) => $(tr).children().eq(column).find("input")[0])
		.get();
	const next = inputs[inputs.indexOf(event.target) + step];
	if (next) $(next).trigger("focus").trigger("select");
	else if (step > 0)
		$(event.target)
			.closest("tbody")
			.find("tr:first td")
			.eq(column + 1)
			.find("input")
			.first()
			.trigger("focus");
}

function typed_rows(frm) {
	const rows = {};
	for (const tr of frm.fields_dict.typing.$wrapper.find("tr[data-row]")) {
		if (!tr.querySelector("[data-item]")) continue;
		rows[tr.dataset.row] = { quantities: quantities(tr) };
		for (const input of tr.querySelectorAll("[data-proxy]"))
			rows[tr.dataset.row][input.dataset.proxy] = input.value;
	}
	return rows;
}

async function send(frm, method) {
	const args = { sheet: frm.doc.name, rows: typed_rows(frm) };
	const done = await frappe.xcall(`grid_governance.api.sheets.${method}`, args);
	frm.typed = false;
	await frm.reload_doc();
	if (!done) return frappe.show_alert({ message: __("What is typed is kept."), indicator: "green" });
	if (done.left)
		return frappe.msgprint(__("{0} rows are being posted. Open the sheet again in a minute.", [done.left]));
	if (!done.refused) {
		const message = __("{0} rows posted. The sheet is finished.", [done.posted]);
		return frappe.show_alert({ message, indicator: "green" }, 10);
	}
	frappe.msgprint({
		title: __("Sheet {0}", [frm.doc.sheet_no]),
		indicator: "orange",
		message: __("{0} rows posted, {1} refused. Each refused row says why; correct it and post again.", [
			done.posted,
			done.refused,
		]),
	});
}

function close(frm) {
	grid_governance.asking.values(
		__("Close Sheet"),
		[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
		({ reason }) =>
			frappe
				.xcall("grid_governance.api.sheets.close_sheet", { sheet: frm.doc.name, reason })
				.then(() => frm.reload_doc()),
	);
}
