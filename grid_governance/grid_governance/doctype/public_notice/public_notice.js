// A notice by four buttons: publish, print, photo, close. Rows are shown by pages, as they hang on the board.

const PAGE = 50;
const PRINTED = [
	"title",
	"grid_unit",
	"book",
	"days",
	"planned_start",
	"content",
	"attachments",
	"object_to",
	"object_phone",
	"object_place",
];

frappe.ui.form.on("Public Notice", {
	setup(frm) {
		frm.set_query("book", () => ({
			filters: { status: "In Use", notice_days: [">", 0] },
		}));
	},
	refresh(frm) {
		const fixed = frm.is_new() || frm.doc.stage === "Notice Draft" ? 0 : 1;
		for (const field of PRINTED) frm.set_df_property(field, "read_only", fixed);
		if (frm.is_new()) {
			publish_button(frm);
			return;
		}
		buttons(frm);
		frm.dashboard.clear_headline();
		if (frm.doc.stage === "On Notice" && !frm.doc.starts_on) {
			frm.dashboard.set_headline(
				__("Print the sheet, post it and add a photo of it: the photo starts the days."),
				"orange",
			);
		}
		if (frm.doc.kind === "Points") show_rows(frm, 0);
	},
});

function buttons(frm) {
	const { stage, kind } = frm.doc;
	const may = frm.perm[0]?.write;
	const points = kind === "Points";
	if (["Notice Draft", "On Notice"].includes(stage)) {
		frm.add_custom_button(__("Print Poster"), () => grid_governance.open_paper(frm, "Notice Poster"));
	}
	if (may && stage === "Notice Draft") {
		if (points) frm.add_custom_button(__("Gather Rows Anew"), () => act(frm, "gather"));
		publish_button(frm);
	}
	if (stage === "On Notice") {
		frm.add_custom_button(__("Text For WeChat"), () => show_text(frm, "wechat"), __("Announce"));
		frm.add_custom_button(
			__("Text For The Loudspeaker"),
			() => show_text(frm, "loudspeaker"),
			__("Announce"),
		);
		if (may)
			frm.add_custom_button(__("Enter Objection On Paper"), () => grid_governance.objection_on_paper(frm));
	}
	if (may && ["On Notice", "Notice Ended"].includes(stage)) {
		if (points && is_over(frm))
			grid_governance.main_button(frm, __("Close Notice And Credit"), () => act(frm, "close"));
		else if (stage === "On Notice") {
			grid_governance.main_button(
				frm,
				__("Upload Posted Photo"),
				() => upload_photo(frm),
				!frm.doc.starts_on,
			);
		}
	}
	if (may && !frm.doc.closing_on && ["Notice Draft", "On Notice", "Notice Ended"].includes(stage)) {
		frm.add_custom_button(__("Stop Notice"), () => stop(frm));
	}
	if (stage !== "Notice Draft" && frappe.model.can_create("Notice Remark")) {
		frm.add_custom_button(__("Remark On It"), () =>
			frappe.new_doc("Notice Remark", {
				notice: frm.doc.name,
				grid_unit: frm.doc.grid_unit,
			}),
		);
	}
}

// Straight from a new notice as well: it is saved first, so that the question says what would hang there.
function publish_button(frm) {
	const publish = async () => {
		if (!(await grid_governance.asking.saved_first(frm))) return;
		const { kind, row_count, total_points } = frm.doc;
		const what = kind === "Points" ? __("{0} rows, {1} points.", [row_count, total_points]) : "";
		grid_governance.asking.sure(`${what}${__("Publish it? Afterwards it stays as it is.")}`, () =>
			act(frm, "publish"),
		);
	};
	grid_governance.main_button(frm, __("Publish Notice"), publish);
}

const is_over = (frm) =>
	frm.doc.stage === "Notice Ended" || (frm.doc.starts_on && frm.doc.last_day < frappe.datetime.get_today());

async function act(frm, method, args) {
	const { message: answer } = await frappe.call({
		method: `grid_governance.api.notices.${method}`,
		args: { notice: frm.doc.name, ...args },
		freeze: true,
	});
	await frm.reload_doc();
	if (answer.warning) frappe.msgprint({ message: answer.warning, indicator: "orange" });
	if (method === "close") {
		const ended = frm.doc.stage === "Notice Ended";
		frappe.show_alert(
			ended
				? { message: __("Crediting goes on in the background."), indicator: "blue" }
				: { message: frm.doc.outcome.replaceAll("\n", "<br>"), indicator: "green" },
			15,
		);
	}
	return answer;
}

// The camera or the album opens at once, and the photos travel small.
function upload_photo(frm) {
	const input = Object.assign(document.createElement("input"), {
		type: "file",
		accept: "image/*",
		multiple: true,
		className: "gg-posted-photo",
		hidden: true,
	});
	input.addEventListener("change", async () => {
		const files = [...input.files].slice(0, 9);
		input.remove();
		if (!files.length) return;
		frappe.dom.freeze();
		const photos = [];
		try {
			for (const file of files) photos.push((await grid_governance.send_photo(frm, file)).file_url);
			const { last_day } = await act(frm, "upload_posted_photo", { photos });
			frappe.show_alert({
				message: __("The days run until {0}.", [frappe.datetime.str_to_user(last_day)]),
				indicator: "green",
			});
		} catch (error) {
			if (error?.message) frappe.msgprint({ message: error.message, indicator: "red" });
		} finally {
			frappe.dom.unfreeze();
		}
	});
	document.body.append(input);
	input.click();
}

function stop(frm) {
	grid_governance.asking.values(
		__("Stop Notice"),
		[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
		(values) => act(frm, "stop", values),
	);
}

async function show_text(frm, kind) {
	const texts = await frappe.xcall("grid_governance.api.notices.texts", {
		notice: frm.doc.name,
	});
	const dialog = new frappe.ui.Dialog({
		title: kind === "wechat" ? __("Text For WeChat") : __("Text For The Loudspeaker"),
		fields: [
			{
				fieldname: "text",
				fieldtype: "Small Text",
				label: __("Wording"),
				default: texts[kind],
			},
		],
		primary_action_label: __("Copy Text"),
		primary_action({ text }) {
			frappe.utils.copy_to_clipboard(text);
			dialog.hide();
		},
	});
	dialog.show();
}

// ---------------------------------------------------------------- rows by pages

async function show_rows(frm, start) {
	const field = frm.get_field("rows_html");
	const still = grid_governance.asking.still(frm);
	const rows = await frappe.xcall("grid_governance.api.notices.board", {
		notice: frm.doc.name,
		start,
		page_length: PAGE,
	});
	if (!still()) return;
	const text = (value) => frappe.utils.escape_html(String(value ?? ""));
	const heads = [
		"No.",
		"Villagers' Group",
		"Name Of The Person",
		"Points Item",
		"Points",
		"Notice Row Status",
		"Reason",
	];
	const body = rows
		.map(
			(row) => `<tr>
				<td>${row.position}</td><td>${text(row.group)}</td>
				<td>${row.name === null ? `<span class="text-muted">${__("(not published)")}</span>` : text(row.name)}</td>
				<td>${text(row.item)}</td><td class="text-right">${row.points}</td>
				<td>${__(row.status)}</td><td>${text(row.reason)}</td></tr>`,
		)
		.join("");
	const empty = `<p class="text-muted">${__("No endorsed deeds wait for a public notice here.")}</p>`;
	const total = frm.doc.row_count || 0;
	field.$wrapper.html(
		rows.length
			? `<div class="table-responsive"><table class="table table-bordered table-sm">
				<thead><tr>${heads.map((head) => `<th>${__(head)}</th>`).join("")}</tr></thead><tbody>${body}</tbody></table></div>
				<div class="flex justify-between align-center">
					<span class="text-muted">${__("{0} to {1} of {2}", [start + 1, start + rows.length, total])}</span>
					<span><button class="btn btn-default btn-xs" data-go="${start - PAGE}" ${start ? "" : "disabled"}>${__("Previous Page")}</button>
					<button class="btn btn-default btn-xs" data-go="${start + PAGE}" ${start + rows.length < total ? "" : "disabled"}>${__("Next Page")}</button></span>
				</div>`
			: empty,
	);
	field.$wrapper
		.find("[data-go]")
		.on("click", (event) => show_rows(frm, Number(event.currentTarget.dataset.go)));
}
