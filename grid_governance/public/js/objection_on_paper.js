// The dialog in which a clerk enters an objection that came on paper.

import { as_text } from "./pictures";

frappe.provide("grid_governance");

const SHOWN = 20;

grid_governance.objection_on_paper = async (frm) => {
	const points = frm.doc.kind === "Points";
	const dialog = new frappe.ui.Dialog({
		title: __("Enter Objection On Paper"),
		size: "large",
		fields: [
			{
				fieldname: "objector_name",
				fieldtype: "Data",
				label: __("Objector"),
				reqd: 1,
			},
			{ fieldname: "phone", fieldtype: "Data", label: __("Phone") },
			{ fieldtype: "Column Break" },
			{
				fieldname: "for_another",
				fieldtype: "Check",
				label: __("Raised For Another By An Agent"),
			},
			{
				fieldname: "agent_name",
				fieldtype: "Data",
				label: __("Agent"),
				depends_on: "for_another",
				mandatory_depends_on: "for_another",
			},
			{
				fieldname: "agent_authority",
				fieldtype: "Data",
				label: __("Authority Of The Agent"),
				depends_on: "for_another",
				mandatory_depends_on: "for_another",
			},
			{ fieldtype: "Section Break" },
			{
				fieldname: "facts",
				fieldtype: "Small Text",
				label: __("Facts And Reasons"),
				reqd: 1,
			},
			{ fieldname: "paper", fieldtype: "HTML" },
			{
				fieldname: "search",
				fieldtype: "Data",
				label: __("Find A Name"),
				description: __("Type a name, then tick the rows"),
				hidden: !points,
			},
			{
				fieldname: "rows",
				fieldtype: "MultiCheck",
				label: __("Rows Objected To"),
				columns: 2,
				hidden: !points,
				options: [],
			},
		],
		primary_action_label: __("Hand In"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				await frappe.xcall("grid_governance.api.notices.object_on_paper", {
					...values,
					search: undefined,
					rows: [...chosen.keys()],
					photos: await read_photos(dialog),
					notice: frm.doc.name,
				});
				dialog.hide();
				await frm.reload_doc();
				frappe.show_alert({
					message: __("The objection went to its handlers. Only they see who objects."),
					indicator: "green",
				});
			}),
	});
	const chosen = new Map(); // row → its label
	const field = dialog.get_field("rows");
	const label = (row) => `${row.position}　${row.name ?? __("(not published)")}　${row.item}　${row.points}`;
	const sought = () => (dialog.get_value("search") || "").trim();
	const offer = async () => {
		const find = sought();
		const found = await frappe.xcall("grid_governance.api.notices.board", {
			notice: frm.doc.name,
			page_length: SHOWN,
			find,
		});
		if (find !== sought()) return;
		const open = found.filter((row) => ["On Notice", "Under Objection"].includes(row.status));
		const offered = new Map([...chosen, ...open.map((row) => [row.row, label(row)])]);
		field.df.options = [...offered].map(([value, text]) => ({
			label: text,
			value,
			checked: chosen.has(value),
		}));
		field.refresh();
	};
	field.df.on_change = () => {
		const ticked = new Set(field.get_value() || []);
		for (const { value, label } of field.df.options) {
			if (ticked.has(value)) chosen.set(value, label);
			else chosen.delete(value);
		}
	};
	dialog.fields_dict.search.df.onchange = offer;
	dialog.fields_dict.paper.$wrapper.html(
		`<label class="control-label">${__("Photos Of The Paper")}</label><input type="file" accept="image/*" multiple>`,
	);
	dialog.show();
	if (points) offer();
};

const read_photos = (dialog) =>
	Promise.all([...dialog.fields_dict.paper.$wrapper.find("input")[0].files].map(as_text));
