// The whole sheet at once: on paper, and as a workbook that comes back filled in.
import { say_not_read, send_form } from "../sending";

const API = "grid_governance.api.rounds.";

const open = async (sheet, what) => {
	await sheet.save(); // what was typed just now stands on the paper too
	window.open(`/api/method/${API}${what}?${new URLSearchParams({ batch: sheet.batch.name })}`);
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
		const answer = await send_form(`${API}upload_round`, form).finally(() => frappe.dom.unfreeze());
		if (!answer.ok) return say_not_read(answer.told);
		const { saved, removed, unchanged } = answer.message;
		frappe.msgprint({
			title: __("Sheet Taken Over"),
			message: __("{0} cells written, {1} emptied, {2} as before.", [saved, removed, unchanged]),
			indicator: "green",
		});
		sheet.load(sheet.batch.name);
	});
	input.click();
}
