// Filters that the points reports share (points/standing/asked.py reads them), and the way from a unit to those below it.
frappe.provide("grid_governance.points_reports");

grid_governance.points_reports.filters = (more = []) => {
	const select = (fieldname, label, options, rest = {}) => {
		return { fieldname, fieldtype: "Select", label, options, ...rest };
	};
	return [
		{
			fieldname: "grid_unit",
			fieldtype: "Link",
			options: "Grid Unit",
			label: __("Grid Unit"),
			default: frappe.defaults.get_user_default("grid_unit"),
		},
		select(
			"subject_class",
			__("Subject Class"),
			[
				"Family Class",
				"Resident Class",
				"Party Member Class",
				"Village Staff Class",
				"Community Body Class",
			].map((value) => ({ value, label: __(value) })),
			{ default: "Family Class" },
		),
		{ fieldname: "book", fieldtype: "Link", options: "Points Book", label: __("Points Book") },
		{ fieldname: "category", fieldtype: "Link", options: "Points Category", label: __("Category") },
		...grid_governance.reports.period_filters("Year"),
		...more,
	];
};

grid_governance.points_reports.link = (text, title, act) =>
	`<a href="#" style="${grid_governance.reports.LINK}" title="${frappe.utils.escape_html(title)}" data-gg-act="${frappe.utils.escape_html(act)}">${frappe.utils.escape_html(text)}</a>`;

// One listener for the links that a formatter draws: "unit:CODE" opens what lies below, "account:NAME" the account.
grid_governance.points_reports.listen = (report) => {
	grid_governance.reports.settle(report);
	const go_to = async (unit) => {
		await report.get_filter("grid_unit").set_value(unit);
		// a link's value is there once its title has come; until then the platform believes that nothing has changed
		for (let tries = 0; tries < 40 && (report.get_filter_value("grid_unit") || "") !== unit; tries++) {
			await frappe.timeout(0.05);
		}
		report.refresh();
	};
	report.page.main.off("click.gg").on("click.gg", "[data-gg-act]", (event) => {
		event.preventDefault();
		const [kind, name] = event.currentTarget.dataset.ggAct.split(":");
		if (kind === "unit") go_to(name);
		if (kind === "account") frappe.set_route("Form", "Points Account", name);
	});
	// pressed, the table would take the cell into focus and scroll a row at the edge away from under the pointer
	const on_link = (event) => event.target.closest("[data-gg-act], [data-gg-list]") && event.stopPropagation();
	report.page.main[0].addEventListener("mousedown", on_link, true);
	report.page.add_inner_button(__("One Level Up"), () => {
		const unit = report.get_filter_value("grid_unit");
		if (!unit) return;
		frappe.db.get_value("Grid Unit", unit, "parent_grid_unit").then(({ message }) => {
			go_to(message?.parent_grid_unit || "");
		});
	});
};
