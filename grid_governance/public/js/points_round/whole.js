// The whole sheet at once: on paper, and as a workbook that comes back filled in.

const API = "/api/method/grid_governance.api.rounds.";

const open = async (sheet, what) => {
	await sheet.save(); // what was typed just now stands on the paper too
	window.open(`${API}${what}?${new URLSearchParams({ batch: sheet.batch.name })}`);
};

export const print = (sheet) => open(sheet, "print_round");
export const download = (sheet) => open(sheet, "download_round");

export async function upload(sheet) {
	await sheet.save();
	const input = Object.assign(document.createElement("input"), { type: "file", accept: ".xlsx" });
	input.addEventListener("change", async () => {
		const form = new FormData();
		form.append("batch", sheet.batch.name);
		form.append("file", input.files[0]);
		frappe.dom.freeze(__("Reading the sheet"));
		const answer = await fetch(`${API}upload_round`, {
			method: "POST",
			body: form,
			headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" },
		}).finally(() => frappe.dom.unfreeze());
		const body = await answer.json().catch(() => ({}));
		if (!answer.ok) {
			const [first] = JSON.parse(body._server_messages || "[]").map((one) => JSON.parse(one));
			return frappe.msgprint({
				title: first?.title || __("File Not Read"),
				message: first?.message || __("The file was not read. Please try again."),
				indicator: "red",
			});
		}
		const { saved, removed, unchanged } = body.message;
		frappe.msgprint({
			title: __("Sheet Taken Over"),
			message: __("{0} cells written, {1} emptied, {2} as before.", [saved, removed, unchanged]),
			indicator: "green",
		});
		sheet.load(sheet.batch.name);
	});
	input.click();
}
