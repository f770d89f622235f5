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
		if (frm.is_new()) return;
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
	const main = (label, action) => frm.add_custom_button(label, action).addClass("btn-primary");
	if (may && stage === "Notice Draft") {
		if (points) frm.add_custom_button(__("Gather Rows Anew"), () => act(frm, "gather"));
		main(__("Publish Notice"), () =>
			frappe.confirm(__("Publish it? Afterwards it stays as it is."), () => act(frm, "publish")),
		);
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
		if (points && is_over(frm)) main(__("Close Notice And Credit"), () => act(frm, "close"));
		else if (stage === "On Notice") {
			const upload = frm.add_custom_button(__("Upload Posted Photo"), () => upload_photo(frm));
			if (!frm.doc.starts_on) upload.addClass("btn-primary");
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
	if (method === "close" && frm.doc.stage === "Notice Ended") {
		frappe.show_alert({
			message: __("Crediting goes on in the background."),
			indicator: "blue",
		});
	}
	return answer;
}

function upload_photo(frm) {
	const files = [];
	new frappe.ui.FileUploader({
		doctype: frm.doctype,
		docname: frm.docname,
		folder: "Home/Attachments",
		restrictions: { allowed_file_types: ["image/*"], max_number_of_files: 9 },
		on_success: (file) => {
			files.push(file.file_url);
			clearTimeout(frm.photo_timer);
			frm.photo_timer = setTimeout(async () => {
				const { last_day } = await act(frm, "upload_posted_photo", {
					photos: files.splice(0),
				});
				frappe.show_alert({
					message: __("The days run until {0}.", [frappe.datetime.str_to_user(last_day)]),
					indicator: "green",
				});
			}, 700);
		},
	});
}

function stop(frm) {
	frappe.prompt(
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("Reason"),
			reqd: 1,
		},
		(values) => act(frm, "stop", values),
		__("Stop Notice"),
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
	const rows = await frappe.xcall("grid_governance.api.notices.board", {
		notice: frm.doc.name,
		start,
		page_length: PAGE,
	});
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
