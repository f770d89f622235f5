import { text } from "./text";

// The right side after a redemption, or of a reservation that is being collected.
export function show_slip(desk, slip) {
	const waits = (row) => row.quantity - row.handed_quantity - row.dropped_quantity;
	const open = ["On Hold", "Partly Handed Over"].includes(slip.stage);
	const lines = slip.rows.map(
		(row) => `<div class="sd-line"><span>${text(row.item_name)}</span>
		${
			open
				? `<input type="number" class="sd-part" min="0" max="${waits(row)}" step="1" value="${waits(row)}"
					data-row="${text(row.name)}" aria-label="${text(row.item_name)}"><small>/ ${row.quantity} ${text(row.measure_unit)}</small>`
				: `<span>×${row.quantity} ${text(row.measure_unit)}</span>`
		}<span class="sd-sum">${row.points}</span></div>`,
	);
	const facts = [
		[__("Slip Number"), slip.redemption_no],
		[__("Points Spent"), slip.total_points - slip.points_back],
		slip.collection_code && open ? [__("Collection Code"), slip.collection_code] : null,
		open ? [__("Held Until"), frappe.datetime.str_to_user(slip.held_until)] : null,
		[__("Balance Then"), slip.balance_after],
	].filter(Boolean);
	desk.$right.html(`<div class="sd-slip ${slip.stage === "Handed Over" ? "done" : ""}">
		<div class="sd-stage">${__(slip.stage)}</div>
		<div class="sd-who"><b>${text(slip.holder_name)}</b><small>${text(slip.holder_address)}</small></div>
		<div class="sd-lines">${lines.join("")}</div>
		${facts.map(([label, value]) => `<div class="sd-rest"><span>${label}</span><b>${text(value)}</b></div>`).join("")}
		${open ? `<button class="sd-hand-over sd-go">${__("Hand Over")}<small>Alt + Enter</small></button>` : ""}
		<button class="sd-print">${__("Print Redemption Slip")}</button>
		${open ? `<button class="sd-call-off">${__("Call Off")}</button>` : ""}
		${slip.stage === "Handed Over" ? `<button class="sd-take-back">${__("Take Goods Back")}</button>` : ""}
		<button class="sd-next ${open ? "" : "sd-go"}">${__("Next Person")}<small>Esc</small></button></div>`);
	const act = async (method, args) => {
		desk.$right.find("button").prop("disabled", true);
		try {
			const after = await frappe.xcall(`grid_governance.api.shop.${method}`, {
				redemption: slip.name,
				...args,
			});
			show_slip(desk, after);
		} catch {
			show_slip(desk, slip);
		}
	};
	desk.$right.find(".sd-print").on("click", () => {
		const format = encodeURIComponent("Redemption Slip");
		window.open(
			`/printview?doctype=Points%20Redemption&name=${slip.name}&format=${format}&no_letterhead=1&trigger_print=1&_lang=${frappe.boot.lang}`,
		);
	});
	desk.$right.find(".sd-hand-over").on("click", () => {
		const parts = {};
		desk.$right.find(".sd-part").each((_i, input) => {
			parts[input.dataset.row] = Number(input.value);
		});
		act("hand_over", { parts });
	});
	const ask = (method, reqd) => {
		const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd };
		frappe.prompt(
			[field],
			({ reason }) => act(method, { reason }),
			__(method === "call_off" ? "Call Off" : "Take Goods Back"),
			__("Confirm"),
		);
	};
	desk.$right.find(".sd-call-off").on("click", () => ask("call_off", 0));
	desk.$right.find(".sd-take-back").on("click", () => ask("take_back", 1));
	desk.$right.find(".sd-go").first().trigger("focus");
}
