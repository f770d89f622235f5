import { API } from "./dialog";
import { HEAD, people_field, persons_of } from "./fields";

// New head first; everybody's relation is suggested and stays open where a person must say.
export function ask_new_head(household, members, leaving, { title, fields, handle }) {
	const candidates = members.filter((m) => !leaving.includes(m.name) && m.relation_to_head !== HEAD);
	const dialog = new frappe.ui.Dialog({
		title,
		size: "large",
		fields: [
			{
				fieldname: "new_head",
				fieldtype: "Select",
				label: __("New Head"),
				reqd: 1,
				options: candidates.map((m) => ({ value: m.name, label: m.resident_name })),
				async onchange() {
					const new_head = dialog.get_value("new_head");
					if (!new_head) return;
					const rows = await frappe.xcall(
						`${API}suggest_relations`,
						{ household, new_head, without: JSON.stringify(leaving) },
						"GET",
					);
					if (dialog.get_value("new_head") !== new_head) return;
					const grid = dialog.fields_dict.people.grid;
					dialog.fields_dict.people.df.data = rows.map((row) => ({
						...row,
						resident: row.name,
						name: undefined,
					}));
					grid.df.data = dialog.fields_dict.people.df.data;
					grid.refresh();
				},
			},
			people_field([], { label: __("Relation To The New Head") }),
			...fields,
		],
		primary_action_label: __("Handle"),
		primary_action: (values) =>
			grid_governance.asking.once(dialog, async () => {
				await handle(persons_of(values.people || []), values);
				dialog.hide();
			}),
	});
	dialog.show();
}
