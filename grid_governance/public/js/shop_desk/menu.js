// What else a keeper does: the shop's papers, the stock, the fair.
import { open_stock_dialog } from "./stock_dialog";

export function add_menu(desk) {
	const { page } = desk;
	if (desk.shops.length > 1) {
		const options = desk.shops.map((shop) => ({ value: shop.name, label: shop.shop_name }));
		const field = page.add_field({
			fieldname: "shop",
			fieldtype: "Select",
			label: __("Points Shop"),
			options,
		});
		field.$input.on("change", () => desk.choose_shop(desk.shops.find((s) => s.name === field.get_value())));
		desk.shop_field = field;
	}
	page.set_primary_action(__("Fair Mode"), () => desk.fair.toggle(true));
	const make = (doctype, values) => () => frappe.new_doc(doctype, { shop: desk.shop.name, ...values });
	const stock = __("Stock");
	page.add_inner_button(__("Stock Receipt"), make("Stock Receipt"), stock);
	page.add_inner_button(__("Stock Count"), make("Stock Count"), stock);
	for (const kind of ["Written Off", "Other Issue"]) {
		page.add_inner_button(__(kind), () => open_stock_dialog(desk, kind), stock);
	}
	const paper = __("Offline Sheet");
	page.add_inner_button(__("Make A Sheet"), make("Redemption Sheet"), paper);
	page.add_inner_button(__("Type A Sheet Back"), () => ask_sheet(desk), paper);
	page.add_inner_button(__("Sign-off List"), make("Sign-off List"), __("Registers"));
	page.add_inner_button(
		__("Redemption Ledger"),
		() => frappe.set_route("List", "Points Redemption", { shop: desk.shop.name }),
		__("Registers"),
	);
}

function ask_sheet(desk) {
	grid_governance.asking.values(
		__("Type A Sheet Back"),
		[{ fieldname: "sheet_no", fieldtype: "Data", label: __("Sheet Number"), reqd: 1 }],
		async ({ sheet_no }) => {
			const args = { points_shop: desk.shop.name, sheet_no };
			const name = await frappe.xcall("grid_governance.api.sheets.find_sheet", args);
			frappe.set_route("Form", "Redemption Sheet", name);
		},
		__("Open Sheet"),
	);
}
