// Preview → run → undo by two persons; the server judges, the form shows what stands in the way.
const SETTLEMENT = "grid_governance.api.settlement.";

frappe.ui.form.on("Points Settlement", {
	setup(frm) {
		frm.set_query("book", () => ({ filters: { status: "In Use" } }));
	},
	onload(frm) {
		if (frm.is_new() && !frm.doc.year) {
			frm.set_value("year", frappe.datetime.str_to_obj(frappe.datetime.get_today()).getFullYear() - 1);
		}
	},
	refresh(frm) {
		frm.get_field("open_html").$wrapper.empty();
		if (frm.is_new()) return;
		show_open(frm);
		const rows = () => frappe.set_route("List", "Points Settlement Row", { settlement: frm.doc.name });
		if (frm.doc.prepared_on) {
			frm.add_custom_button(__("Accounts Of The Settlement"), rows);
			frm.add_custom_button(__("Last Redemption List"), () => print_list(frm));
		}
		if (["Settling", "Undoing"].includes(frm.doc.status)) {
			frm.set_intro(__("Working in the background. This page shows the progress."), "blue");
		}
		if (!frappe.perm.has_perm("Points Settlement", 0, "write")) return;
		if (frm.doc.status !== "Awaiting Settlement") frm.disable_save();
		buttons(frm);
	},
});

function buttons(frm) {
	const status = frm.doc.status;
	if (status === "Awaiting Settlement") {
		frm.add_custom_button(__("Make Preview"), () => step(frm, "preview"));
	}
	if (status === "Awaiting Settlement" && frm.doc.prepared_on) {
		const text = __("{0} points of {1} accounts expire. Run the settlement?", [
			frm.doc.points_expired,
			frm.doc.account_count,
		]);
		grid_governance.main_button(frm, __("Run Settlement"), () =>
			grid_governance.asking.sure(text, () => step(frm, "run")),
		);
	}
	if (status === "Settling" || (status === "Year Settled" && frm.doc.left_out_count)) {
		frm.add_custom_button(__("Go On Settling"), () => step(frm, "run"));
	}
	if (status === "Year Settled") {
		frm.add_custom_button(__("Undo Settlement"), () =>
			grid_governance.asking.values(
				__("Undo Settlement"),
				[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason For Undoing"), reqd: 1 }],
				({ reason }) => step(frm, "ask_undo", { reason }),
			),
		);
	}
	if (status === "Undo Requested") {
		frm.set_intro(__("A second person confirms the undoing, or keeps the settlement."), "orange");
		frm.add_custom_button(__("Keep Settlement"), () => step(frm, "keep"));
		if (frappe.session.user !== frm.doc.undo_asked_by) {
			frm.add_custom_button(__("Confirm Undoing"), () =>
				grid_governance.asking.sure(__("Give every point back by reversals?"), () =>
					step(frm, "confirm_undo"),
				),
			);
		}
	}
	if (status === "Undoing") frm.add_custom_button(__("Go On Undoing"), () => step(frm, "confirm_undo"));
}

function step(frm, method, args = {}) {
	const go = () =>
		frappe.xcall(SETTLEMENT + method, { settlement_name: frm.doc.name, ...args }).then((answer) => {
			if (answer.background)
				frappe.show_alert(__("Counting in the background. Please reload this page in a while."));
			frm.reload_doc();
		});
	return frm.is_dirty() ? frm.save().then(go) : go();
}

function show_open(frm) {
	if (frm.doc.status !== "Awaiting Settlement") return;
	const still = grid_governance.asking.still(frm);
	frappe.xcall(`${SETTLEMENT}still_open`, { settlement_name: frm.doc.name }).then(({ count, rows }) => {
		if (!still()) return;
		const cell = (value) => `<td>${frappe.utils.escape_html(value || "")}</td>`;
		const link = (row) =>
			`<td><a href="/app/${frappe.router.slug(row.doctype)}/${encodeURIComponent(row.name)}">${frappe.utils.escape_html(row.label || "")}</a></td>`;
		const lines = rows.map(
			(row) => `<tr>${cell(row.kind)}${link(row)}${cell(row.who)}${cell(row.stage)}${cell(row.day)}</tr>`,
		);
		const text = count
			? __("{0} reservations or deeds of the year are still open.", [count])
			: __("Nothing of the year is open any more.");
		frm
			.get_field("open_html")
			.$wrapper.html(
				`<p>${frappe.utils.escape_html(text)}</p><table class="table table-bordered">${lines.join("")}</table>`,
			);
	});
}

function print_list(frm) {
	const url = (unit) =>
		`/api/method/${SETTLEMENT}last_redemption_list?settlement_name=${encodeURIComponent(frm.doc.name)}&grid_unit=${encodeURIComponent(unit)}`;
	if (frm.doc.grid_unit.length >= 12) return window.open(url(frm.doc.grid_unit));
	grid_governance.asking.values(
		__("Last Redemption List"),
		[
			{
				fieldname: "unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Grid Unit"),
				reqd: 1,
				default: frm.doc.grid_unit,
			},
		],
		({ unit }) => void window.open(url(unit)),
	);
}
