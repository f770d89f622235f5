// The parts of the desk as HTML: who was found, who stands here, the shelf, the basket.
import { text } from "./text";

const day = (value) => frappe.datetime.str_to_user(value);

export function waiting_html(waiting) {
	const rows = waiting.map(
		(row) => `<button class="sd-person" role="option">
		<b>${text(row.holder_name)}</b><span class="sd-points">${__("Until {0}", [day(row.held_until)])}</span>
		<small>${text(row.holder_address)} · ${text(row.redemption_no)}</small></button>`,
	);
	const title = rows.length
		? `<div class="sd-label">${__("Waiting To Be Collected")} (${rows.length})</div>`
		: "";
	return `${title}<div>${rows.join("")}</div>`;
}

export function people_html(people) {
	const rows = people.map(
		(row, i) => `<button class="sd-person ${i ? "" : "active"}" role="option">
		<b>${text(row.holder_name)}</b><span class="sd-points">${row.balance} ${__("points")}</span>
		<small>${text(row.address || "")} · ${text(row.book)}</small>
		${row.stopped_until ? `<small class="sd-stopped">${__("Redemption suspended until {0}", [day(row.stopped_until)])}</small>` : ""}</button>`,
	);
	const nobody = `<p class="sd-empty">${__("Nobody with an open account was found in this shop's unit.")}</p>`;
	return `<div>${rows.join("") || nobody}</div>`;
}

export function holder_html(person) {
	if (!person) {
		return `<div class="sd-hint">${__("First find the person on the left, then choose the goods.")}</div>`;
	}
	const stopped = person.stopped_until
		? `<div class="sd-stopped">${__("Redemption suspended until {0}", [day(person.stopped_until)])}</div>`
		: "";
	return `<div><b>${text(person.holder_name)}</b><small>${text(person.address || "")} · ${text(person.book)}</small>${stopped}</div>
		<div class="sd-balance"><small>${__("Balance")}</small><b>${person.balance}</b></div>`;
}

function stock_html(row, left, in_basket) {
	if (!row.keep_stock) return __("Service, no stock kept");
	if (left <= 0 && !in_basket) return __("Out Of Stock");
	return __("{0} {1} left", [left, text(row.measure_unit)]);
}

export function shelf_html(desk, words) {
	const points = desk.holder ? desk.holder.balance - desk.total() : Number.POSITIVE_INFINITY;
	const tiles = desk.goods
		.filter((row) => row.item_name.toLowerCase().includes(words) || row.initials.startsWith(words))
		.map((row, number) => {
			const in_basket = desk.basket[row.item] || 0;
			const left = row.keep_stock ? row.available - in_basket : Number.POSITIVE_INFINITY;
			const few = row.keep_stock && left < row.warn_below;
			const picture = row.image
				? `<img src="${text(row.image)}" alt="">`
				: `<span class="sd-letter">${text(row.item_name[0])}</span>`;
			const off = left <= 0 || row.points_price > points || desk.holder?.stopped_until;
			return `<button class="sd-tile" data-item="${text(row.item)}" ${off ? "disabled" : ""}>
				<kbd class="sd-key">${number < 9 ? number + 1 : ""}</kbd>
				${in_basket ? `<span class="sd-count">${in_basket}</span>` : ""}${picture}
				<span class="sd-name">${text(row.item_name)}</span>
				<span class="sd-price">${row.points_price}<small>${__("points")}/${text(row.measure_unit)}</small></span>
				<span class="sd-stock ${left <= 0 ? "gone" : few ? "few" : ""}">${stock_html(row, left, in_basket)}</span></button>`;
		});
	const nothing = __("There is nothing on the shelf yet. Book goods in by a stock receipt (menu Stock).");
	return tiles.join("") || `<p class="sd-empty">${nothing}</p>`;
}

export function basket_html(desk) {
	const person = desk.holder;
	const rows = desk.goods.filter((row) => desk.basket[row.item]);
	const total = desk.total();
	const lines = rows.map(
		(row) => `<div class="sd-line"><span>${text(row.item_name)}</span>
		<span class="sd-steps"><button data-item="${text(row.item)}" data-step="-1" aria-label="${__("Less")}">−</button>
		<b>${desk.basket[row.item]}</b>
		<button data-item="${text(row.item)}" data-step="1" aria-label="${__("More Of It")}">+</button></span>
		<span class="sd-sum">${row.points_price * desk.basket[row.item]}</span></div>
		${row.kind === "Service" ? appointment_html(row, desk.appointments[row.item] || {}) : ""}`,
	);
	const off = total && !person?.stopped_until ? "" : "disabled";
	const hint = desk.fair.on ? __("Enter") : "Alt + Enter";
	return `<div class="sd-label">${__("Basket")}</div>
		<div class="sd-lines">${lines.join("") || `<p class="sd-empty">${__("Nothing chosen yet")}</p>`}</div>
		<div class="sd-total"><span>${__("Total Points")}</span><b>${total}</b></div>
		<div class="sd-rest"><span>${__("Balance After")}</span><b>${person ? person.balance - total : "–"}</b></div>
		<details class="sd-proxy ${person ? "" : "hidden"}" ${person?.proxy_name ? "open" : ""}>
			<summary>${__("Collected By Another Person")}</summary>
			<input data-proxy="proxy_name" value="${text(person?.proxy_name || "")}"
				aria-label="${__("Collected For The Holder By")}" placeholder="${__("Collected For The Holder By")}">
			<input data-proxy="proxy_relation" value="${text(person?.proxy_relation || "")}"
				aria-label="${__("Relation To The Holder")}" placeholder="${__("Relation To The Holder")}"></details>
		<button class="sd-redeem sd-go" ${off}>${__("Redeem Now")}<small>${hint}</small></button>
		<button class="sd-reserve" ${off}>${__("Reserve For Collection")}</button>`;
}

function appointment_html(row, asked) {
	return `<div class="sd-appointment">
		<input type="datetime-local" data-item="${text(row.item)}" data-appointment="appointment_on"
			value="${text(asked.appointment_on || "")}" aria-label="${__("Appointment")}">
		<input data-item="${text(row.item)}" data-appointment="appointment_place" value="${text(asked.appointment_place || "")}"
			placeholder="${__("Appointment Place")}" aria-label="${__("Appointment Place")}"></div>`;
}
