// Household: its members on one glance, the acts of the register behind one button.

const acts = grid_governance.registry;

frappe.ui.form.on("Household", {
	async refresh(frm) {
		frm.set_df_property("members_html", "hidden", frm.is_new());
		if (frm.is_new()) return;
		const still = grid_governance.asking.still(frm);
		await show_members(frm, still);
		if (!still() || !frm.perm[0]?.write || frm.doc.status !== "On Register") return;
		grid_governance.main_button(frm, __("Add Resident"), () => add_resident(frm), !frm.doc.head);
		if (frappe.model.can_create("Visit Log")) {
			frm.add_custom_button(__("Record Visit"), () =>
				frappe.new_doc("Visit Log", { household: frm.doc.name }),
			);
		}
		if (!frm.doc.head) return;
		const handle = __("Handle");
		frm.add_custom_button(__("Household Split"), () => acts.split(frm), handle);
		frm.add_custom_button(__("Household Merger"), () => acts.merge(frm), handle);
		frm.add_custom_button(__("Change Of Head"), () => acts.change_head(frm), handle);
		frm.add_custom_button(__("Change Of Residence"), () => acts.move(frm, frm.doc.name), handle);
		frm.add_custom_button(__("Register Birth"), () => acts.birth(frm), handle);
	},
});

function add_resident(frm) {
	const values = { household: frm.doc.name };
	if (!frm.doc.head) values.relation_to_head = "Head Of Household";
	frappe.new_doc("Resident", values);
}

async function show_members(frm, still) {
	const esc = frappe.utils.escape_html;
	const { members, gone } = await frappe.xcall(
		"grid_governance.api.registry.get_members",
		{ household: frm.doc.name },
		"GET",
	);
	if (!still()) return;
	const row = (m) => `<tr>
		<td><a href="/app/resident/${encodeURIComponent(m.name)}">${esc(m.resident_name)}</a></td>
		<td>${__(m.relation_to_head)}</td><td>${__(m.sex || "")}</td>
		<td>${m.birth_date ? frappe.datetime.str_to_user(m.birth_date) : ""}</td>
		<td>${__(m.status)}</td><td>${esc(m.phone || "")}</td></tr>`;
	const labels = ["Full Name", "Relation To Head", "Sex", "Birth Date", "Residence State", "Phone"];
	const html = members.length
		? `<table class="table table-bordered table-sm">
			<thead><tr>${labels.map((label) => `<th>${__(label)}</th>`).join("")}</tr></thead>
			<tbody>${members.map(row).join("")}</tbody></table>`
		: `<p class="text-muted">${
				frm.doc.status === "Off Register"
					? __("Off the register: the life events say where everybody went.")
					: __("Nobody is registered here yet.")
			}</p>`;
	const left = gone.length
		? `<p class="text-muted">${__("Formerly here")}：${gone.map((m) => `${esc(m.resident_name)}（${__(m.status)}）`).join("、")}</p>`
		: "";
	frm.fields_dict.members_html.$wrapper.html(html + left);
}
