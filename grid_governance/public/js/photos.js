// Photos of a deed: up to nine at once, shrunk here before they travel; their first bytes go along, since time and
// place stand there. What cannot be shrunk goes as it is.

import { smaller } from "./pictures";
import { send_form } from "./sending";

// Where the photos of a record hang, and while what they may be added.
const TABLES = {
	"Points Declaration": "evidence",
	"Points Batch": "evidence",
	"Appraisal Meeting": "minutes",
};
const OPEN = ["Draft", "Sent Back", "Being Prepared", undefined];
const MOST = 9;
const HEAD = 262144;

async function shrunk(file) {
	try {
		const small = await smaller(file);
		return small.size < file.size ? small : file;
	} catch {
		return file; // no picture that this browser can draw: the server says what it thinks of it
	}
}

async function send(frm, file) {
	const form = new FormData();
	form.append("doctype", frm.doctype);
	if (!frm.is_new()) form.append("docname", frm.doc.name);
	form.append("file", await shrunk(file), file.name);
	form.append("head", file.slice(0, HEAD), "head");
	const { ok, message, told } = await send_form("grid_governance.api.evidence.add_photo", form);
	if (ok) return message;
	throw new Error(told[0]?.message || __("The photo was not taken over. Please try again."));
}

// One photo of the record on screen; resolves with {file_url, taken_on, place}.
frappe.provide("grid_governance");
grid_governance.send_photo = send;

async function add(frm, input) {
	const files = [...input.files];
	input.value = "";
	if (files.length > MOST) {
		frappe.msgprint(__("At most {0} photos at once. The first {0} are taken.", [MOST]));
	}
	frappe.dom.freeze(__("Photos are being taken over …"));
	try {
		for (const file of files.slice(0, MOST)) {
			const { file_url, taken_on, place } = await send(frm, file);
			frm.add_child(TABLES[frm.doctype], { file: file_url, taken_on, place });
		}
	} catch (error) {
		frappe.msgprint({
			title: __("Photo"),
			message: frappe.utils.escape_html(error.message),
			indicator: "red",
		});
	} finally {
		frappe.dom.unfreeze();
		frm.refresh_field(TABLES[frm.doctype]);
		show(frm);
		frm.dirty();
	}
}

// Every picture with its time and place, large enough to see what it shows.
function show(frm) {
	const field = frm.get_field(TABLES[frm.doctype]);
	field.$wrapper.find(".gg-gallery").remove();
	const text = (value) => frappe.utils.escape_html(String(value ?? ""));
	const pictures = (frm.doc[TABLES[frm.doctype]] || []).filter(
		(row) => row.file && frappe.utils.is_image_file(row.file),
	);
	const shown = pictures.map((row) => {
		const url = encodeURI(row.file).replace(/'/g, "%27");
		const when = row.taken_on ? frappe.datetime.str_to_user(row.taken_on) : __("No time in the photo");
		return `<a href="${url}" target="_blank" rel="noopener" style="width: 132px">
			<img src="${url}" alt="${text(row.note || __("Photo"))}" loading="lazy" style="width: 132px; height: 99px; object-fit: cover; border-radius: 6px">
			<small class="text-muted" style="display: block; overflow-wrap: anywhere">${text(when)}<br>${text(row.place)}</small></a>`;
	});
	if (!shown.length) return;
	$(
		`<div class="gg-gallery" style="display: flex; flex-wrap: wrap; gap: 10px; margin-top: 10px">${shown.join("")}</div>`,
	).appendTo(field.$wrapper);
}

function offer(frm) {
	const field = frm.get_field(TABLES[frm.doctype]);
	if (!field?.grid) return;
	show(frm);
	field.$wrapper.find(".gg-photos").remove();
	if (!OPEN.includes(frm.doc.stage ?? frm.doc.status)) return;
	if (frm.is_new() && frm.doctype === "Appraisal Meeting") return; // they hang on the meeting that is there
	const $button =
		$(`<label class="btn btn-default btn-sm gg-photos" style="margin: 8px 0 0">${__("Add Photos")}
		<input type="file" accept="image/*" multiple hidden></label>`);
	$button.find("input").on("change", (event) => add(frm, event.currentTarget));
	field.$wrapper.append($button);
}

for (const doctype of Object.keys(TABLES)) {
	frappe.ui.form.on(doctype, { refresh: offer });
}
