frappe.ui.form.on("Public Standing", {
	refresh(frm) {
		const path = `/standings/${encodeURIComponent(frm.doc.grid_unit || "")}`;
		const text = frm.doc.enabled
			? `<a href="${path}" target="_blank">${frappe.utils.escape_html(location.origin + path)}</a>`
			: frappe.utils.escape_html(__("The page is switched off; nobody sees it."));
		frm.get_field("page_html").$wrapper.html(frm.is_new() ? "" : text);
	},
});
