frappe.listview_settings["Case Rating"] = {
	get_indicator: (doc) => {
		const colours = { "Very Satisfied": "green", Satisfied: "green", "Fairly Satisfied": "orange" };
		return [__(doc.satisfaction), colours[doc.satisfaction] || "red", `satisfaction,=,${doc.satisfaction}`];
	},
};
