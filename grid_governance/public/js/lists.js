// What lists of things that are in use or stopped have in common.

frappe.provide("grid_governance");

grid_governance.in_use_list = {
	hide_name_column: true,
	add_fields: ["status"],
	get_indicator: (doc) => [
		__(doc.status),
		doc.status === "In Use" ? "green" : "gray",
		`status,=,${doc.status}`,
	],
};

// Masters that the app ships are named in English: their lists say the names in the user's language, as links do.
const NAMED_IN_ENGLISH = {
	"Care Category": "category_name",
	"Case Category": "category_name",
	"Ending Ground": "ground_name",
	"Grid Duty": "duty_name",
	"Points Category": "category_name",
};

const said = (value) => frappe.utils.escape_html(__(value));

// A formatter of the first column would take its tick box and its link away: the words are put into the whole cell.
grid_governance.subject_in_words = (say) => {
	let within = false;
	return (value, _df, doc) => {
		if (within || !cur_list?.get_subject_html) return say(value, doc);
		within = true;
		try {
			return cur_list.get_subject_html(doc);
		} finally {
			within = false;
		}
	};
};

for (const [doctype, field] of Object.entries(NAMED_IN_ENGLISH))
	frappe.listview_settings[doctype] = {
		formatters: { name: grid_governance.subject_in_words(said), [field]: said },
	};
