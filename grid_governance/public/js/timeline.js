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

function in_words(df, value, later) {
	if (value === null || value === undefined || value === "") return __("(empty)");
	const say = {
		Select: (text) => __(text),
		Link: (text) => title_of(df.options, text, later),
		Check: (text) => __(YES_NO[text] || text),
	}[df?.fieldtype];
	return say ? say(String(value)) : value;
}

const field_of = (doctype, fieldname) => frappe.meta.get_docfield(doctype, fieldname);
const bold = (value) => frappe.utils.escape_html(frappe.ellipsis(String(value), 40)).bold();

// Changed rows of a table: the platform names their columns in English, so the whole line is ours.
function rows_line(frm, version, rows, later) {
	const parts = [];
	for (const [table, position, , changes] of rows) {
		const doctype = field_of(frm.doctype, table)?.options;
		for (const [fieldname, before, after] of changes) {
			const df = field_of(doctype, fieldname);
			if (!df || df.hidden) continue;
			const [was, is] = [before, after].map((value) => bold(in_words(df, value, later)));
			parts.push(__("{0} from {1} to {2} in row #{3}", [__(df.label), was, is, position + 1]));
		}
	}
	if (!parts.length) return [];
	const mine = version.owner === frappe.session.user;
	const who = bold(frappe.user_info(version.owner).fullname || version.owner);
	const told = parts.slice(0, MOST_PARTS).join("、");
	const comment = mine
		? __("You changed the values for {0}", [told])
		: __("{0} changed the values for {1}", [who, told]);
	return [{ ...version, data: JSON.stringify({ comment }) }];
}

const MOST_PARTS = 3; // as many as the platform tells of one change

function version_in_words(frm, version, later) {
	const { row_changed = [], ...data } = JSON.parse(version.data || "{}");
	data.changed = (data.changed || []).map(([fieldname, ...values]) => [
		fieldname,
		...(fieldname === "docstatus"
			? values
			: values.map((value) => in_words(field_of(frm.doctype, fieldname), value, later))),
	]);
	return [{ ...version, data: JSON.stringify(data) }, ...rows_line(frm, version, row_changed || [], later)];
}

$(document).on("form-refresh", async (_event, frm) => {
	const info = frm.get_docinfo?.();
	if (!info?.versions?.length || !frappe.boot.grid_governance_doctypes?.includes(frm.doctype)) return;
	const later = [];
	info.stored_versions ||= info.versions;
	const draw = () => {
		info.versions = info.stored_versions.flatMap((version) => version_in_words(frm, version, later));
		frm.timeline?.refresh();
	};
	draw();
	if (!later.length) return;
	await Promise.all(later);
	if (frm.get_docinfo() === info) draw();
});
