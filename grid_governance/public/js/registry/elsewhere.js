import { API } from "./dialog";
import { relations, select } from "./fields";

// Somebody else's number was typed: move within reach, ask where it is out of reach.
export function known_elsewhere(frm, kind, number, known) {
	if (known.visible) {
		return frappe.msgprint({
			title: __("Registered Already"),
			indicator: "orange",
			message: __(
				"{0} is registered at {1}.",
				[known.resident_name, known.address].map(frappe.utils.escape_html),
			),
			primary_action: {
				label: __("Open Record"),
				action: () => frappe.set_route("Form", "Resident", known.resident),
			},
		});
	}
	const dialog = new frappe.ui.Dialog({
		title: __("Move-in Request"),
		fields: [
			{
				fieldname: "told",
				fieldtype: "HTML",
				options: `<p>${__(
					"Registered in {0} as {1}. The staff there agree or decline.",
					[known.unit_name, known.resident_name].map(frappe.utils.escape_html),
				)}</p>`,
			},
			{
				fieldname: "relation_to_head",
				fieldtype: "Select",
				label: __("Relation To Head"),
				reqd: 1,
				options: select(relations()),
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		primary_action_label: __("Send Request"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				const name = await frappe.xcall(`${API}request_move_in`, {
					household: frm.doc.household,
					identity_kind: kind,
					identity_number: number,
					...values,
				});
				dialog.hide();
				frappe.set_route("Form", "Move-in Request", name);
			}),
	});
	dialog.show();
}
