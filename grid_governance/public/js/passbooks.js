// Passbooks of chosen accounts, or of a village: one PDF, eight to a page.

frappe.provide("grid_governance");

grid_governance.passbooks = (args) => {
	const given = Object.entries(args).filter(([, value]) => value);
	window.open(
		`/api/method/grid_governance.api.points_papers.passbooks?${new URLSearchParams(Object.fromEntries(given))}`,
	);
};

grid_governance.ask_passbooks = () =>
	grid_governance.asking.values(
		__("Print Passbooks"),
		[
			{
				fieldname: "grid_unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Grid Unit"),
				reqd: 1,
				default: frappe.defaults.get_user_default("grid_unit"),
			},
			{ fieldname: "book", fieldtype: "Link", options: "Points Book", label: __("Points Book") },
			{ fieldname: "villagers_group", fieldtype: "Data", label: __("Villagers' Group") },
		],
		grid_governance.passbooks,
	);
