// Two records of one person become one.

import { API, done_with } from "./dialog";

export function join_duplicate(frm) {
	grid_governance.asking.values(
		__("Join Duplicate Record"),
		[
			{
				fieldname: "kept",
				fieldtype: "Link",
				options: "Resident",
				label: __("The Record That Remains"),
				reqd: 1,
				get_query: () => ({ filters: { name: ["!=", frm.doc.name] } }),
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		async (values) => {
			const args = { duplicate: frm.doc.name, ...values };
			done_with(frm, (await frappe.xcall(`${API}join_duplicate`, args)).slip);
		},
		__("Handle"),
	);
}
