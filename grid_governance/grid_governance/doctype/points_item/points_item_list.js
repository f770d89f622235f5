// The catalogue goes out to Excel and comes back: first what would change, then all or nothing.

frappe.listview_settings["Points Item"] = {
	...grid_governance.in_use_list,
	onload(list) {
		if (frappe.model.can_export("Points Item")) {
			list.page.add_inner_button(__("Download Catalogue"), () =>
				window.open("/api/method/grid_governance.api.catalogue.download_catalogue"),
			);
		}
		if (frappe.model.can_create("Points Item")) {
			list.page.add_inner_button(__("Upload Catalogue"), () => upload(list));
		}
	},
};

function upload(list) {
	new frappe.ui.FileUploader({
		allow_multiple: false,
		make_attachments_public: false,
		restrictions: { allowed_file_types: [".xlsx"] },
		on_success: async (file) => {
			const { message } = await frappe.call({
				method: "grid_governance.api.catalogue.preview_catalogue",
				type: "POST",
				args: { file_url: file.file_url },
				freeze: true,
				freeze_message: __("Reading the file"),
			});
			show_preview(list, file.file_url, message);
		},
	});
}

function show_preview(list, file_url, found) {
	const count = found.added.length + found.changed.length;
	const dialog = new frappe.ui.Dialog({
		title: __("What The File Would Change"),
		size: "extra-large",
		fields: [{ fieldtype: "HTML", fieldname: "preview", options: preview(found) }],
	});
	if (count && !found.wrong.length) {
		const bring_in = async () => {
			await frappe.call({
				method: "grid_governance.api.catalogue.upload_catalogue",
				type: "POST",
				args: { file_url },
				freeze: true,
			});
			dialog.hide();
			frappe.show_alert({ message: __("{0} items brought in", [count]), indicator: "green" });
			list.refresh();
		};
		dialog.set_primary_action(__("Bring In {0} Items", [count]), () =>
			grid_governance.asking.once(dialog, bring_in),
		);
	}
	dialog.show();
}

function preview(found) {
	const safe = (text) => frappe.utils.escape_html(String(text ?? ""));
	const counts = __("{0} new, {1} changed, {2} unchanged, {3} wrong cells", [
		found.added.length,
		found.changed.length,
		found.unchanged,
		found.wrong.length,
	]);
	const lines = [
		...found.wrong.map((row) => [row.row, "red", __("Wrong Row"), row.column, safe(row.text)]),
		...found.added.map((row) => [row.row, "green", __("New Row"), row.item_name, ""]),
		...found.changed.map((row) => [
			row.row,
			"blue",
			__("Changed Row"),
			`${row.item_code} ${row.item_name}`,
			row.changes.map(safe).join("<br>"),
		]),
	].map(
		([row, colour, word, what, text]) => `<tr><td>${safe(row)}</td>
			<td><span class="indicator-pill ${colour}">${word}</span></td><td>${safe(what)}</td><td>${text}</td></tr>`,
	);
	const hint = found.wrong.length
		? `<p>${__("Please correct the cells in the file and upload it again. Nothing was changed.")}</p>`
		: "";
	const head = [__("Row"), __("What Happens"), __("Item"), __("What Changes")].map(
		(word) => `<th>${word}</th>`,
	);
	return `<p><b>${counts}</b></p>${hint}<table class="table table-bordered"><thead><tr>${head.join("")}</tr></thead>
		<tbody>${lines.join("")}</tbody></table>`;
}
