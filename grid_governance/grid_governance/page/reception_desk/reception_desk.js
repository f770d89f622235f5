// 综合受理窗口: five fields, a number, five ways to deal with the matter. Nobody chooses a kind of record first.

const WINDOW_API = "grid_governance.api.reception.";
const WAYS = ["Personal Visit", "Phone Call", "Letter Received"];

frappe.pages["reception-desk"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Reception Desk"), single_column: true });
	const window_ = await frappe.xcall(`${WINDOW_API}window`, {}, "GET");
	if (!window_.centres.length) return no_centre(page);
	const body = $(`<div class="row rd">
		<div class="col-md-7"><div class="frappe-card rd-form"></div></div>
		<div class="col-md-5"><div class="frappe-card rd-side" aria-live="polite"></div><div class="frappe-card rd-waiting"></div></div>
	</div>`).appendTo(page.main);
	body.find(".frappe-card").css({ padding: "var(--padding-md)", "margin-bottom": "var(--margin-md)" });
	const desk = {
		categories: window_.categories,
		side: body.find(".rd-side"),
		waiting: body.find(".rd-waiting"),
	};
	show_today(desk.side, window_.today);
	show_waiting(desk, window_.waiting);
	const form = visitor_form(body.find(".rd-form"), window_.centres);
	// An empty form is not wrong yet: red borders come with the first try to save.
	frappe.dom.set_style(".rd-untried .has-error .form-control { border-color: transparent !important; }");
	body.addClass("rd-untried");
	const save = $(
		`<button class="btn btn-primary btn-lg btn-block rd-save">${__("Register Visitor")}</button>`,
	);
	save.appendTo(body.find(".rd-form"));

	const place = place_of_matter(form, window_.centres);
	const visitor = () => {
		const { visitor_name = "", visitor_phone = "", centre } = form.get_values(true);
		return { visitor_name, visitor_phone, centre };
	};
	const look = async () => {
		const asked = visitor();
		if (!asked.visitor_name && !asked.visitor_phone) return;
		const found = await frappe.xcall(`${WINDOW_API}earlier`, asked, "GET");
		if (JSON.stringify(asked) !== JSON.stringify(visitor())) return; // the next visitor, or registered already
		show_earlier(desk.side, found);
		place.propose(found.place);
	};
	for (const field of ["visitor_name", "visitor_phone"]) form.fields_dict[field].$input.on("change", look);

	save.on("click", async () => {
		body.removeClass("rd-untried");
		const values = form.get_values();
		if (!values) return;
		save.prop("disabled", true);
		try {
			const made = await frappe.xcall(`${WINDOW_API}receive`, values);
			show_matter(desk, { ...values, ...made });
			for (const field of ["visitor_name", "visitor_phone", "matter"]) form.set_value(field, "");
			form.set_values({ people_count: 1, way: WAYS[0] });
			place.begin_anew();
			body.addClass("rd-untried");
		} catch {
			// the server has said why; everything typed is still there
		} finally {
			save.prop("disabled", false);
		}
	});
	// Coming back from elsewhere: what was told by phone meanwhile.
	frappe.pages["reception-desk"].on_page_show = () => refresh_waiting(desk);
};

function no_centre(page) {
	const words = __(
		"No governance centre is registered for you yet. The system operator registers it under Governance Centre.",
	);
	page.main.append($("<div class='frappe-card' style='padding: var(--padding-lg)'></div>").text(words));
}

function visitor_form(place, centres) {
	const form = new frappe.ui.FieldGroup({
		body: place,
		fields: [
			{
				fieldname: "centre",
				fieldtype: "Select",
				label: __("Governance Centre"),
				options: centres,
				default: centres[0].value,
				reqd: 1,
				hidden: centres.length === 1,
			},
			{ fieldname: "visitor_name", fieldtype: "Data", label: __("Name Of Visitor"), reqd: 1 },
			{ fieldname: "visitor_phone", fieldtype: "Data", label: __("Visitor Phone") },
			{
				fieldname: "way",
				fieldtype: "Select",
				label: __("Way Of Coming"),
				options: WAYS.map((way) => ({ value: way, label: __(way) })),
				default: WAYS[0],
			},
			{ fieldtype: "Column Break" },
			{
				fieldname: "people_count",
				fieldtype: "Int",
				label: __("Number Of Visitors"),
				default: 1,
				reqd: 1,
			},
			{
				fieldname: "event_unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Unit Of The Matter"),
				default: centres[0].unit,
				reqd: 1,
			},
			{ fieldtype: "Section Break" },
			{ fieldname: "matter", fieldtype: "Small Text", label: __("Matter Stated"), reqd: 1 },
		],
	});
	form.make();
	return form;
}

// The matter's place: proposed from what is known of the visitor, never over what the clerk has chosen.
function place_of_matter(form, centres) {
	const field = form.fields_dict.event_unit;
	const area = () => centres.find(({ value }) => value === form.get_value("centre"))?.unit;
	const hint = () => __("Choose the village if you know it.");
	let own = area();
	const put = (unit, words) => {
		own = unit;
		form.set_value("event_unit", unit);
		field.set_description(words);
	};
	const untouched = () => [own, "", undefined, null].includes(form.get_value("event_unit"));
	field.get_query = () => grid_governance.reception.inside(area());
	form.fields_dict.centre.df.onchange = () => put(area(), hint());
	put(own, hint());
	return {
		begin_anew: () => put(area(), hint()),
		propose(found) {
			if (!untouched()) return;
			if (!found) return put(area(), hint());
			put(
				found.unit,
				found.from_register
					? __("The visitor is registered in {0}. Choose another if it happened elsewhere.", [
							found.unit_name,
						])
					: __("As at the last visit: {0}. Choose another if it happened elsewhere.", [found.unit_name]),
			);
		},
	};
}

function show_today(side, { batches, persons }) {
	side
		.empty()
		.append(
			$("<p class='text-muted'></p>").text(
				__("Received today: {0} batches, {1} persons", [batches, persons]),
			),
		);
}

function show_earlier(side, { receptions, cases }) {
	side.empty();
	const none = !receptions.length && !cases.length;
	side.append($("<h5></h5>").text(none ? __("First visit") : __("This person has come before")));
	for (const row of receptions) {
		side.append(line("reception", row.name, row.matter_number, `${row.matter} · ${__(row.outcome)}`));
	}
	for (const row of cases) side.append(line("dispute-case", row.name, row.case_title, __(row.stage)));
}

const line = (route, name, title, text) =>
	$("<p></p>")
		.append(
			$("<a></a>")
				.attr("href", `/app/${route}/${encodeURIComponent(name)}`)
				.text(title),
		)
		.append($("<br>"), $("<span class='text-muted'></span>").text(text));

// Matters that nobody has dealt with: told by phone, or left open at the window. A tap takes one up.
function show_waiting(desk, all) {
	const rows = all.filter((row) => row.name !== desk.shown);
	desk.waiting.empty().toggle(rows.length > 0);
	desk.waiting.append($("<h5></h5>").text(__("Matters Being Received")));
	for (const row of rows) {
		const button = $("<button class='btn btn-default btn-block text-left rd-open'></button>")
			.css({ "white-space": "normal", "text-align": "left" })
			.append($("<b></b>").text(`${row.visitor_name} `))
			.append($("<span class='text-muted'></span>").text(`${row.matter_number} · ${__(row.way)}`))
			.append($("<div></div>").text(row.matter));
		desk.waiting.append(button.on("click", () => show_matter(desk, row)));
	}
}

async function refresh_waiting(desk) {
	show_waiting(desk, (await frappe.xcall(`${WINDOW_API}window`, {}, "GET")).waiting);
}

function show_matter(desk, row) {
	const visit = row.repeat_count
		? __("Visit no. {0} of this person", [row.repeat_count + 1])
		: __("First visit");
	const outcomes = $("<div class='rd-ways'></div>");
	desk.side
		.empty()
		.append(
			$("<h4 class='rd-number'></h4>").text(row.matter_number),
			$("<p></p>").append($("<b></b>").text(row.visitor_name), $("<span></span>").text(` · ${visit}`)),
			$("<p class='text-muted' style='white-space: pre-line'></p>").text(row.matter),
			outcomes.append($("<p></p>").text(__("How is the matter dealt with? Choose one:"))),
		);
	desk.shown = row.name;
	refresh_waiting(desk);
	grid_governance.reception.offer(
		row,
		desk.categories,
		(outcome, act) =>
			$("<button class='btn btn-default btn-block rd-way'></button>")
				.text(__(outcome))
				.on("click", act)
				.appendTo(outcomes),
		(done, outcome) => {
			outcomes.empty().append($("<p></p>").text(`${__(outcome)} ✓`));
			if (grid_governance.reception.is_referred(outcome)) outcomes.append(slip(row.name));
			if (done.dispute_case)
				outcomes.append(line("dispute-case", done.dispute_case, __("Open The Record"), done.matter_number));
			refresh_waiting(desk);
		},
	);
}

const slip = (name) =>
	$("<a class='btn btn-default' target='_blank'></a>")
		.attr("href", grid_governance.paper_url("Reception", name, "Referral Slip"))
		.text(__("Referral Slip"));
