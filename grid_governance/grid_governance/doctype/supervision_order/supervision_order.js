// The steps of an order, each for whom it belongs to.

const STEPS = {
	"Reply To Order": {
		method: "reply",
		fields: () => [
			{ fieldname: "text", fieldtype: "Text", label: __("Text Of The Reply"), reqd: 1 },
			{ fieldname: "file", fieldtype: "Attach", label: __("Supporting Material") },
		],
	},
	"Strike Off": {
		method: "strike_off",
		fields: () => [
			{
				fieldname: "verification",
				fieldtype: "Small Text",
				label: __("How It Was Verified"),
				reqd: 1,
				description: __("How it was verified that the matter is done"),
			},
		],
	},
	"Reply Not Enough": {
		method: "not_enough",
		fields: () => [
			{ fieldname: "reason", fieldtype: "Small Text", label: __("What Is Still To Be Done"), reqd: 1 },
			{ fieldname: "due", fieldtype: "Date", label: __("Reply Due By") },
		],
	},
	"Withdraw Order": {
		method: "withdraw",
		fields: () => [{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
	},
};

frappe.ui.form.on("Supervision Order", {
	async refresh(frm) {
		if (frm.is_new()) return;
		frm.disable_save();
		const holder = frm.doc.__onload?.now_with;
		if (holder)
			frm.set_intro(
				__("The case has been handed on and is now with {0}, who may reply too.", [
					frappe.utils.escape_html(holder),
				]),
				"orange",
			);
		const still = grid_governance.asking.still(frm);
		const steps = await frappe.xcall("grid_governance.api.supervision.steps", { order: frm.doc.name }, "GET");
		if (!still()) return;
		steps.forEach((step, position) => {
			const next = !position && step !== "Withdraw Order";
			grid_governance.main_button(frm, __(step), () => take(frm, step), next);
		});
	},
});

async function take(frm, step) {
	const { method, fields } = STEPS[step];
	await grid_governance.asking.values(__(step), fields(), (values) =>
		frappe.xcall(`grid_governance.api.supervision.${method}`, { order: frm.doc.name, ...values }),
	);
	frm.reload_doc();
}
