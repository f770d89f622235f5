// 分流调度台: what waits for a dispatcher in five lists, one line each; a click shows the proposal and one button.

const DISPATCH_API = "grid_governance.api.dispatch.";
const TABS = [
	["unassigned", "To Be Screened, Not Sent Out"],
	["to_be_signed", "To Be Signed For"],
	["about_to_breach", "About To Run Out"],
	["breached", "Run Out"],
	["urged", "Urged, Not Struck Off"],
];
const UNASSIGNED = TABS[0][0];
const STATE_COLOURS = {
	Warned: "orange",
	Breached: "red",
	Paused: "gray",
	Running: "green",
	Extended: "blue",
};

frappe.pages["dispatch-desk"].on_page_load = (wrapper) => {
	wrapper.desk = new DispatchDesk(wrapper);
};

frappe.pages["dispatch-desk"].on_page_show = (wrapper) => wrapper.desk?.load();

class DispatchDesk {
	constructor(wrapper) {
		this.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Dispatch Desk"), single_column: true });
		this.tab = TABS[0][0];
		this.at = 0;
		this.body = $(`<div>
			<div class="dd-tabs" role="tablist" style="display: flex; gap: 8px; flex-wrap: wrap; margin-bottom: 12px"></div>
			<div class="row">
				<div class="col-md-7"><div class="frappe-card"><div class="dd-many"></div><div class="dd-rows" role="list"></div></div></div>
				<div class="col-md-5"><div class="frappe-card dd-pane" aria-live="polite"></div></div>
			</div>
			<div class="frappe-card dd-find" style="margin-top: 12px"></div>
		</div>`).appendTo(this.page.main);
		this.body.find(".frappe-card").css("padding", "var(--padding-md)");
		this.page.add_inner_button(__("Who Is Here This Week"), () => grid_governance.handover.show_week());
		this.page.set_secondary_action(__("Refresh"), () => this.load(), "refresh");
		this.make_search();
		$(document).on("keydown.dispatch_desk", (event) => this.key(event));
	}

	async load() {
		const { tab } = this;
		const { rows, counts } = await frappe.xcall(`${DISPATCH_API}rows`, { tab }, "GET");
		if (tab !== this.tab) return; // another list was chosen meanwhile
		this.rows = rows;
		this.counts = counts;
		this.at = Math.min(this.at, Math.max(rows.length - 1, 0));
		this.draw_tabs();
		this.draw_rows();
		if (rows.length) this.open(this.at);
		else this.body.find(".dd-pane").empty();
	}

	show(tab) {
		this.tab = tab;
		this.at = 0;
		return this.load();
	}

	draw_tabs() {
		const tabs = this.body.find(".dd-tabs").empty();
		TABS.forEach(([tab, label], position) => {
			const count = this.counts[tab] >= 100 ? "99+" : this.counts[tab];
			const button = $(`<button class="btn btn-sm" role="tab"></button>`)
				.addClass(tab === this.tab ? "btn-primary" : "btn-default")
				.attr({ "aria-selected": tab === this.tab, title: `${position + 1}` })
				.on("click", () => this.show(tab));
			button.text(`${__(label)} ${count}`).appendTo(tabs);
		});
	}

	draw_rows() {
		const list = this.body.find(".dd-rows").empty();
		this.draw_many();
		if (!this.rows.length) {
			$("<p class='text-muted'></p>").text(__("Nothing waits here.")).appendTo(list);
			return;
		}
		this.rows.forEach((row, position) => {
			const line = $(`<div class="dd-row" role="listitem" tabindex="0"></div>`)
				.css({ padding: "6px 8px", cursor: "pointer", "border-bottom": "1px solid var(--border-color)" })
				.on("click", () => this.open(position))
				.appendTo(list);
			if (this.tab === UNASSIGNED) this.tick(row).appendTo(line);
			$(`<span class="indicator ${this.colour(row)}"></span>`).appendTo(line);
			$("<b></b>")
				.text(row.party_names || row.case_title)
				.appendTo(line);
			$("<span class='text-muted'></span>")
				.text(` · ${__(row.category)} · ${__(row.difficulty)} · ${row.place}`)
				.appendTo(line);
			$("<div class='small'></div>").text(this.second_line(row)).appendTo(line);
		});
	}

	tick(row) {
		return $("<input type='checkbox' class='dd-tick' style='margin: 0 8px 0 0; vertical-align: middle'>")
			.attr({ "data-name": row.name, "aria-label": row.party_names || row.case_title })
			.on("click", (event) => event.stopPropagation())
			.on("change", () => this.count_ticked());
	}

	ticked() {
		return this.body
			.find(".dd-tick:checked")
			.toArray()
			.map((box) => box.dataset.name);
	}

	// Several at once: all of the list or some, each to whom it is proposed.
	draw_many() {
		const bar = this.body.find(".dd-many").empty();
		if (this.tab !== UNASSIGNED || !this.rows.length) return;
		bar.css({ display: "flex", "align-items": "center", gap: "12px", "margin-bottom": "8px" });
		const all = $("<input type='checkbox' class='dd-all' style='margin: 0 6px 0 0'>").on("change", () => {
			this.body.find(".dd-tick").prop("checked", all.prop("checked"));
			this.count_ticked();
		});
		$("<label style='margin: 0 0 0 8px'></label>")
			.append(all, document.createTextNode(__("Select All")))
			.appendTo(bar);
		$("<button class='btn btn-sm btn-default dd-send-many'></button>")
			.on("click", (event) => this.send_many(event.currentTarget))
			.appendTo(bar);
		this.count_ticked();
	}

	count_ticked() {
		const count = this.ticked().length;
		this.body
			.find(".dd-send-many")
			.prop("disabled", !count)
			.text(__("Send As Proposed ({0})", [count]));
	}

	async send_many(button) {
		button.disabled = true;
		try {
			const told = await frappe.xcall(`${DISPATCH_API}send_as_proposed`, { dispute_cases: this.ticked() });
			grid_governance.handover.tell_sent(told);
		} finally {
			this.load();
		}
	}

	colour(row) {
		if (row.clock_state) return STATE_COLOURS[row.clock_state];
		return row.may_escalate ? "red" : "gray";
	}

	second_line(row) {
		const parts = [];
		if (row.may_escalate) parts.push(__("Risk Of Escalation"));
		if (row.hop) parts.push(`${__(row.kind)} ${row.sender} → ${row.receiver}`);
		else if (row.order) parts.push(`${__(row.order_kind)} ${row.sender} → ${row.receiver}`);
		else if (row.clock) parts.push(row.receiver);
		else parts.push(__("waiting for {0}", [grid_governance.handover.span(minutes_since(row.registered_on))]));
		if (row.due_at) {
			const due = frappe.datetime.str_to_user(row.due_at);
			parts.push(`${__(row.limit_name)} ${__("until {0}", [due])}`);
		}
		return parts.join(" · ");
	}

	async open(position) {
		this.at = position;
		const row = this.rows[position];
		const lines = this.body.find(".dd-row").css("background", "").removeAttr("aria-current");
		lines.eq(position).css("background", "var(--control-bg)").attr("aria-current", "true");
		const pane = $("<div></div>").appendTo(this.body.find(".dd-pane").empty()); // what comes late goes with it
		$("<h5></h5>")
			.append($("<a></a>").attr("href", `/app/dispute-case/${row.name}`).text(row.case_title))
			.appendTo(pane);
		$("<p></p>").text(row.party_names).appendTo(pane);
		const way = $("<div></div>").appendTo(pane);
		const drawn = await grid_governance.handover.draw(way, row.name, () => this.load());
		if (this.rows[this.at] !== row || !drawn.may_send || drawn.waiting) return;
		if (this.tab === UNASSIGNED) await this.propose(pane, row);
		if (this.rows[this.at] === row) this.offer_others(pane, row, drawn); // who has it already is not one click away from losing it
	}

	async propose(pane, row) {
		const proposal = await frappe.xcall("grid_governance.api.handover.propose", { dispute_case: row.name });
		if (this.rows[this.at] !== row) return;
		$("<p class='dd-reason'></p>")
			.append($("<b></b>").text(proposal.receiver || __("Nobody proposed")), $("<br>"))
			.append($("<span class='text-muted'></span>").text(proposal.reason))
			.appendTo(pane);
		if (proposal.receiver) {
			$("<button class='btn btn-primary dd-send'></button>")
				.text(`${__(proposal.kind)} → ${proposal.receiver}`)
				.on("click", (event) => this.send(event.currentTarget, row, proposal))
				.appendTo(pane);
		}
	}

	offer_others(pane, row, way) {
		$("<button class='btn btn-default dd-other' style='margin-left: 8px'></button>")
			.text(__("Somebody Else"))
			.on("click", () =>
				grid_governance.handover.send(
					row.name,
					null,
					() => this.load(),
					grid_governance.handover.given(way, null),
				),
			)
			.appendTo(pane);
	}

	async send(button, row, proposal) {
		button.disabled = true;
		try {
			await frappe.xcall("grid_governance.api.handover.send", {
				dispute_case: row.name,
				kind: proposal.kind,
				to_unit: proposal.unit,
				to_department: proposal.department,
				to_worker: proposal.worker,
				asked: proposal.asked || __("Please handle according to your duties."),
				routing_reason: proposal.reason,
			});
			frappe.show_alert({ message: __("Sent to {0}.", [proposal.receiver]), indicator: "green" });
		} finally {
			this.load();
		}
	}

	// 1 to 5 a list, up and down a line, Enter the button of the pane.
	key(event) {
		const away = frappe.get_route()[0] !== "dispatch-desk" || event.ctrlKey || event.altKey || event.metaKey;
		if (away || $(event.target).is("input, textarea, select") || $(".modal.show").length) return;
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step && this.rows?.[this.at + step]) {
			event.preventDefault();
			this.open(this.at + step);
		} else if (TABS[event.key - 1]) {
			this.show(TABS[event.key - 1][0]);
		} else if (event.key === "Enter" && !$(event.target).is("button, a")) {
			const buttons = this.body.find(".dd-pane .btn-primary");
			(buttons.filter(".dd-send")[0] || buttons[0])?.click();
		}
	}

	// Any neighbour head's households by name, initials or place.
	make_search() {
		const box = this.body.find(".dd-find");
		$("<b></b>").text(__("Households Of A Neighbour Head")).appendTo(box);
		const input = $("<input type='text' class='form-control dd-search' style='margin: 8px 0'>")
			.attr({ placeholder: __("Name, initials or place"), "aria-label": __("Name, initials or place") })
			.appendTo(box);
		const found = $("<div></div>").appendTo(box);
		input.on(
			"input",
			frappe.utils.debounce(async () => {
				const sought = input.val();
				const { heads, households } = await frappe.xcall(`${DISPATCH_API}find`, { text: sought }, "GET");
				if (sought === input.val()) this.draw_found(found, heads, households);
			}, 300),
		);
	}

	draw_found(found, heads, households) {
		found.empty();
		for (const head of heads) {
			$("<button class='btn btn-xs btn-default' style='margin: 0 6px 6px 0'></button>")
				.text([head.worker_name, head.place, head.phone].filter(Boolean).join(" "))
				.on("click", async () => {
					const of_head = await frappe.xcall(`${DISPATCH_API}households_of`, { unit: head.unit }, "GET");
					this.draw_households(found.find(".dd-households"), of_head);
				})
				.appendTo(found);
		}
		this.draw_households($("<div class='dd-households'></div>").appendTo(found), households);
	}

	draw_households(target, households) {
		target.empty();
		if (!households.length) $("<p class='text-muted'></p>").text(__("No household found.")).appendTo(target);
		for (const house of households) {
			const line = $("<div></div>").appendTo(target);
			$("<a></a>").attr("href", `/app/household/${house.name}`).text(house.head_name).appendTo(line);
			const rest = [house.address, __("{0} people", [house.living_count || 0])];
			if (house.neighbour_head_name) rest.push(`${__("Neighbour Head")} ${house.neighbour_head_name}`);
			$("<span class='text-muted'></span>")
				.text(` ${rest.join(" · ")}`)
				.appendTo(line);
		}
	}
}

function minutes_since(moment) {
	const now = frappe.datetime.str_to_obj(frappe.datetime.now_datetime());
	return Math.max(0, Math.round((now - frappe.datetime.str_to_obj(moment)) / 60000));
}
