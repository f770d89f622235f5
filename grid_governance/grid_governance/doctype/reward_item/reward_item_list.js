frappe.listview_settings["Reward Item"] = {
	hide_name_column: true,
	get_indicator(doc) {
		return [__(doc.status), doc.status === "On Offer" ? "green" : "gray", `status,=,${doc.status}`];
	},
};
