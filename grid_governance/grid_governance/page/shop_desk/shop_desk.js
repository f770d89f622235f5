// 兑换台: the desk itself is public/js/shop_desk/, a bundle that only this page loads.
frappe.pages["shop-desk"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Shop Desk"), single_column: true });
	frappe.require("shop_desk.bundle.js", () => {
		wrapper.desk = new grid_governance.ShopDesk(page);
	});
};

frappe.pages["shop-desk"].on_page_show = (wrapper) => wrapper.desk?.focus();
