// Filters are chosen as in any list of the Desk; what is stored is their JSON.
const AREAS = { numerator: "numerator_filters", denominator: "denominator_filters" };

frappe.ui.form.on("Case Indicator", {
	setup(frm) {
		frm.set_query("counted_doctype", () => ({ query: "grid_governance.api.indicators.countable" }));
	},
	refresh(frm) {
		for (const field of Object.values(AREAS)) frm.toggle_display(field, false);
		// without a unit it is everybody's: that is for whoever is responsible for the whole site
		frm.toggle_reqd("grid_unit", !frappe.user.has_role("System Manager"));
		frm.trigger("draw_areas");
	},
	counted_doctype(frm) {
		for (const field of Object.values(AREAS)) frm.set_value(field, "[]");
		frm.set_value("time_field", "");
		frm.set_value("sum_field", "");
		frm.trigger("draw_areas");
	},
	async draw_areas(frm) {
		const doctype = frm.doc.counted_doctype;
		if (!doctype) return;
		await new Promise((done) => frappe.model.with_doctype(doctype, done));
		offer_fields(doctype);
		const fields = frappe.get_meta(doctype).fields;
		const dates = fields.filter((df) => ["Date", "Datetime"].includes(df.fieldtype));
		const numbers = fields.filter((df) => ["Int", "Float", "Currency"].includes(df.fieldtype));
		const offer = (list) => list.map((df) => ({ value: df.fieldname, label: __(df.label) }));
		offer_values(frm, "time_field", [...offer(dates), { value: "creation", label: __("Created On") }]);
		offer_values(frm, "sum_field", offer(numbers));
		for (const [area, field] of Object.entries(AREAS)) draw_area(frm, doctype, area, field);
	},
});

// The list of fields is drawn for readers only. Whoever defines an indicator need not read the records that it counts;
// what they may read is the server's business and does not change here.
function offer_fields(doctype) {
	const [first, ...others] = frappe.perm.get_perm(doctype);
	if (!first.read) frappe.perm.doctype_perm[doctype] = [{ ...first, read: 1 }, ...others];
}

function offer_values(frm, fieldname, options) {
	frm.set_df_property(fieldname, "options", ["", ...options]);
}

function draw_area(frm, doctype, area, field) {
	const wrapper = frm.get_field(`${area}_html`).$wrapper.empty();
	const four = (rows) => rows.map((row) => row.slice(0, 4));
	// a row that was added and left empty is no condition
	const filled = ([, , operator, value]) => operator === "is" || ![undefined, null, ""].includes(value);
	const follow = () => {
		const text = JSON.stringify(four(group.get_filters()).filter(filled));
		if (text !== JSON.stringify(four(JSON.parse(frm.doc[field] || "[]")))) frm.set_value(field, text);
	};
	const group = new frappe.ui.FilterGroup({ parent: wrapper, doctype, on_change: follow });
	group.add_filters_to_filter_group(JSON.parse(frm.doc[field] || "[]"));
	// the group tells of a value when its field is left; whoever saves by the keyboard never leaves it
	wrapper.off("change.gg").on("change.gg", ":input", () => setTimeout(follow));
}
