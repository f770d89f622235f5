// The tree opens at the user's own posts, one level at a time.
frappe.treeview_settings["Grid Unit"] = {
	get_tree_nodes: "grid_governance.api.units.get_tree_nodes",
	get_tree_root: false,
	onload: (view) => view.make_tree(), // without a root of its own or a filter the platform draws nothing
	root_label: __("All Units"),
	show_expand_all: false,
	fields: [
		{ fieldtype: "Data", fieldname: "unit_name", label: __("Name"), reqd: 1 },
		{
			fieldtype: "Data",
			fieldname: "code",
			label: __("Code"),
			description: __("Leave it empty: the next free number is given."),
		},
	],
	add_tree_node: "grid_governance.api.units.add_unit",
	ignore_fields: ["parent_grid_unit"],
	get_label(node) {
		const name = node.data.title || node.label;
		return node.data.level
			? `${name} <span class="text-muted small">${node.label} · ${__(node.data.level)}</span>`
			: name;
	},
};
