// A small strip on a form: what runs, until when, how much is left; with what one may do to it.

frappe.provide("grid_governance");

const COLOURS = {
	Running: "blue",
	Extended: "cyan",
	Paused: "gray",
	Warned: "orange",
	Breached: "red",
	Met: "green",
};

grid_governance.clock_colour = (state) => COLOURS[state] || "gray";

// Days when there are some, else hours and minutes.
grid_governance.time_left = (seconds) => {
	const minutes = Math.floor(Math.abs(seconds) / 60);
	const days = Math.floor(minutes / 1440);
	if (days) return __("{0} days", [days]);
	if (minutes >= 60) return __("{0} hours {1} minutes", [Math.floor(minutes / 60), minutes % 60]);
	return __("{0} minutes", [minutes]);
};

frappe.ui.form.on("Dispute Case", {
	refresh(frm) {
		frm.clocks_strip?.remove();
		if (!frm.is_new()) show_clocks(frm, frm.doc.name);
	},
});

async function show_clocks(frm, dispute_case) {
	const { clocks, may_act, proposal } = await frappe.xcall(
		"grid_governance.api.clocks.of_case",
		{ dispute_case },
		"GET",
	);
	frm.clocks_strip?.remove();
	if (!clocks.length || frm.doc.name !== dispute_case) return;
	const strip = $(`<div class="clocks-strip"></div>`).css({
		padding: "8px 15px",
		display: "grid",
		gap: "4px",
	});
	for (const clock of clocks) strip.append(line(frm, clock, may_act.includes(clock.name)));
	if (proposal) strip.append($(`<div class="text-danger small"></div>`).text(proposal));
	frm.clocks_strip = strip.prependTo(frm.layout.wrapper);
}

function line(frm, clock, may_act) {
	const state =
		clock.open && clock.seconds_left < 0 && clock.clock_state !== "Paused" ? "Breached" : clock.clock_state;
	const row = $(
		`<div class="clock-line" style="display:flex;flex-wrap:wrap;gap:10px;align-items:center"></div>`,
	);
	const unit = frappe.utils.escape_html(clock.unit_name || clock.charged_unit);
	row.append(`<span class="indicator-pill ${grid_governance.clock_colour(state)}">${__(state)}</span>`);
	row.append(`<b>${__(clock.limit_name)}</b>`);
	row.append(`<span>${__("Due At")} ${frappe.datetime.str_to_user(clock.due_at)}</span>`);
	row.append(
		`<span class="${state === "Breached" ? "text-danger" : "text-muted"}">${how_long(clock, state)}</span>`,
	);
	row.append(`<span class="text-muted">${unit}</span>`);
	if (may_act) for (const act of acts(state)) row.append(button(frm, clock, act));
	return row;
}

function how_long(clock, state) {
	const length = grid_governance.time_left(clock.seconds_left);
	if (!clock.open) return __("Done {0} late", [length]);
	if (state === "Paused") return __("{0} left when it goes on", [length]);
	return clock.seconds_left < 0 ? __("{0} late", [length]) : __("{0} still left", [length]);
}

function acts(state) {
	if (state === "Paused") return ["Go On"];
	if (state === "Breached") return [];
	return ["Pause Clock", "Extend"];
}

// Once, however often it is pressed. What has been typed on the case meanwhile stays: then only the strip is drawn anew.
function button(frm, clock, act) {
	const dispute_case = frm.doc.name;
	const press = grid_governance.on_press(async () => {
		try {
			await ACTS[act](clock);
		} catch {
			return; // the server has said why
		}
		if (frm.doc.name !== dispute_case) return;
		await (frm.is_dirty() ? show_clocks(frm, dispute_case) : frm.reload_doc());
	});
	return $(`<button class="btn btn-xs btn-default"></button>`).text(__(act)).on("click", press);
}

const ACTS = {
	"Pause Clock": (clock) => {
		const reason = {
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason"),
			reqd: 1,
			description: __("For example an appraisal that does not count"),
		};
		return ask("Pause Clock", [reason], "pause", clock);
	},
	"Go On": (clock) => call("resume", { clock: clock.name }),
	Extend: (clock) => {
		const consent = clock.extension === "With The Parties' Consent";
		const fields = [
			{ fieldname: "due", fieldtype: "Date", label: __("New End"), reqd: 1 },
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		];
		if (consent || clock.limit_name === "Mediation") {
			fields.push(
				{
					fieldname: "consent_by",
					fieldtype: "Data",
					label: __("Consent Given By"),
					reqd: consent,
					description: __("Both parties, by name"),
				},
				{
					fieldname: "consent_on",
					fieldtype: "Date",
					label: __("Consent Given On"),
					reqd: consent,
					default: "Today",
				},
				{ fieldname: "consent_scan", fieldtype: "Attach", label: __("Signed Consent") },
			);
		}
		return ask("Extend", fields, "extend", clock);
	},
};

const ask = (title, fields, act, clock) =>
	grid_governance.asking.values(__(title), fields, (values) => call(act, { clock: clock.name, ...values }));

const call = (act, values) => frappe.xcall(`grid_governance.api.clocks.${act}`, values);

// The holidays of a coming year are not known: weekends alone would be heeded.
grid_governance.warn_of_calendar = async (show) => {
	const years = await frappe.xcall("grid_governance.api.clocks.calendar_gap", {}, "GET");
	if (years.length)
		show(
			__(
				"The holidays and make-up days of {0} are not known: until they are entered under Work Calendar Day only weekends are heeded.",
				[years.join("、")],
			),
		);
};

// In a list of cases: the clock that ends first, in colour, behind the title (on a phone, where
// long titles are cut, before it); one call for the page.
grid_governance.show_clocks_in_list = async (list) => {
	const dispute_cases = (list.data || []).map((row) => row.name);
	if (!dispute_cases.length || !frappe.model.can_read("Case Clock")) return;
	const clocks = await frappe.xcall("grid_governance.api.clocks.of_list", { dispute_cases }, "POST");
	list.$result.find(".case-clock").remove();
	for (const row of list.$result.find(".list-row-checkbox[data-name]").toArray()) {
		const clock = clocks[decodeURIComponent(row.dataset.name)];
		if (!clock) continue;
		const pill = $(`<span class="case-clock indicator-pill no-indicator-dot"></span>`)
			.addClass(clock.seconds_left < 0 ? "red" : grid_governance.clock_colour(clock.clock_state))
			.css({ "margin-left": "6px" })
			.attr("title", `${__(clock.limit_name)} · ${frappe.datetime.str_to_user(clock.due_at)}`)
			.text(how_long({ ...clock, open: true }, clock.clock_state));
		const subject = $(row).closest(".list-row").find(".list-subject .ellipsis").first();
		if (frappe.utils.is_xs()) subject.prepend(pill.css({ margin: "0 6px 0 0" }));
		else subject.append(pill);
	}
};
