frappe.ui.form.on("Points Redemption", {
	refresh(frm) {
		if (frm.is_new()) {
			// a redemption begins at the desk, where the balance and the shelf are seen
			frappe.set_route("shop-desk");
			return;
		}
		frm.set_df_property("rows", "read_only", 1);
		if (["On Hold", "Partly Handed Over"].includes(frm.doc.stage)) {
			frm.add_custom_button(__("Hand Over Some"), () => ask_parts(frm));
			for (const row of frm.doc.rows.filter((one) => one.kind === "Service" && !one.done_by)) {
				frm.add_custom_button(
					row.item_name,
					() =>
						grid_governance.ask_service_done((values) =>
							call(frm, "service_done", { row: row.name, ...values }),
						),
					__("Service Done"),
				);
			}
			if (frm.doc.stage === "Partly Handed Over") {
				frm.add_custom_button(__("Call Off The Rest"), () =>
					grid_governance.asking.sure(
						__("Call off what still waits? Its points go back to the account."),
						() => call(frm, "call_off", {}),
					),
				);
			}
		}
	},
});

function call(frm, method, args) {
	return frappe
		.xcall(`grid_governance.api.shop.${method}`, { redemption: frm.doc.name, ...args })
		.then(() => frm.reload_doc());
}

function ask_parts(frm) {
	const fields = frm.doc.rows
		.map((row) => ({ row, waits: row.quantity - row.handed_quantity - row.dropped_quantity }))
		.filter(({ row, waits }) => waits > 0 && row.kind !== "Service")
		.map(({ row, waits }) => ({
			fieldname: row.name,
			fieldtype: "Int",
			label: __("{0} (of {1})", [row.item_name, waits]),
			default: waits,
		}));
	grid_governance.asking.values(
		__("Hand Over Some"),
		fields,
		(parts) => call(frm, "hand_over", { parts }),
		__("Hand Over"),
	);
}
