// The deed's subject follows from the book; a reason is asked for when a step needs one.

frappe.ui.form.on("Points Declaration", {
	setup(frm) {
		frm.set_query("book", () => ({ filters: { status: "In Use" } }));
		frm.set_query("item", () => ({
			query: "grid_governance.api.catalogue.item_query",
			filters: { book: frm.doc.book, grid_unit: frm.doc.grid_unit, deed_date: frm.doc.deed_date },
		}));
		frm.set_query("doer", () =>
			frm.doc.subject_doctype === "Household" ? { filters: { household: frm.doc.subject } } : {},
		);
	},
	refresh(frm) {
		frm.trigger("book");
		if (frm.doc.entry) {
			frm.add_custom_button(__("Points Account"), () =>
				frappe.set_route("Form", "Points Account", frm.doc.account),
			);
		}
	},
	async book(frm) {
		if (!frm.doc.book) return;
		const { message } = await frappe.db.get_value("Points Book", frm.doc.book, "subject_class");
		frm.subject_class = message.subject_class;
		if (frm.is_new())
			await frm.set_value("subject_doctype", grid_governance.deeds.SUBJECTS[frm.subject_class]);
	},
	async subject(frm) {
		const { subject, subject_doctype } = frm.doc;
		if (!subject || !subject_doctype) return;
		const { message } = await frappe.db.get_value(subject_doctype, subject, "grid_unit");
		if (frm.doc.subject === subject) await frm.set_value("grid_unit", message.grid_unit);
	},
	deed_date: (frm) => frm.trigger("item"),
	async item(frm) {
		const { item: chosen, book, grid_unit, deed_date, points } = frm.doc;
		if (!chosen) return;
		const { message: item } = await frappe.call("grid_governance.api.catalogue.item_figures", {
			item: chosen,
			book,
			grid_unit,
			deed_date,
		});
		if (frm.doc.item !== chosen) return;
		frm.doc.__counting = item.counting;
		frm.layout.refresh_dependency();
		frm.set_df_property("points", "read_only", item.counting !== "Between Limits");
		const typed_meanwhile = item.counting === "Between Limits" && frm.doc.points !== points;
		if (!typed_meanwhile)
			await frm.set_value("points", item.counting === "Fixed Points" ? item.points : null);
		if (item.counting === "By Level") {
			const levels = Object.entries(item.levels);
			frm.get_field("level").set_data(levels.map(([name]) => name));
			const worth = levels.map(([name, points]) => `${name} ${points}`);
			frm.set_df_property("level", "description", worth.join("，"));
			frm.levels = item.levels;
		}
		const note = item.campaign ? __("A campaign multiplies these points by {0}.", [item.multiplier]) : "";
		frm.set_df_property("points", "description", note);
		if (item.evidence_hint) frm.set_df_property("evidence", "description", item.evidence_hint);
	},
	level: (frm) => frm.levels && frm.set_value("points", frm.levels[frm.doc.level] || null),
	before_workflow_action: (frm) => grid_governance.deeds.ask_reason(frm),
});
