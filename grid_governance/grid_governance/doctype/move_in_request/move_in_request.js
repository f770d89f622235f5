frappe.ui.form.on("Move-in Request", {
	refresh(frm) {
		frm.disable_save();
		// a grid's own name says nothing without its village
		for (const [field, place] of Object.entries(frm.doc.__onload?.places || {}))
			frm.get_field(field).set_description(frappe.utils.escape_html(place));
		if (frm.doc.status !== "Move Requested") return;
		if (frm.doc.__onload?.may_decide) {
			grid_governance.main_button(frm, __("Agree To Move"), () => answer(frm, { agree: true }));
			const reason = {
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason For Declining"),
				reqd: 1,
			};
			frm.add_custom_button(__("Decline Move"), () =>
				grid_governance.asking.values(__("Decline Move"), [reason], (values) =>
					answer(frm, { agree: false, ...values }),
				),
			);
		} else if (frm.doc.owner === frappe.session.user) {
			frm.add_custom_button(__("Withdraw Request"), async () => {
				await frappe.xcall("grid_governance.api.registry.withdraw_move_in", { request: frm.doc.name });
				frm.reload_doc();
			});
		}
	},
});

async function answer(frm, values) {
	frappe.dom.freeze(); // pressed twice it would be answered twice
	try {
		const asked = { request: frm.doc.name, ...values };
		await frappe.xcall("grid_governance.api.registry.answer_move_in", asked);
	} finally {
		frappe.dom.unfreeze();
	}
	frm.reload_doc();
}
