// 一键核实: for a neighbour head with a phone in one hand. One tap says true, two send back with a reason.
// Who visits for a spot check finds the doors of the sample below, with the same two buttons.

const CHECKING = "grid_governance.api.checking.";
const VISITING = "grid_governance.api.spot_checks.";

frappe.pages["check-deeds"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Check Deeds"), single_column: true });
	wrapper.desk = new CheckDeeds($('<div class="check-deeds"></div>').appendTo(page.main));
	page.set_secondary_action(__("Refresh"), () => wrapper.desk.load(), "refresh");
};

frappe.pages["check-deeds"].on_page_show = (wrapper) => wrapper.desk?.load();

class CheckDeeds {
	constructor(body) {
		this.body = body;
	}

	async load() {
		const checks = ["Points Declaration", "Points Batch"].some((doctype) => frappe.model.can_write(doctype));
		const { deeds, for_others } = checks
			? await frappe.xcall(`${CHECKING}waiting_deeds`, {}, "GET")
			: { deeds: [], for_others: 0 };
		const visits = frappe.model.can_write("Spot Check")
			? await frappe.xcall(`${VISITING}visits_due`, {}, "GET")
			: [];
		this.left = deeds.length + visits.length;
		this.body.empty();
		this.count = $('<div class="cd-count" aria-live="polite"></div>').appendTo(this.body);
		this.for_others = for_others;
		for (const deed of deeds) this.body.append(this.card(deed));
		for (const row of visits) this.body.append(this.visit(row));
		this.tell();
	}

	tell() {
		this.count.text(this.left ? __("{0} deeds await your check", [this.left]) : "");
		if (!this.left && !this.body.find(".cd-empty").length) {
			this.body.append($('<p class="cd-empty"></p>').text(__("Nothing awaits your check.")));
		}
		if (this.for_others) {
			const text = __(
				"{0} more are your own entries or concern your household: another person checks them.",
				[this.for_others],
			);
			this.count.append($("<small></small>").text(text));
		}
	}

	card(deed) {
		const batch = deed.doctype === "Points Batch";
		const card = $('<article class="cd-card"></article>').attr("data-name", deed.name);
		const who = batch ? deed.activity : deed.subject_name;
		$("<h3></h3>").text(who).appendTo(card);
		const item = $('<p class="cd-item"></p>')
			.text(`${deed.item_name || __("Appraisal Round")} `)
			.appendTo(card);
		const points = batch ? deed.points_total : deed.points;
		$('<span class="cd-points"></span>')
			.text(__("worth {0} points", [points]))
			.appendTo(item);
		const facts = [
			frappe.datetime.str_to_user(deed.deed_date),
			batch ? __("{0} in the list", [deed.people_count]) : deed.level,
			deed.doer_name && __("Doer: {0}", [deed.doer_name]),
			deed.place || deed.address || deed.unit_name,
			deed.description,
			__("Entered by {0}", [deed.entered_by_name]),
		];
		for (const fact of facts.filter(Boolean)) $('<p class="cd-facts"></p>').text(fact).appendTo(card);
		card.append(this.pictures(deed));
		const out = {};
		if (batch) card.append(this.people(deed, out));
		return card.append(...this.buttons(deed, card, who, out));
	}

	visit(row) {
		const card = $('<article class="cd-card cd-visit"></article>').attr("data-name", row.name);
		$('<p class="cd-none"></p>')
			.text(`${__("Spot Check")}：${row.check_name}`)
			.appendTo(card);
		$("<h3></h3>").text(row.subject_name).appendTo(card);
		$('<p class="cd-item"></p>').text(row.item_name).appendTo(card);
		const facts = [
			row.address,
			`${frappe.datetime.str_to_user(row.deed_date)} · ${__("worth {0} points", [row.points])}`,
			row.due_date && `${__("Visits Due By")}：${frappe.datetime.str_to_user(row.due_date)}`,
		];
		for (const fact of facts.filter(Boolean)) $('<p class="cd-facts"></p>').text(fact).appendTo(card);
		const more = {};
		const photo = $('<button type="button" class="cd-list"></button>').text(__("Add A Photo"));
		photo.on("click", () => {
			new frappe.ui.FileUploader({
				doctype: "Spot Check",
				docname: row.spot_check,
				restrictions: { allowed_file_types: ["image/*"] },
				on_success: (file) => {
					more.photo = file.file_url;
					photo.text(__("Photo added"));
				},
			});
		});
		const send = (result, note) => {
			const values = { spot_check: row.spot_check, row: row.name, result, note, ...more };
			const done = result === "Not As Declared" ? __("Not as declared: {0}", [row.subject_name]) : null;
			this.send(
				card,
				VISITING + "record_visit",
				values,
				done || __("True as declared: {0}", [row.subject_name]),
				done,
			);
		};
		const yes = $('<button type="button" class="cd-true"></button>').text(__("True As Declared"));
		const no = $('<button type="button" class="cd-back"></button>').text(__("Not As Declared"));
		const reasons = this.reasons(
			[__("The person was not there"), __("The deed was not done")],
			(note) => send("Not As Declared", note),
			__("Not As Declared"),
		);
		yes.on("click", () => send("True As Declared"));
		no.on("click", () => reasons.prop("hidden", !reasons.prop("hidden")));
		return card.append(photo, $('<div class="cd-buttons"></div>').append(yes, no), reasons);
	}

	pictures(deed) {
		if (!deed.pictures.length) return $('<p class="cd-none"></p>').text(__("Without a picture"));
		const box = $('<div class="cd-pictures"></div>');
		for (const url of deed.pictures) {
			const image = $('<img loading="lazy">').attr({ src: encodeURI(url), alt: __("Evidence") });
			$('<a target="_blank" rel="noopener"></a>').attr("href", encodeURI(url)).append(image).appendTo(box);
		}
		return box;
	}

	buttons(deed, card, who, out) {
		const yes = $('<button type="button" class="cd-true"></button>').text(__("Check As True"));
		const no = $('<button type="button" class="cd-back" aria-expanded="false"></button>').text(
			__("Send Back"),
		);
		const usual = [
			__("The picture does not show the deed"),
			__("The person was not there"),
			__("The date is wrong"),
			__("The wrong item was chosen"),
		];
		const back = (reason) => this.act(deed, card, who, "send_back", { reason });
		const reasons = this.reasons(usual, back, __("Send Back"));
		yes.on("click", () => {
			if (Object.values(out).some((reason) => !reason.trim())) {
				frappe.show_alert({ message: __("Please say why somebody is taken out."), indicator: "orange" });
				card.find(".cd-row input").first().trigger("focus");
				return;
			}
			this.act(deed, card, who, "check_true", Object.keys(out).length ? { taken_out: out } : {});
		});
		no.on("click", () => {
			const hidden = !reasons.prop("hidden");
			reasons.prop("hidden", hidden);
			no.attr("aria-expanded", String(!hidden));
		});
		return [$('<div class="cd-buttons"></div>').append(yes, no), reasons];
	}

	reasons(usual, send, label) {
		const box = $('<div class="cd-reasons" hidden></div>');
		for (const reason of usual) {
			$('<button type="button"></button>')
				.text(reason)
				.on("click", () => send(reason))
				.appendTo(box);
		}
		const input = $('<input type="text" maxlength="140">').attr({
			placeholder: __("Another reason"),
			"aria-label": __("Another reason"),
		});
		const button = $('<button type="button"></button>').text(label);
		button.on("click", () => (input.val().trim() ? send(input.val()) : input.trigger("focus")));
		return box.append($('<div class="cd-typed"></div>').append(input, button));
	}

	people(deed, out) {
		const button = $('<button type="button" class="cd-list" aria-expanded="false"></button>').text(
			__("Show The List"),
		);
		const rows = $('<div class="cd-rows" hidden></div>');
		button.on("click", async () => {
			if (!rows.children().length) {
				button.prop("disabled", true);
				const people = await frappe
					.xcall(`${CHECKING}batch_rows`, { batch: deed.name }, "GET")
					.finally(() => button.prop("disabled", false));
				for (const person of people) rows.append(this.person(person, deed.item_name, out));
			}
			const hidden = !rows.prop("hidden");
			rows.prop("hidden", hidden);
			button.attr("aria-expanded", String(!hidden));
		});
		return $("<div></div>").append(button, rows);
	}

	person(person, of_all, out) {
		const line = $('<div class="cd-row"></div>');
		$("<span></span>")
			.text(of_all ? person.subject_name : `${person.subject_name} · ${person.item_name}`)
			.appendTo(line);
		$('<span class="cd-points"></span>')
			.text(__("worth {0} points", [person.points]))
			.appendTo(line);
		const button = $('<button type="button"></button>').text(__("Take Out")).appendTo(line);
		button.on("click", () => {
			const taken = person.row in out;
			line.toggleClass("out", !taken).find("input").remove();
			button.text(taken ? __("Take Out") : __("Keep In"));
			if (taken) {
				delete out[person.row];
				return;
			}
			out[person.row] = "";
			$('<input type="text" maxlength="140">')
				.attr({ placeholder: __("Reason"), "aria-label": __("Reason") })
				.on("input", (event) => {
					out[person.row] = event.target.value;
				})
				.appendTo(line)
				.trigger("focus");
		});
		return line;
	}

	act(deed, card, who, method, more) {
		const back = method === "send_back";
		const done = back ? __("Sent back: {0}", [who]) : __("Checked as true: {0}", [who]);
		return this.send(
			card,
			CHECKING + method,
			{ doctype: deed.doctype, name: deed.name, ...more },
			done,
			back,
		);
	}

	async send(card, method, values, done, back) {
		const buttons = card.find("button").prop("disabled", true);
		try {
			await frappe.xcall(method, values);
		} catch (error) {
			buttons.prop("disabled", false);
			throw error;
		}
		card.replaceWith($(`<p class="cd-done ${back ? "back" : ""}" role="status"></p>`).text(done));
		this.left -= 1;
		this.tell();
	}
}
