// The file of a case: its button on the case, the list of 13 slots with what is missing, blank forms, Word papers.

import { send_form } from "./sending";

frappe.provide("grid_governance");

const API = "grid_governance.api.case_file";
const ACCEPT = "image/*,.pdf,.doc,.docx,.wps,.xls,.xlsx,.et,.txt,.ofd,.mp3,.m4a,.wav,.amr,.mp4,.mov";
const STATES = {
	there: ["green", () => __("Is There")],
	excused: ["gray", () => __("Reason Given")],
	missing: ["red", () => __("Is Missing")],
	empty: ["gray", () => __("Nothing In It")],
};
const BEFORE_A_FILE = ["Registered", "Screening", "Settled On The Spot"];

frappe.ui.form.on("Dispute Case", {
	refresh(frm) {
		if (frm.is_new() || frm.doc.way_of_settlement !== "People's Mediation") return;
		if (BEFORE_A_FILE.includes(frm.doc.stage)) return;
		frm.add_custom_button(__("Case File"), () => grid_governance.open_case_file(frm.doc.name));
		if (frm.doc.stage === "Filed") {
			frm.disable_form();
			if (frappe.model.can_write("Case File")) {
				frm.add_custom_button(__("Reopen File"), () => grid_governance.reopen_file(frm));
			}
		}
	},
});

grid_governance.open_case_file = async (dispute_case) => {
	const name = await frappe.xcall(`${API}.open_case_file`, { dispute_case });
	frappe.set_route("Form", "Case File", name);
};

grid_governance.reopen_file = (frm, dispute_case = frm.doc.name) =>
	grid_governance.asking.values(
		__("Reopen File"),
		[
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason For Breaking The Seal"),
				reqd: 1,
				description: __(
					"Who reopened the file, when and why stays visible. The sealed volume stays as it is.",
				),
			},
		],
		async ({ reason }) => {
			await frappe.xcall(`${API}.reopen`, { dispute_case, reason });
			frm.reload_doc();
		},
	);

grid_governance.download_word = (frm) => {
	const query = new URLSearchParams({ doctype: frm.doctype, name: frm.doc.name });
	window.open(`/api/method/${API}.download_word?${query}`);
};

for (const doctype of ["Mediation Agreement", "Mediation Session"]) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (!frm.is_new()) {
				frm.page.add_menu_item(__("Download As Word"), () => grid_governance.download_word(frm));
			}
		},
	});
}

// One menu entry for all blank forms of mediation.
grid_governance.choose_blank_form = async () => {
	const papers = await frappe.xcall(`${API}.blank_papers`, {}, "GET");
	const dialog = new frappe.ui.Dialog({ title: __("Blank Forms Of Mediation") });
	const list = $('<div class="list-group"></div>').appendTo(dialog.body);
	for (const { value, label } of papers) {
		$('<a href="#" class="list-group-item list-group-item-action"></a>')
			.text(label)
			.on("click", (event) => {
				event.preventDefault();
				grid_governance.open_blank_form(value);
			})
			.appendTo(list);
	}
	dialog.show();
};

// ---------------------------------------------------------------- the 13 slots

grid_governance.show_slots = async (frm) => {
	const wrapper = frm.fields_dict.slots_view.$wrapper;
	const dispute_case = frm.doc.dispute_case;
	const still = grid_governance.asking.still(frm);
	const overview = await frappe.xcall(`${API}.get_slots`, { dispute_case }, "GET");
	if (!still()) return;
	const may_write = !overview.sealed && frappe.model.can_write("Case File");
	const context = { frm, dispute_case, overview, may_write };
	const table = $('<table class="table table-bordered case-file-slots"><tbody></tbody></table>');
	for (const slot of overview.slots) table.find("tbody").append(slot_row(context, slot));
	wrapper.empty().append(summary(overview), table);
	return overview;
};

function summary({ slots, complete, sealed }) {
	const missing = slots.filter((slot) => slot.state === "missing");
	const text = sealed
		? __("Filed and sealed.")
		: complete
			? __("Every paper that must be in the file is there.")
			: __("Still missing: {0}", [missing.map((slot) => __(slot.name)).join("、")]);
	return $('<p class="case-file-summary bold"></p>')
		.text(text)
		.toggleClass("text-danger", !complete && !sealed);
}

function slot_row(context, slot) {
	const [colour, label] = STATES[slot.state];
	const row = $("<tr></tr>").attr("data-slot", slot.number);
	const name = $('<td style="width: 30%"></td>').text(`${slot.number}. ${__(slot.name)}`);
	if (slot.must)
		name.append(` <span class="text-danger" title="${__("Must Be In The File")}">${__("(must)")}</span>`);
	const state = $(`<td style="width: 12%"><span class="indicator-pill ${colour}"></span></td>`);
	state.find("span").text(slot.drawn ? __("Drawn When Bound") : label());
	const papers = $("<td></td>");
	slot.papers.forEach((paper, place) => {
		papers.append(paper_line(context, slot, paper, place));
	});
	if (slot.reason) $('<div class="text-muted"></div>').text(slot.reason).appendTo(papers);
	if (slot.remedy) $('<div class="text-danger small"></div>').text(slot.remedy).appendTo(papers);
	if (context.may_write && !slot.drawn) papers.append(slot_buttons(context, slot));
	return row.append(name, papers, state);
}

function paper_line(context, slot, paper, place) {
	const line = $('<div class="d-flex align-items-center mb-1"></div>');
	const query = new URLSearchParams({ doctype: paper.doctype, name: paper.name, format: paper.paper });
	const href = paper.paper ? `/api/method/frappe.utils.print_format.download_pdf?${query}` : paper.url;
	$('<a target="_blank" rel="noopener" style="text-decoration: underline"></a>')
		.attr("href", href)
		.text(paper.title)
		.appendTo(line);
	const note = [
		paper.day,
		paper.paper ? __("printed from the record") : "",
		paper.bound ? "" : __("kept beside the file"),
	];
	$('<span class="text-muted small ml-2"></span>').text(note.filter(Boolean).join(" · ")).appendTo(line);
	if (!context.may_write) return line;
	if (place) action(line, __("Up"), () => move_up(context, slot, place));
	if (!paper.paper) action(line, __("Take Out Of File"), () => take_out(context, paper));
	return line;
}

function slot_buttons(context, slot) {
	const { frm, dispute_case } = context;
	const bar = $('<div class="mt-1"></div>');
	const upload = button(__("Upload"), () => choose_files(context, slot), slot.state === "missing");
	upload.attr("data-action", "upload").appendTo(bar);
	if (slot.button !== "Upload" && slot.state === "missing") {
		button(__("Open Case"), () => frappe.set_route("Form", "Dispute Case", dispute_case)).appendTo(bar);
	}
	if (slot.excusable && !slot.papers.length) {
		button(__("Give Reason"), () =>
			grid_governance.asking.values(
				__(slot.name),
				[
					{
						fieldname: "reason",
						fieldtype: "Small Text",
						label: __("Why It Is Not There"),
						default: slot.reason,
					},
				],
				async ({ reason }) => {
					await frappe.xcall(`${API}.excuse_slot`, { dispute_case, slot: slot.name, reason: reason || "" });
					await frm.reload_doc();
				},
				__("Save"),
			),
		).appendTo(bar);
	}
	return bar;
}

const button = (label, run, primary = false) =>
	$(`<button class="btn btn-xs mr-2 ${primary ? "btn-primary" : "btn-default"}"></button>`)
		.text(label)
		.on("click", grid_governance.on_press(run));

const action = (line, label, run) =>
	$('<button class="btn btn-xs btn-link"></button>')
		.text(label)
		.on("click", grid_governance.on_press(run))
		.appendTo(line);

async function move_up(context, slot, place) {
	const handles = slot.papers.map((paper) => paper.handle);
	[handles[place - 1], handles[place]] = [handles[place], handles[place - 1]];
	const all = context.overview.slots.flatMap((other) =>
		other === slot ? handles : other.papers.map((paper) => paper.handle),
	);
	await frappe.xcall(`${API}.order_papers`, { dispute_case: context.dispute_case, handles: all });
	await context.frm.reload_doc();
}

function take_out(context, paper) {
	grid_governance.asking.sure(
		__("Take “{0}” out of the file?", [frappe.utils.escape_html(paper.title)]),
		async () => {
			await frappe.xcall("frappe.client.delete", { doctype: "File", name: paper.name });
			await context.frm.reload_doc();
		},
	);
}

function choose_files(context, slot) {
	const input = $(`<input type="file" multiple class="hidden" accept="${ACCEPT}">`).appendTo("body");
	input.on("change", async () => {
		const refused = [];
		frappe.dom.freeze(__("Uploading"));
		for (const file of input[0].files) {
			const problem = await send(context.dispute_case, slot.name, file);
			if (problem) refused.push(problem);
		}
		frappe.dom.unfreeze();
		input.remove();
		// What came through stays; what did not is named.
		if (refused.length)
			frappe.msgprint({ title: __("Not A File Of A Case"), message: refused.join("<br>"), indicator: "red" });
		await context.frm.reload_doc();
	});
	input.trigger("click");
}

// Null when the file was taken, else what is wrong with it (HTML, escaped by the server).
async function send(dispute_case, slot, file) {
	const form = new FormData();
	form.append("dispute_case", dispute_case);
	form.append("slot", slot);
	form.append("file", file, file.name);
	const answer = await send_form(`${API}.add_paper`, form).catch(() => null);
	if (answer?.ok) return null;
	const name = frappe.utils.escape_html(file.name);
	if (answer?.status === 413) return __("“{0}” is too large for this server.", [name]);
	const messages = (answer?.told || []).map((one) => one.message);
	return messages.join("<br>") || __("“{0}” could not be uploaded. Please try again.", [name]);
}
