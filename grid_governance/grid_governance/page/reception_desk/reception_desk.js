// 综合受理窗口: five fields, a number, five ways to deal with the matter. Nobody chooses a kind of record first.

const API = "grid_governance.api.reception.";

frappe.pages["reception-desk"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Reception Desk"), single_column: true });
	const window_ = await frappe.xcall(`${API}window`, {}, "GET");
	if (!window_.centres.length) {
		page.main.append(
			$("<div class='frappe-card' style='padding: var(--padding-lg)'></div>").text(
				__(
					"No governance centre is registered for you yet. The system operator registers it under Governance Centre.",
				),
			),
		);
		return;
	}
	const body = $(`<div class="row rd">
		<div class="col-md-7"><div class="frappe-card rd-form"></div></div>
		<div class="col-md-5"><div class="frappe-card rd-side" aria-live="polite"></div></div>
	</div>`).appendTo(page.main);
	body.find(".frappe-card").css({ padding: "var(--padding-md)", "margin-bottom": "var(--margin-md)" });
	const side = body.find(".rd-side");
	show_today(side, window_.today);

	const form = new frappe.ui.FieldGroup({
		body: body.find(".rd-form"),
		fields: [
			{
				fieldname: "centre",
				fieldtype: "Select",
				label: __("Governance Centre"),
				options: window_.centres,
				default: window_.centres[0]?.value,
				reqd: 1,
				hidden: window_.centres.length === 1,
			},
			{ fieldname: "visitor_name", fieldtype: "Data", label: __("Name Of Visitor"), reqd: 1 },
			{ fieldname: "visitor_phone", fieldtype: "Data", label: __("Visitor Phone") },
			{
				fieldname: "way",
				fieldtype: "Select",
				label: __("Way Of Coming"),
				options: ["Personal Visit", "Phone Call", "Online Message", "Letter Received"].map((way) => ({
					value: way,
					label: __(way),
				})),
				default: "Personal Visit",
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
				default: window_.centres[0]?.unit,
				reqd: 1,
			},
			{ fieldtype: "Section Break" },
			{ fieldname: "matter", fieldtype: "Small Text", label: __("Matter Stated"), reqd: 1 },
		],
	});
	form.make();
	// An empty form is not wrong yet: red borders come with the first try to save.
	frappe.dom.set_style(".rd-untried .has-error .form-control { border-color: transparent !important; }");
	body.addClass("rd-untried");
	const save = $(
		`<button class="btn btn-primary btn-lg btn-block rd-save">${__("Register Visitor")}</button>`,
	);
	save.appendTo(body.find(".rd-form"));

	const look = async () => {
		const { visitor_name = "", visitor_phone = "" } = form.get_values(true);
		if (!visitor_name && !visitor_phone) return;
		const found = await frappe.xcall(`${API}earlier`, { visitor_name, visitor_phone }, "GET");
		show_earlier(side, found);
	};
	for (const field of ["visitor_name", "visitor_phone"]) form.fields_dict[field].$input.on("change", look);

	save.on("click", async () => {
		body.removeClass("rd-untried");
		const values = form.get_values();
		if (!values) return;
		save.prop("disabled", true);
		try {
			const made = await frappe.xcall(`${API}receive`, values);
			show_received(side, made, window_.categories);
			for (const field of ["visitor_name", "visitor_phone", "matter"]) form.set_value(field, "");
			form.set_value("people_count", 1);
			body.addClass("rd-untried");
		} finally {
			save.prop("disabled", false);
		}
	});
};

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

const slip = (name) =>
	$("<a class='btn btn-default' target='_blank'></a>")
		.attr("href", grid_governance.paper_url("Reception", name, "Referral Slip"))
		.text(__("Referral Slip"));

function show_received(side, made, categories) {
	side
		.empty()
		.append(
			$("<h4 class='rd-number'></h4>").text(made.matter_number),
			$("<p></p>").text(
				made.repeat_count ? __("Visit no. {0} of this person", [made.repeat_count + 1]) : __("First visit"),
			),
		);
	const text = { fieldname: "text", fieldtype: "Small Text", label: __("Answer Given") };
	const to = { fieldname: "to", fieldtype: "Data", label: __("Directed To"), reqd: 1 };
	const category = {
		fieldname: "category",
		fieldtype: "Select",
		label: __("Case Category"),
		options: categories,
		reqd: 1,
	};
	const other = { fieldname: "other_party", fieldtype: "Data", label: __("Other Party"), reqd: 1 };
	const claims = { fieldname: "claims", fieldtype: "Small Text", label: __("Claims") };
	const ways = [
		[__("Answered At Once"), "answer", [{ ...text, reqd: 1 }]],
		[__("Guided Elsewhere"), "guide", [to, text]],
		[__("Taken Up As Dispute"), "to_dispute", [category, other, claims]],
		[__("Referred To Legal Aid"), "refer", [to, text], { outcome: "Referred To Legal Aid" }],
		[__("Referred To Petition Office"), "refer", [to, text], { outcome: "Referred To Petition Office" }],
	];
	for (const [label, method, fields, more] of ways) {
		const button = $("<button class='btn btn-default btn-block rd-way'></button>").text(label);
		button.on("click", () =>
			frappe.prompt(
				fields,
				async (values) => {
					const done = await frappe.xcall(`${API}${method}`, { name: made.name, ...values, ...more });
					side.find(".rd-way").remove();
					side.append($("<p></p>").text(`${label} ✓`));
					if (method === "refer") side.append(slip(made.name));
					if (done.dispute_case)
						side.append(line("dispute-case", done.dispute_case, __("Open The Record"), done.matter_number));
				},
				label,
				__("Submit Outcome"),
			),
		);
		side.append(button);
	}
}
