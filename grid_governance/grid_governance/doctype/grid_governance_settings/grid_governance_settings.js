const MONTHLY_REPORT = "grid_governance.api.statistics.";

frappe.ui.form.on("Grid Governance Settings", {
	setup(frm) {
		frm.set_df_property("monthly_report_template", "options", {
			restrictions: { allowed_file_types: [".docx"], max_number_of_files: 1 },
			allow_toggle_private: false,
		});
	},
	refresh(frm) {
		grid_governance.warn_of_calendar((text) => frm.set_intro(text, "orange"));
		draw_places(frm);
	},
});

// What a template of the monthly report may hold, and the shipped one to begin with.
async function draw_places(frm) {
	const { message } = await frappe.call({ method: `${MONTHLY_REPORT}monthly_report_places`, type: "GET" });
	const cell = (text) => frappe.utils.escape_html(text);
	const table = (rows) =>
		`<table class="table table-bordered table-condensed" style="width: auto"><tbody>${rows
			.map(([place, label]) => `<tr><td><code>${cell(place)}</code></td><td>${cell(label)}</td></tr>`)
			.join("")}</tbody></table>`;
	const wrapper = frm.get_field("monthly_report_places").$wrapper;
	wrapper.html(`
		<p><button class="btn btn-default btn-xs">${__("Download The Shipped Template")}</button></p>
		<div style="display: flex; flex-wrap: wrap; gap: 24px">
			<div><p>${__("Anywhere in the text")}</p>${table(message.text)}</div>
			<div><p>${__("In a line of a table, repeated for each type that has a case")}</p>${table(message.row)}</div>
		</div>`);
	wrapper
		.find("button")
		.on("click", () => window.open(`/api/method/${MONTHLY_REPORT}monthly_report_template`));
}
