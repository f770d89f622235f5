frappe.listview_settings["Dispute Case"] = {
	hide_name_column: true,
	add_fields: ["stage", "may_escalate", "party_names"],
	// on a phone the title is all there is of a row: it says whose case it is
	formatters: {
		case_title: grid_governance.subject_in_words((title, doc) => {
			const names = frappe.utils.is_xs() && doc.party_names ? `${doc.party_names} ` : "";
			return frappe.utils.escape_html(`${names}${title}`);
		}),
	},
	has_indicator_for_draft: 1,
	get_indicator(doc) {
		const colour = {
			Registered: "orange",
			Screening: "orange",
			"Taken On": "blue",
			"In Mediation": "blue",
			"Agreement Reached": "cyan",
			"In Performance": "purple",
			"Case Closed": "green",
			Filed: "gray",
			"Settled On The Spot": "green",
			Terminated: "red",
		}[doc.stage];
		return [
			__(doc.stage),
			doc.may_escalate && colour !== "green" ? "red" : colour || "gray",
			`stage,=,${doc.stage}`,
		];
	},
	refresh: (list) => grid_governance.show_clocks_in_list(list),
	onload(list) {
		list.$page.addClass("dispute-ledger"); // the file number stands in full
		frappe.dom.set_style(".dispute-ledger .list-row-col.list-subject { flex: 3; }");
		list.page.add_inner_button(__("Settled On The Spot"), () => frappe.set_route("settle-on-the-spot"));
		list.page.add_inner_button(__("Quarrel List"), () => frappe.set_route("quarrel-list"));
		list.page.add_menu_item(__("Blank Forms Of Mediation"), () => grid_governance.choose_blank_form());
	},
};
