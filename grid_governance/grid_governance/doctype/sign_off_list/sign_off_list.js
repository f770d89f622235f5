// At the end of a month: the month as its name and period, unless somebody asks for a fair's day.
frappe.ui.form.on("Sign-off List", {
	onload(frm) {
		if (!frm.is_new() || frm.doc.list_title) return;
		const today = frappe.datetime.get_today();
		frm.set_value("from_date", frappe.datetime.month_start());
		frm.set_value("to_date", today);
		frm.set_value(
			"list_title",
			__("Distribution of {0}-{1}", [today.slice(0, 4), Number(today.slice(5, 7))]),
		);
	},
});
