// Standard phrases (常用语): offered with the case's own names and figures, put in by one click.

frappe.provide("grid_governance.phrases");

grid_governance.phrases.offered = (dispute_case, used_for, due) =>
	frappe.xcall("grid_governance.api.mediation.offered_phrases", { dispute_case, used_for, due });

// A dialog of phrases by use; put(phrase) is called for each that is clicked, the dialog stays open.
grid_governance.phrases.pick = async (dispute_case, used_for, put) => {
	const { phrases, may_add } = await grid_governance.phrases.offered(dispute_case, used_for);
	const dialog = new frappe.ui.Dialog({
		title: __("Standard Phrases"),
		size: "large",
		fields: [{ fieldname: "list", fieldtype: "HTML" }],
	});
	const list = dialog.get_field("list").$wrapper.empty();
	if (!phrases.length) list.append($("<p class='text-muted'>").text(__("No phrase is kept for this yet.")));
	for (const use of used_for) {
		const group = phrases.filter((phrase) => phrase.used_for === use);
		if (!group.length) continue;
		list.append($("<h6 class='mt-3 mb-2'>").text(__(use)));
		for (const phrase of group) {
			$("<button type='button' class='btn btn-default btn-block text-left mb-2 standard-phrase'>")
				.css("white-space", "normal")
				.append($("<b>").text(phrase.title), $("<div class='text-muted small'>").text(phrase.text))
				.on("click", function () {
					put(phrase);
					$(this).addClass("border-success").find("b").text(`✓ ${phrase.title}`);
				})
				.appendTo(list);
		}
	}
	if (may_add) {
		dialog.set_secondary_action_label(__("Keep An Own Phrase"));
		dialog.set_secondary_action(() => {
			dialog.hide();
			frappe.new_doc("Mediation Phrase");
		});
	}
	dialog.set_primary_action(__("Finish Choosing"), () => dialog.hide());
	dialog.show();
};

// Short buttons beside a field: one click, no dialog. Returns the element.
grid_governance.phrases.chips = (phrases, put) => {
	const line = $("<div class='phrase-chips mb-2'>").append(
		$("<span class='text-muted small mr-2'>").text(__("Standard Phrases")),
	);
	for (const phrase of phrases) {
		$("<button type='button' class='btn btn-xs btn-default mr-1 mb-1'>")
			.text(phrase.title)
			.attr("title", phrase.text)
			.on("click", () => put(phrase))
			.appendTo(line);
	}
	return line;
};

// The text of a form's field goes on with the phrase.
grid_governance.phrases.append = (frm, fieldname, text) =>
	frm.set_value(fieldname, [frm.doc[fieldname], text].filter(Boolean).join("\n"));
