frappe.ui.form.on("Stock Receipt", {
	setup(frm) {
		frm.set_query("item", "rows", () => ({ filters: { keep_stock: 1, status: "On Offer" } }));
		frm.set_query("supplier", () => ({ filters: { enabled: 1 } }));
		frm.set_query("fund", () => ({ filters: { left_over: [">", 0] } }));
	},
	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.status === "Not Booked Yet") {
			grid_governance.main_button(frm, __("Book In"), async () => {
				if (!(await grid_governance.asking.saved_first(frm))) return;
				await frappe.xcall("grid_governance.api.stock.book_in", { receipt: frm.doc.name });
				frappe.show_alert({ message: __("The goods are in the stock."), indicator: "green" });
				frm.reload_doc();
			});
			return;
		}
		const may = frm.perm[0].write;
		frm.disable_form();
		if (frm.doc.status === "Booked In" && may) {
			frm.add_custom_button(__("Call Off The Receipt"), () =>
				grid_governance.asking.values(
					__("Call Off The Receipt"),
					[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
					async ({ reason }) => {
						await frappe.xcall("grid_governance.api.stock.call_off_receipt", {
							receipt: frm.doc.name,
							reason,
						});
						frm.reload_doc();
					},
				),
			);
		}
	},
});

frappe.ui.form.on("Stock Receipt Row", {
	quantity: add_up,
	unit_price: add_up,
	rows_remove: (frm) => total(frm),
});

function add_up(frm, cdt, cdn) {
	const row = locals[cdt][cdn];
	frappe.model.set_value(cdt, cdn, "amount", flt(row.quantity * row.unit_price, 2)).then(() => total(frm));
}

function total(frm) {
	frm.set_value(
		"total_amount",
		frm.doc.rows.reduce((sum, row) => sum + flt(row.amount), 0),
	);
}
