// 积分评议会: who is there, what waits, what was decided; three clicks for a village's sixty rows.

const API = "grid_governance.api.appraisal.";

frappe.ui.form.on("Appraisal Meeting", {
	setup(frm) {
		frm.can_make_methods = { "Points Declaration": () => false, "Points Batch": () => false };
		frm.set_query("book", () => ({ filters: { approving_body: "Appraisal Meeting" } }));
	},
	onload(frm) {
		if (!frm.is_new() || frm.doc.meeting_name) return;
		const month = frappe.datetime.get_today().slice(5, 7);
		frm.set_value("meeting_name", __("Appraisal meeting of month {0}", [Number(month)]));
	},
	refresh(frm) {
		const preparing = frm.doc.status === "Being Prepared";
		frm.set_df_property("rows", "cannot_add_rows", true);
		for (const field of ["chaired_by", "recorded_by"]) {
			frm.get_field(field).set_data((frm.doc.members || []).map((row) => row.member_name).filter(Boolean));
		}
		if (!preparing && !frm.is_new()) frm.disable_form();
		if (frm.doc.status === "Being Concluded") {
			frm.add_custom_button(__("Continue Concluding"), () => act(frm, "continue_concluding"));
		}
		if (!frm.is_new() && frm.doc.rows?.length) {
			const format = preparing ? "Appraisal Voting List" : "Appraisal Minutes";
			frm.add_custom_button(__(format), () => grid_governance.open_paper(frm, format));
		}
		if (!preparing || frm.is_new()) return;
		frm.add_custom_button(__("Add Members"), () => add_members(frm));
		frm.add_custom_button(__("All Are Present"), () => all_present(frm));
		frm.add_custom_button(__("Draw Deeds"), () => draw(frm));
		frm.add_custom_button(__("Call Off The Meeting"), () => call_off(frm));
		if (frm.doc.rows?.length) {
			grid_governance.main_button(frm, __("Conclude The Meeting"), () => conclude(frm));
		}
		const missing = frm.doc.needed_count - frm.doc.present_count;
		if (missing > 0) {
			frm.dashboard.set_headline_alert(
				__("{0} are due, {1} present; {2} are needed.", [
					frm.doc.due_count,
					frm.doc.present_count,
					frm.doc.needed_count,
				]),
				"orange",
			);
		}
	},
});

frappe.ui.form.on("Appraisal Meeting Row", {
	result(_frm, doctype, name) {
		const row = locals[doctype][name];
		if (row.result === "Points Changed" && !row.points_after) {
			frappe.model.set_value(doctype, name, "points_after", row.points);
		}
	},
});

async function act(frm, method, more = {}) {
	await grid_governance.asking.save(frm);
	const answer = await frappe.xcall(API + method, { meeting: frm.doc.name, ...more });
	await frm.reload_doc();
	return answer;
}

async function draw(frm) {
	if (!(await grid_governance.asking.saved_first(frm))) return;
	const { drawn, waiting } = await act(frm, "draw_deeds");
	if (!drawn && !frm.doc.rows.length) {
		const books = __("A meeting decides about books that are endorsed by an appraisal meeting.");
		frappe.msgprint(`${__("No checked deed waits for a meeting here.")}${books}`);
		return;
	}
	const text = waiting
		? __("{0} deeds drawn, {1} wait for another meeting.", [drawn, waiting])
		: __("{0} deeds drawn.", [drawn]);
	frappe.show_alert({ message: text, indicator: drawn ? "green" : "blue" });
}

async function all_present(frm) {
	for (const row of frm.doc.members || []) frappe.model.set_value(row.doctype, row.name, "present", 1);
	frm.refresh_field("members");
	await frm.save();
}

async function add_members(frm) {
	const found = await frappe.xcall(`${API}candidates`, { grid_unit: frm.doc.grid_unit }, "GET");
	const known = new Set((frm.doc.members || []).map((row) => row.worker));
	const left = found.filter((row) => !known.has(row.worker));
	if (!left.length) {
		frappe.show_alert({ message: __("All of the team are listed. Others are typed into the table.") });
		return;
	}
	grid_governance.asking.values(
		__("Add Members"),
		[
			{
				fieldname: "members",
				fieldtype: "MultiCheck",
				label: __("Members Due"),
				columns: 2,
				options: left.map((row) => ({
					label: `${row.member_name}（${row.capacity}）`,
					value: row.worker,
					checked: row.due,
				})),
			},
		],
		({ members }) => {
			for (const row of left.filter((row) => (members || []).includes(row.worker))) {
				frm.add_child("members", {
					worker: row.worker,
					member_name: row.member_name,
					capacity: row.capacity,
				});
			}
			frm.refresh_field("members");
			frm.dirty();
		},
		__("Add"),
	);
}

function call_off(frm) {
	grid_governance.asking.values(
		__("Call Off The Meeting"),
		[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
		({ reason }) => act(frm, "call_off", { reason }),
	);
}

async function conclude(frm) {
	if (!(await grid_governance.asking.saved_first(frm))) return;
	const counts = {};
	for (const row of frm.doc.rows) counts[row.result] = (counts[row.result] || 0) + 1;
	const lines = Object.entries(counts).map(([result, count]) => `${__(result)}：${count}`);
	grid_governance.asking.sure(
		`${__("After this nothing can be changed any more.")}<br><br>${lines.join("<br>")}`,
		async () => {
			const { status, outcome } = await act(frm, "conclude");
			frappe.show_alert({
				message: outcome || __("Concluding goes on in the background."),
				indicator: status === "Meeting Concluded" ? "green" : "blue",
			});
		},
	);
}
