frappe.listview_settings["Duty Roster"] = {
	hide_name_column: true,
	onload(list) {
		list.page.add_inner_button(__("Who Is Here This Week"), async () => {
			const centres = await frappe.db.get_list("Governance Centre", {
				filters: { status: "Centre Open" },
				fields: ["name as value", "centre_name as label"],
			});
			if (!centres.length) return frappe.msgprint(__("No governance centre is registered here yet."));
			grid_governance.handover.show_week(centres);
		});
	},
};
