// Many people by a few clicks: all of a unit or group, ticked off; who did not come is taken out with a reason.

const OF_PERSONS = {
	points: "Points For Each",
	people_count: "Persons To Be Counted",
	counted_count: "Persons Counted",
	refused_count: "Persons Not Counted",
};
const OF_HOUSEHOLDS = {
	points: "Points For Each Household",
	people_count: "Households To Be Counted",
	counted_count: "Households Counted",
	refused_count: "Households Not Counted",
};

frappe.ui.form.on("Points Batch", {
	setup(frm) {
		frm.set_query("book", () => ({ filters: { status: "In Use" } }));
		frm.set_query("item", () => ({
			query: "grid_governance.api.catalogue.item_query",
			filters: { book: frm.doc.book, grid_unit: frm.doc.grid_unit, deed_date: frm.doc.deed_date },
		}));
	},
	refresh(frm) {
		frm.trigger("book");
		if (!frm.is_new()) for (const field of ["level", "points"]) frm.toggle_display(field, !!frm.doc[field]);
		const open = ["Draft", "Sent Back"].includes(frm.doc.stage);
		if (frm.doc.kind === "Appraisal Round") show_round(frm);
		else if (open || frm.is_new()) {
			frm.add_custom_button(__("Add People"), () => add_people(frm));
			frm.add_custom_button(__("From A List"), () => from_list(frm));
		}
		if (frm.doc.kind === "Activity" && ["Awaiting Check", "Checked"].includes(frm.doc.stage)) {
			frm.add_custom_button(__("Take Out"), () => take_out(frm));
		}
		if (["Awaiting Check", "Checked"].includes(frm.doc.stage)) leave_to_others(frm);
		if (frm.doc.stage === "Endorsed") {
			frm.add_custom_button(__("Continue Crediting"), () =>
				frappe
					.call("grid_governance.api.points.continue_batch", { batch: frm.doc.name })
					.then(() =>
						frappe.show_alert({ message: __("Crediting goes on in the background."), indicator: "blue" }),
					),
			);
		}
	},
	async book(frm) {
		if (!frm.doc.book) return;
		const { message } = await frappe.db.get_value("Points Book", frm.doc.book, "subject_class");
		frm.by_household = message.subject_class === "Family Class";
		const words = frm.by_household ? OF_HOUSEHOLDS : OF_PERSONS;
		for (const [field, label] of Object.entries(words)) frm.set_df_property(field, "label", __(label));
	},
	deed_date: (frm) => frm.trigger("item"), // the rules of that day
	async item(frm) {
		const { item, book, grid_unit, deed_date } = frm.doc;
		if (!item || !book || !grid_unit) return;
		const { message } = await frappe.call("grid_governance.api.catalogue.item_figures", {
			item,
			book,
			grid_unit,
			deed_date,
		});
		if (frm.doc.item !== item || frm.doc.grid_unit !== grid_unit) return; // chosen anew meanwhile
		const levels = Object.entries(message.levels);
		frm.set_df_property("level", "hidden", !levels.length);
		frm.get_field("level").set_data(levels.map(([name]) => name));
		frm.set_df_property(
			"level",
			"description",
			levels.map(([name, points]) => `${name} ${points}`).join("，"),
		);
		const between = message.counting === "Between Limits";
		frm.set_df_property("points", "hidden", !between);
		let each = "";
		if (message.counting === "Fixed Points") {
			each = frm.by_household
				? __("{0} points for each household", [message.points])
				: __("{0} points for each", [message.points]);
		}
		const note = message.campaign
			? __("A campaign multiplies these points by {0}.", [message.multiplier])
			: "";
		frm.set_df_property("item", "description", [each, note].filter(Boolean).join("，"));
		if (!between && frm.doc.points) await frm.set_value("points", 0);
		if (levels.length === 0) await frm.set_value("level", null);
	},
	before_workflow_action: (frm) => grid_governance.deeds.ask_reason(frm),
});

// Rows of the own household (and of village staff) are signed by another person; the others need not wait for that.
async function leave_to_others(frm) {
	frm.set_intro("");
	if (!frm.perm[0]?.write || frm.doc.entered_by === frappe.session.user) return;
	const args = { batch: frm.doc.name };
	const still = grid_governance.asking.still(frm);
	const names = await frappe.xcall("grid_governance.api.checking.rows_for_others", args);
	if (!names.length || !still()) return;
	const shown = names.slice(0, 5).map(frappe.utils.escape_html).join("、");
	frm.set_intro(
		__(
			"{0} and others, {1} in all: these rows are not yours to sign. Leave them to another person, and go on.",
			[shown, names.length],
		),
		"orange",
	);
	grid_governance.main_button(frm, __("Leave These Rows To Another"), async () => {
		const left = await frappe.xcall("grid_governance.api.checking.leave_to_others", args);
		await frm.reload_doc();
		frappe.show_alert({
			message: __("{0} rows went into a batch of their own, which another person signs.", [left.rows]),
			indicator: "green",
		});
	});
}

// A round is typed in on its own page; the form shows what it comes to.
function show_round(frm) {
	frm.set_df_property("round_items", "hidden", 1);
	grid_governance.main_button(frm, __("Round Sheet"), () => frappe.set_route("points-round", frm.doc.name));
	const text = (value) => frappe.utils.escape_html(String(value ?? ""));
	const rows = (frm.doc.__onload?.round || []).map(
		(row) => `<tr><td>${text(row.label)}</td><td class="text-right">${row.households}</td>
			<td class="text-right">${row.points}</td><td class="text-right">${row.not_counted}</td>
			<td class="text-right">${row.taken_out}</td></tr>`,
	);
	const head = ["Points Item", "Households", "Points", "Not Counted", "Taken Out"].map((word) => __(word));
	frm.get_field("round_html").$wrapper.html(`<table class="table table-bordered"><thead><tr>
		${head.map((word, at) => `<th class="${at ? "text-right" : ""}">${word}</th>`).join("")}</tr></thead>
		<tbody>${rows.join("")}</tbody></table>`);
}

function from_list(frm) {
	const { book, grid_unit, people = [] } = frm.doc;
	if (!book || !grid_unit) frappe.throw(__("Please choose the book and the grid unit first."));
	const taken = people.filter((row) => row.subject).map(({ subject, doer }) => ({ subject, doer }));
	frappe.require("points_list.bundle.js", () =>
		grid_governance.from_list({ book, grid_unit, taken }, (rows) => {
			for (const { subject, doer, label, points } of rows) {
				const [subject_name, ...address] = label.split(" ");
				frm.add_child("people", { subject, doer, points, subject_name, address: address.join(" ") });
			}
			frm.refresh_field("people");
		}),
	);
}

function add_people(frm) {
	if (!frm.doc.book || !frm.doc.grid_unit) {
		frappe.throw(__("Please choose the book and the grid unit first."));
	}
	const dialog = new frappe.ui.Dialog({
		title: __("Add People"),
		size: "large",
		fields: [
			{
				fieldname: "grid_unit",
				fieldtype: "Link",
				options: "Grid Unit",
				label: __("Grid Unit"),
				default: frm.doc.grid_unit,
			},
			{ fieldtype: "Column Break" },
			{ fieldname: "villagers_group", fieldtype: "Data", label: __("Villagers' Group") },
			{ fieldtype: "Section Break" },
			{
				fieldname: "people",
				fieldtype: "MultiCheck",
				label: __("People"),
				columns: 3,
				select_all: true,
				options: [],
			},
		],
		primary_action_label: __("Add"),
		primary_action() {
			const known = new Set((frm.doc.people || []).map((row) => row.subject));
			for (const subject of dialog.get_value("people") || []) {
				if (!known.has(subject)) frm.add_child("people", { subject, ...shown_as[subject] });
			}
			frm.refresh_field("people");
			dialog.hide();
		},
	});
	let shown_as = {};
	let shown;
	const load = async () => {
		const { grid_unit, villagers_group } = dialog.get_values(true);
		const asked = JSON.stringify([grid_unit, villagers_group]);
		if (asked === shown) return; // leaving a field is no change: the ticks stay
		shown = asked;
		const { message } = await frappe.call("grid_governance.api.points.people_of", {
			book: frm.doc.book,
			grid_unit: grid_unit || frm.doc.grid_unit,
			villagers_group,
		});
		if (asked !== shown) return; // another unit or group was asked for meanwhile
		shown_as = Object.fromEntries(
			message.map((row) => [row.name, { subject_name: row.subject_name, address: row.detail }]),
		);
		const field = dialog.get_field("people");
		field.df.options = message.map((row) => ({
			label: `${row.subject_name || ""} ${row.detail || ""}`,
			value: row.name,
		}));
		field.refresh();
		narrow();
	};
	const narrow = grid_governance.deeds.add_search(dialog.get_field("people"));
	dialog.fields_dict.grid_unit.df.onchange = load;
	dialog.fields_dict.villagers_group.df.onchange = load;
	dialog.show();
	load();
}

function take_out(frm) {
	const rows = frm.doc.people.filter((row) => row.status === "To Be Counted");
	grid_governance.asking.values(
		__("Take Out"),
		[
			{
				fieldname: "people",
				fieldtype: "MultiCheck",
				label: __("People"),
				columns: 3,
				options: rows.map((row) => ({
					label: `${row.subject_name} ${row.address || ""}`,
					value: row.name,
				})),
			},
			{ fieldname: "reason", fieldtype: "Data", label: __("Reason"), reqd: 1 },
		],
		({ people, reason }) => {
			for (const row of rows.filter((row) => (people || []).includes(row.name))) {
				frappe.model.set_value(row.doctype, row.name, { status: "Taken Out", reason });
			}
			return frm.save();
		},
	);
}
