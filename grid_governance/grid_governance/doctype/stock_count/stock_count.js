frappe.ui.form.on("Stock Count", {
	setup(frm) {
		frm.set_query("item", "rows", () => ({ filters: { keep_stock: 1 } }));
	},
	refresh(frm) {
		if (frm.is_new()) {
			frm.add_custom_button(__("List All Goods"), () => list_all(frm));
			if (frm.doc.shop && !(frm.doc.rows || []).some((row) => row.item)) list_all(frm);
			return;
		}
		const may = frm.perm[0].write;
		frm.disable_form();
		if (frm.doc.status !== "Awaiting Second Person" || !may) return;
		if (frm.doc.counted_by === frappe.session.user) {
			frm.dashboard.set_headline(__("A second person confirms this count in their own login."));
			return;
		}
		const call = (method, args) =>
			frappe
				.xcall(`grid_governance.api.stock.${method}`, { count: frm.doc.name, ...args })
				.then(() => frm.reload_doc());
		grid_governance.main_button(frm, __("Confirm Count"), () => call("confirm_count", {}));
		frm.add_custom_button(__("Count Again"), () =>
			grid_governance.asking.values(
				__("Count Again"),
				[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
				({ reason }) => call("refuse_count", { reason }),
			),
		);
	},
});

// The figures of the book are not shown while counting: who knows them counts to them.
async function list_all(frm) {
	if (!frm.doc.shop) return frappe.msgprint(__("Choose the shop first."));
	const still = grid_governance.asking.still(frm);
	const goods = await frappe.xcall("grid_governance.api.stock.countable_items", {
		points_shop: frm.doc.shop,
	});
	if (!still()) return;
	frm.doc.rows = (frm.doc.rows || []).filter((row) => row.item); // what was typed meanwhile stays
	const listed = new Set(frm.doc.rows.map((row) => row.item));
	for (const row of goods.filter((one) => one.on_hand !== null && !listed.has(one.item))) {
		frm.add_child("rows", { item: row.item, measure_unit: row.measure_unit });
		frappe.utils.add_link_title("Reward Item", row.item, row.item_name);
	}
	frm.refresh_field("rows");
}
