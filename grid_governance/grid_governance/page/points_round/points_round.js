// 评比计分表: the sheet itself is public/js/points_round/, a bundle that only this page loads.
frappe.pages["points-round"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Round Sheet"), single_column: true });
	frappe.require("points_round.bundle.js", () => {
		wrapper.sheet = new grid_governance.RoundSheet(page);
		wrapper.sheet.show();
	});
};

frappe.pages["points-round"].on_page_show = (wrapper) => wrapper.sheet?.show();
