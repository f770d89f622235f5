// What changed, in the words of the form: the platform's timeline shows values as they are stored, in English or as keys.

const YES_NO = { 0: "No", 1: "Yes" };

// Titles of links that this Desk has not heard of yet are asked for; `later` collects what is awaited.
function title_of(doctype, value, later) {
	if (doctype === "User") return frappe.user_info(value).fullname || value;
	const known = frappe.utils.get_link_title(doctype, value);
	if (known || !frappe.boot.link_title_doctypes?.includes(doctype)) return known || __(value);
	later.push(frappe.utils.fetch_link_title(doctype, value));
	return value;
}

function in_words(doctype, [fieldname, ...values], later) {
	const df = frappe.meta.get_docfield(doctype, fieldname);
	const say = {
		Select: (value) => __(value),
		Link: (value) => title_of(df.options, value, later),
		Check: (value) => __(YES_NO[value] || value),
	}[df?.fieldtype];
	const said = (value) => (value === null || value === "" || !say ? value : say(String(value)));
	return [fieldname, ...values.map(said)];
}

function version_in_words(frm, version, later) {
	const data = JSON.parse(version.stored || version.data || "{}");
	const table = (fieldname) => frappe.meta.get_docfield(frm.doctype, fieldname)?.options;
	if (data.changed) data.changed = data.changed.map((change) => in_words(frm.doctype, change, later));
	for (const row of data.row_changed || [])
		row[3] = row[3].map((change) => in_words(table(row[0]), change, later));
	version.stored ||= version.data;
	version.data = JSON.stringify(data);
}

$(document).on("form-refresh", async (_event, frm) => {
	const versions = frm.get_docinfo?.()?.versions;
	if (!versions?.length || !frappe.boot.grid_governance_doctypes?.includes(frm.doctype)) return;
	const later = [];
	const draw = () => {
		for (const version of versions) version_in_words(frm, version, later);
		frm.timeline?.refresh();
	};
	draw();
	if (later.length) {
		await Promise.all(later);
		if (frm.get_docinfo()?.versions === versions) draw();
	}
});
