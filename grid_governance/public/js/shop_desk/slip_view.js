import { text } from "./text";

function line_html(row, open, waits) {
	if (row.kind === "Service") return service_html(row, open, waits);
	const asked = open && waits;
	return `<div class="sd-line"><span>${text(row.item_name)}</span>
		${
			asked
				? `<input type="number" class="sd-part" min="0" max="${waits}" step="1" value="${waits}"
					data-row="${text(row.name)}" aria-label="${text(row.item_name)}"><small>/ ${row.quantity} ${text(row.measure_unit)}</small>`
				: `<span>×${row.quantity} ${text(row.measure_unit)}</span>`
		}<span class="sd-sum">${row.points}</span></div>`;
}

// A service waits until somebody has done it.
function service_html(row, open, waits) {
	const when = row.appointment_on
		? frappe.datetime.str_to_user(row.appointment_on)
		: __("No appointment yet");
	const how = row.done_by
		? __("Done by {0}", [text(row.done_by)])
		: `${when} ${text(row.appointment_place || "")}`;
	const buttons = `<div class="sd-service"><button class="sd-done" data-row="${text(row.name)}">${__("Service Done")}</button>
		<button class="sd-appoint" data-row="${text(row.name)}">${__("Appointment")}</button></div>`;
	return `<div class="sd-line"><span>${text(row.item_name)}<small class="sd-when">${how}</small></span>
		<span>×${row.quantity} ${text(row.measure_unit)}</span><span class="sd-sum">${row.points}</span></div>
		${open && waits ? buttons : ""}`;
}

// The right side after a redemption, or of a reservation that is being collected.
export function show_slip(desk, slip) {
	const waits = (row) => row.quantity - row.handed_quantity - row.dropped_quantity;
	const open = ["On Hold", "Partly Handed Over"].includes(slip.stage);
	const lines = slip.rows.map((row) => line_html(row, open, waits(row)));
	const facts = [
		[__("Slip Number"), slip.redemption_no],
		[__("Points Spent"), slip.total_points - slip.points_back],
		slip.collection_code && open ? [__("Collection Code"), slip.collection_code] : null,
		open ? [__("Held Until"), frappe.datetime.str_to_user(slip.held_until)] : null,
		slip.points_back ? [__("Points Given Back"), slip.points_back] : null,
		slip.proxy_name
			? [__("Collected For The Holder By"), `${slip.proxy_name} (${slip.proxy_relation || ""})`]
			: null,
	].filter(Boolean);
	const goods_wait = open && slip.rows.some((row) => row.kind !== "Service" && waits(row));
	desk.$right.html(`<div class="sd-slip ${slip.stage === "Handed Over" ? "done" : ""}">
		<div class="sd-stage">${__(slip.stage)}</div>
		<div class="sd-who"><b>${text(slip.holder_name)}</b><small>${text(slip.holder_address)}</small></div>
		<div class="sd-lines">${lines.join("")}</div>
		${facts.map(([label, value]) => `<div class="sd-rest"><span>${label}</span><b>${text(value)}</b></div>`).join("")}
		<div class="sd-total"><span>${slip.points_back ? __("Balance") : __("Balance Then")}</span><b>${slip.points_back ? slip.balance : slip.balance_after}</b></div>
		${goods_wait ? `<button class="sd-hand-over sd-go">${__("Hand Over")}<small>Alt + Enter</small></button>` : ""}
		<button class="sd-print">${__("Print Redemption Slip")}</button>
		${open ? `<button class="sd-call-off">${__("Call Off")}</button>` : ""}
		${slip.stage === "Handed Over" ? `<button class="sd-take-back">${__("Take Goods Back")}</button>` : ""}
		<button class="sd-next ${goods_wait ? "" : "sd-go"}">${__("Next Person")}<small>${desk.fair.on ? __("Enter") : "Esc"}</small></button></div>`);
	const act = async (method, args) => {
		desk.busy = true; // meanwhile nobody else is served
		desk.$right.find("button").prop("disabled", true);
		try {
			const after = await frappe.xcall(`grid_governance.api.shop.${method}`, {
				redemption: slip.name,
				...args,
			});
			show_slip(desk, after);
			desk.follow(after);
		} catch (error) {
			show_slip(desk, slip);
			throw error;
		} finally {
			desk.busy = false;
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
		act("hand_over", { parts }).catch(() => {}); // the server has said why
	});
	const ask = (method, reqd) => {
		const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd };
		grid_governance.asking.values(
			__(method === "call_off" ? "Call Off" : "Take Goods Back"),
			[field],
			({ reason }) => act(method, { reason }),
			__("Confirm"),
		);
	};
	desk.$right.find(".sd-done").on("click", ({ currentTarget }) => {
		grid_governance.ask_service_done(
			(values) => act("service_done", { row: currentTarget.dataset.row, ...values }),
			__("Confirm"),
		);
	});
	desk.$right.find(".sd-appoint").on("click", ({ currentTarget }) => {
		grid_governance.asking.values(
			__("Appointment"),
			[
				{ fieldname: "when", fieldtype: "Datetime", label: __("Appointment"), reqd: 1 },
				{ fieldname: "place", fieldtype: "Data", label: __("Appointment Place") },
			],
			(values) => act("appoint_service", { row: currentTarget.dataset.row, ...values }),
			__("Confirm"),
		);
	});
	desk.$right.find(".sd-call-off").on("click", () => ask("call_off", 0));
	desk.$right.find(".sd-take-back").on("click", () => ask("take_back", 1));
	desk.$right.find(".sd-go").first().trigger("focus");
}
