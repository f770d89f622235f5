// Deeds that look like the same one (same item and person, a day before or after) are shown before saving. Once
// somebody has looked at them and said yes, the same question is not asked again.

const deeds_of = {
	"Points Declaration": ({ subject, doer, item }) => [{ subject, doer, item }],
	"Points Batch": (doc) =>
		doc.kind === "Appraisal Round"
			? []
			: (doc.people || []).map(({ subject, doer }) => ({ subject, doer, item: doc.item })),
};

async function ask(frm) {
	const { book, deed_date, stage, name } = frm.doc;
	if (!book || !deed_date || ![undefined, "Draft", "Sent Back"].includes(stage)) return;
	const people = deeds_of[frm.doctype](frm.doc).filter((row) => row.subject && row.item);
	const asked = JSON.stringify([book, deed_date, people]);
	if (!people.length || frm.similar_accepted === asked) return;
	const found = await frappe.xcall("grid_governance.api.batches.similar_deeds", {
		book,
		deed_date,
		people: JSON.stringify(people),
		doctype: frm.doctype,
		name: frm.is_new() ? null : name,
	});
	if (found.length) {
		const lines = found.map((words) => `<li>${frappe.utils.escape_html(words)}</li>`).join("");
		const question = `${__("Much the same is recorded a day before or after:")}<ul>${lines}</ul>${__("Is this another deed? Save it?")}`;
		const yes = await new Promise((resolve) =>
			frappe.confirm(
				question,
				() => resolve(true),
				() => resolve(false),
			),
		);
		if (!yes) {
			frappe.validated = false;
			return;
		}
	}
	frm.similar_accepted = asked;
}

for (const doctype of Object.keys(deeds_of)) frappe.ui.form.on(doctype, { before_save: ask });
