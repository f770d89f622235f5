// 当场化解: six fields and one button, made for a phone held in one hand.

frappe.pages["settle-on-the-spot"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Settled On The Spot"),
		single_column: true,
	});
	const { categories, units } = await frappe.xcall("grid_governance.api.cases.spot_form", {}, "GET");
	const last = JSON.parse(localStorage.getItem("grid_governance_spot") || "{}");
	const own = units.map((unit) => unit.value);
	const form = new frappe.ui.FieldGroup({
		body: $('<div class="frappe-card" style="padding: var(--padding-md)"></div>').appendTo(page.main),
		fields: [
			{
				fieldname: "category",
				fieldtype: "Select",
				label: __("Case Category"),
				options: categories,
				default: last.category || "Neighbour Dispute",
				reqd: 1,
			},
			{
				fieldname: "party_a",
				fieldtype: "Data",
				label: __("Party A"),
				reqd: 1,
				placeholder: __("Several names are parted by a comma"),
			},
			{ fieldname: "party_b", fieldtype: "Data", label: __("Party B"), reqd: 1 },
			{ fieldname: "facts", fieldtype: "Small Text", label: __("Facts In Brief"), reqd: 1 },
			{ fieldname: "settlement", fieldtype: "Small Text", label: __("How It Was Settled"), reqd: 1 },
			{
				fieldname: "grid_unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Grid Unit Of Event"),
				default: own.includes(last.grid_unit) ? last.grid_unit : own[0],
				reqd: 1,
			},
		],
	});
	form.make();
	// An empty form is not wrong yet: red borders come with the first try to save.
	frappe.dom.set_style(".spot-untried .has-error .form-control { border-color: transparent !important; }");
	$(page.main).addClass("spot-untried");
	// All six fields and the button on one screen.
	$(page.main).find("textarea").css({ height: "60px", "min-height": "60px" });
	$(page.main).find(".frappe-control").css("margin-bottom", "var(--margin-xs)");
	// Earlier quarrels of the same people, while their names are typed.
	const earlier = $("<div></div>").insertAfter(form.get_field("party_b").$wrapper);
	const look = frappe.utils.debounce(() => {
		const rows = ["party_a", "party_b"].flatMap((field, n) =>
			(form.get_value(field) || "")
				.split(/[、,，;；/\n]/)
				.map((name) => ({ side: n ? "Party B" : "Party A", party_name: name.trim() })),
		);
		const { grid_unit, category } = form.get_values(true) || {};
		grid_governance.show_earlier_cases(earlier, rows, { grid_unit, category });
	}, 400);
	$(page.main).on("change input", "[data-fieldname=party_a], [data-fieldname=party_b]", look);
	const save = $(`<button class="btn btn-primary btn-block btn-lg">${__("Save As Settled")}</button>`);
	save.appendTo($('<div style="padding: var(--padding-md) 0"></div>').appendTo(page.main));
	const done = $('<div class="spot-done" aria-live="polite"></div>').appendTo(page.main);

	save.on("click", async () => {
		$(page.main).removeClass("spot-untried");
		const values = form.get_values();
		if (!values) return;
		save.prop("disabled", true);
		try {
			const { name } = await frappe.xcall("grid_governance.api.cases.settle_on_the_spot", values);
			localStorage.setItem(
				"grid_governance_spot",
				JSON.stringify({ category: values.category, grid_unit: values.grid_unit }),
			);
			const link = $("<a></a>")
				.attr("href", `/app/dispute-case/${encodeURIComponent(name)}`)
				.text(__("Open The Record"));
			done.empty().append(
				$("<p></p>")
					.text(`${__("Saved as settled on the spot.")} `)
					.append(link),
			);
			for (const field of ["party_a", "party_b", "facts", "settlement"]) form.set_value(field, "");
			earlier.empty().data("asked", null); // an answer still under way is about the case before
			$(page.main).addClass("spot-untried");
			done[0].scrollIntoView({ block: "nearest" }); // on a phone it stands below the screen
		} finally {
			save.prop("disabled", false);
		}
	});
};
