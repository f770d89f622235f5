// A campaign says which others fit the same deeds, and how its points become whole.

frappe.ui.form.on("Points Campaign", {
	setup(frm) {
		frm.set_query("item", "items", () => ({ filters: { status: "In Use" } }));
		frm.set_query("book", () => ({ filters: { status: "In Use" } }));
	},
	refresh(frm) {
		frm
			.get_field("rounding_note")
			.$wrapper.html(
				`<p class="text-muted">${__(
					"Multiplied points are rounded to whole points, halves up. Caps count the multiplied points. A deed is multiplied once: of several campaigns the better one counts.",
				)}</p>`,
			);
		const safe = frappe.utils.escape_html;
		const lines = (frm.doc.__onload?.overlaps || []).map((row) =>
			__("{0} counts in {1} too ({2} times). A deed is multiplied once: the better one counts.", [
				safe(row.item_name),
				safe(row.campaign_name),
				row.multiplier,
			]),
		);
		if (lines.length) frm.set_intro(lines.join("<br>"), "orange");
	},
	before_workflow_action: (frm) => grid_governance.asking.reason(frm),
});
