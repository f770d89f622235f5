// Names for people: who did something by name, not by login; a record without a name of its own by kind and day.

const say = frappe.form.link_formatters.User;
frappe.form.link_formatters.User = (value, doc, field) => {
	const said = say ? say(value, doc, field) : value;
	return said === value && value ? frappe.user_info(value).fullname || value : said;
};

// The first date of the record (of the visit, of the handover), else the day on which it was made.
function day_of({ meta, doc }) {
	const date = meta.fields.find((df) => df.fieldtype === "Date" && doc[df.fieldname]);
	return frappe.datetime.str_to_user((date ? doc[date.fieldname] : doc.creation).slice(0, 10));
}

// Names of mass records are hashes: nobody can do anything with one in a title or a breadcrumb.
$(document).on("form-refresh", (_event, frm) => {
	if (frm.is_new() || frm.meta.module !== "Grid Governance" || frm.meta.autoname !== "hash") return;
	const day = day_of(frm);
	const title = frm.doc[frm.meta.title_field];
	if (!frm.meta.title_field) {
		frm.page.set_title(`${__(frm.doctype)} ${day}`);
		frappe.utils.set_title(`${__(frm.doctype)} ${day}`);
	}
	frappe.breadcrumbs.$breadcrumbs
		?.find("li a")
		.filter((_index, crumb) => crumb.textContent.trim() === frm.docname)
		.text(title || day);
});

// A paper at once as the PDF that is printed and filed.
frappe.provide("grid_governance");
grid_governance.paper_url = (doctype, name, format) =>
	`/api/method/frappe.utils.print_format.download_pdf?${new URLSearchParams({ doctype, name, format })}`;
grid_governance.open_paper = ({ doctype, docname }, format) =>
	window.open(grid_governance.paper_url(doctype, docname, format));
