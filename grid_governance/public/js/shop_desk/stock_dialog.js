import { text } from "./text";

// Writing off and taking out: one list with a number beside each item, and the reason.
export async function open_stock_dialog(desk, kind) {
	const call = (method, args) =>
		frappe.xcall(`grid_governance.api.stock.${method}`, { points_shop: desk.shop.name, ...args });
	const goods = await call("countable_items");
	const rows = goods.map(
		(
			row,
		) => `<tr><td>${text(row.item_name)}</td><td class="text-right">${row.on_hand || 0} ${text(row.measure_unit)}</td>
		<td><input type="number" class="form-control" min="0" step="1" data-item="${text(row.item)}" aria-label="${text(row.item_name)}"></td></tr>`,
	);
	const asked = kind === "Written Off" ? __("Pieces Written Off") : __("Pieces Taken Out");
	const why = kind === "Written Off" ? __("Reason") : __("Where To And Why");
	const dialog = new frappe.ui.Dialog({
		title: `${__(kind)} · ${desk.shop.shop_name}`,
		fields: [
			{ fieldname: "list", fieldtype: "HTML" },
			{
				fieldname: "note",
				fieldtype: "Data",
				label: why,
				reqd: 1,
			},
		],
		primary_action_label: __(kind),
		primary_action: ({ note }) =>
			grid_governance.asking.once(dialog, async () => {
				const filled = dialog.$wrapper
					.find("input[data-item]")
					.toArray()
					.filter((input) => input.value !== "");
				const changed = filled.map((input) => ({ item: input.dataset.item, quantity: Number(input.value) }));
				desk.goods = await call("change_stock", { kind, goods: changed, note, request_key: key });
				dialog.hide();
				desk.render();
				frappe.show_alert({ message: __("The stock is booked."), indicator: "green" });
			}),
	});
	const key = frappe.utils.get_random(24);
	dialog.fields_dict.list.$wrapper.html(`<table class="table sd-stock-table"><thead><tr><th>${__("Reward Item")}</th>
		<th class="text-right">${__("In The Shop")}</th><th>${asked}</th></tr></thead><tbody>${rows.join("")}</tbody></table>`);
	dialog.show();
	setTimeout(() => dialog.$wrapper.find("input[data-item]").first().trigger("focus"), 400);
}
