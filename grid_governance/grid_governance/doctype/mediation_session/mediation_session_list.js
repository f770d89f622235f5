frappe.listview_settings["Mediation Session"] = {
	hide_name_column: true,
	add_fields: ["result", "session_status"],
	get_indicator(doc) {
		if (doc.session_status !== "Held") {
			const shade = doc.session_status === "Planned" ? "blue" : "gray";
			return [__(doc.session_status), shade, `session_status,=,${doc.session_status}`];
		}
		const colour = { "To Be Continued": "orange", "Agreement In Sight": "green", "No Agreement": "red" }[
			doc.result
		];
		return [__(doc.result), colour, `result,=,${doc.result}`];
	},
	onload(list) {
		list.page.add_menu_item(__("Blank Form"), () => grid_governance.open_blank_form("Mediation Record"));
	},
};
