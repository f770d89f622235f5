// The rules that the app ships are named in English; the list says them in the user's language.
frappe.listview_settings["Routing Rule"] = {
	hide_name_column: true,
	formatters: { rule_name: grid_governance.subject_in_words((name) => frappe.utils.escape_html(__(name))) },
};
