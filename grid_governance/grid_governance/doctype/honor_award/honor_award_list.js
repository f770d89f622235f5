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
		list.page.add_inner_button(__("Print List Of Honors"), () => print_list());
		list.page.add_actions_menu_item(__("Print Certificates"), () => {
			const names = encodeURIComponent(JSON.stringify(chosen()));
			window.open(
				`/api/method/frappe.utils.print_format.download_multi_pdf?doctype=Honor%20Award&format=Honor%20Certificate&name=${names}`,
			);
		});
	},
};

function print_list() {
	const fields = [
		{
			fieldname: "grid_unit",
			fieldtype: "Link",
			options: "Grid Unit",
			label: __("Grid Unit"),
			reqd: 1,
			default: frappe.boot.grid_place,
		},
		{
			fieldname: "year",
			fieldtype: "Int",
			label: __("Year"),
			reqd: 1,
			default: frappe.datetime.str_to_obj(frappe.datetime.get_today()).getFullYear() - 1,
		},
		{
			fieldname: "rule",
			fieldtype: "Link",
			options: "Honor Rule",
			label: __("Honor Rule"),
			description: __("Empty: all honors of the year"),
		},
	];
	grid_governance.asking.values(
		__("List Of Honors"),
		fields,
		(values) => {
			const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
			window.open(`/api/method/grid_governance.api.honors.list_of_honors?${query}`);
		},
		__("Print List Of Honors"),
	);
}
