// From the form to the server and back: members, the act, the slip.

export const API = "grid_governance.api.registry.";

export const with_resident_meta = () =>
	new Promise((resolve) => frappe.model.with_doctype("Resident", resolve));

export const fetch_members = async (household) => {
	await with_resident_meta();
	const { members } = await frappe.xcall(`${API}get_members`, { household }, "GET");
	return members;
};

export const done_with = async (frm, slip) => {
	const { message } = await frappe.db.get_value("Life Event", slip, "points_note");
	const points = (message?.points_note || "").split("\n").map(frappe.utils.escape_html).join("<br>");
	frappe.msgprint({
		title: __("Done"),
		indicator: "green",
		message: `${__("The change is on the register.")}${points ? `<p style="margin-top: 8px">${points}</p>` : ""}`,
		primary_action: { label: __("Print Slip"), action: () => frappe.set_route("print", "Life Event", slip) },
	});
	frm.reload_doc();
};

export const open_dialog = (frm, { title, fields, method, values_of, size = "large" }) => {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		size,
		primary_action_label: __("Handle"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				const done = await frappe.xcall(API + method, values_of(values));
				dialog.hide();
				done_with(frm, done.slip);
			}),
	});
	dialog.show();
	return dialog;
};
