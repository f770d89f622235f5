// Who sits at a governance centre this week: one row a day, who is on call below. From the desk and from the list.

frappe.provide("grid_governance.handover");

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

grid_governance.handover.show_week = async () => {
	const centres = await frappe.db.get_list("Governance Centre", {
		filters: { status: "Centre Open" },
		fields: ["name as value", "centre_name as label"],
		order_by: "grid_unit",
		limit: 500,
	});
	if (!centres.length) return frappe.msgprint(__("No governance centre is registered here yet."));
	const dialog = new frappe.ui.Dialog({
		title: __("Who Is Here This Week"),
		size: "large",
		fields: [
			{
				fieldname: "centre",
				fieldtype: "Select",
				label: __("Governance Centre"),
				options: centres,
				default: centres[0].value,
				onchange: () => draw(dialog),
			},
			{
				fieldname: "day",
				fieldtype: "Date",
				label: __("Week Of"),
				default: "Today",
				onchange: () => draw(dialog),
			},
			{ fieldname: "week", fieldtype: "HTML" },
		],
	});
	dialog.show();
	draw(dialog);
};

async function draw(dialog) {
	const { centre, day } = dialog.get_values(true);
	if (!centre) return;
	const week = await frappe.xcall("grid_governance.api.dispatch.week", { centre, day }, "GET");
	const shown = dialog.get_values(true);
	if (shown.centre !== centre || shown.day !== day) return;
	const table = $("<table class='table table-bordered gg-week'></table>");
	for (const { date, weekday, there } of week.days) {
		row(table, `${__(WEEKDAYS[weekday])} ${frappe.datetime.str_to_user(date)}`, there);
	}
	row(table, __("On Call"), week.on_call);
	dialog.fields_dict.week.$wrapper.empty().append(table);
}

function row(table, label, people) {
	const line = $("<tr></tr>").appendTo(table);
	$("<th style='width: 30%'></th>").text(label).appendTo(line);
	const cell = $("<td></td>").appendTo(line);
	if (!people.length) cell.addClass("text-muted").text("–");
	for (const one of people) {
		$("<div></div>")
			.append($("<a></a>").attr("href", `/app/duty-roster/${one.name}`).text(one.label))
			.append(
				$("<span class='text-muted'></span>").text(` ${[one.window, one.phone].filter(Boolean).join(" ")}`),
			)
			.appendTo(cell);
	}
}
