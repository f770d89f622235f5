frappe.listview_settings["Honor Award"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colours = { "Proposed For Honor": "orange", "Honor Awarded": "green", "Honor Not Awarded": "gray" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
	onload(list) {
		const chosen = () => list.get_checked_items(true);
		if (frappe.perm.has_perm("Honor Award", 0, "write")) {
			list.page.add_actions_menu_item(__("Award Honor"), () =>
				frappe
					.xcall("grid_governance.api.honors.decide", { names: chosen(), award: 1 })
					.then(({ decided }) => {
						frappe.show_alert(__("{0} honors awarded.", [decided]));
						list.refresh();
					}),
			);
		}
		list.page.add_actions_menu_item(__("Print Certificates"), () => {
			const names = encodeURIComponent(JSON.stringify(chosen()));
			window.open(
				`/api/method/frappe.utils.print_format.download_multi_pdf?doctype=Honor%20Award&format=Honor%20Certificate&name=${names}`,
			);
		});
	},
};
