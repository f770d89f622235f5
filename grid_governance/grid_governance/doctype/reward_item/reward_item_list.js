frappe.listview_settings["Reward Item"] = {
	get_indicator(doc) {
		return [__(doc.status), doc.status === "On Offer" ? "green" : "gray", `status,=,${doc.status}`];
	},
};
