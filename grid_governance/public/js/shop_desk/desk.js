// 兑换台: find the person, put goods into the basket, one button. Everything works by keyboard:
// arrows and Enter choose, Alt+Enter redeems, Esc starts with the next person.
import { show_slip } from "./slip_view";
import { open_stock_dialog } from "./stock_dialog";
import { text } from "./text";

const SHOP_API = "grid_governance.api.shop.";

export class ShopDesk {
	constructor(page) {
		this.page = page;
		this.$body = $(`<div class="shop-desk">
			<div class="sd-left">
				<label class="sd-label" for="sd-search">${__("Who Redeems")}</label>
				<input id="sd-search" class="sd-search" type="search" autocomplete="off" spellcheck="false"
					placeholder="${__("Name, pinyin initials, group, phone end, or collection code")}">
				<div class="sd-found" role="listbox"></div>
			</div>
			<div class="sd-middle">
				<div class="sd-holder"></div>
				<input class="sd-filter" type="search" autocomplete="off" placeholder="${__("Find Goods")}"
					aria-label="${__("Find Goods")}">
				<div class="sd-shelf"></div>
			</div>
			<div class="sd-right"></div>
		</div>`).appendTo(page.main);
		for (const part of ["found", "holder", "shelf", "right", "filter", "search"]) {
			this[`$${part}`] = this.$body.find(`.sd-${part}`);
		}
		this.bind();
		this.load_shops();
	}

	call(method, args) {
		return frappe.xcall(SHOP_API + method, { points_shop: this.shop?.name, ...args });
	}

	async load_shops() {
		this.shops = await this.call("my_shops");
		if (!this.shops.length) {
			this.$body.html(
				`<div class="sd-empty">${__("No points shop is assigned to you. Please ask the points office.")}</div>`,
			);
			return;
		}
		const last = localStorage.getItem("grid_governance_shop");
		this.add_menu();
		this.choose_shop(this.shops.find((shop) => shop.name === last) || this.shops[0]);
	}

	add_menu() {
		if (this.shops.length > 1) {
			const options = this.shops.map((shop) => ({ value: shop.name, label: shop.shop_name }));
			const field = this.page.add_field({
				fieldname: "shop",
				fieldtype: "Select",
				label: __("Points Shop"),
				options,
			});
			field.$input.on("change", () => this.choose_shop(this.shops.find((s) => s.name === field.get_value())));
			this.shop_field = field;
		}
		for (const kind of ["Stock In", "Stock Count", "Written Off"]) {
			this.page.add_inner_button(__(kind), () => open_stock_dialog(this, kind), __("Stock"));
		}
		this.page.add_inner_button(__("Redemption Ledger"), () =>
			frappe.set_route("List", "Points Redemption", { shop: this.shop.name }),
		);
	}

	choose_shop(shop) {
		this.shop = shop;
		localStorage.setItem("grid_governance_shop", shop.name);
		this.shop_field?.set_input(shop.name);
		this.page.set_title(`${__("Shop Desk")} · ${shop.shop_name}`);
		this.page.set_indicator(__(shop.status), shop.status === "In Operation" ? "green" : "orange");
		this.next_person();
	}

	bind() {
		this.$search.on(
			"input",
			frappe.utils.debounce(() => this.find(), 200),
		);
		this.$search.on("keydown", (event) => this.walk(event, this.$found.find(".sd-person")));
		this.$filter.on("input", () => this.show_shelf());
		this.$filter.on("keydown", (event) => {
			if (event.key === "Enter" && !event.altKey) this.$shelf.find(".sd-tile:not(:disabled)").first().click();
		});
		this.$found.on("click", ".sd-person", (event) => this.pick(this.people[$(event.currentTarget).index()]));
		this.$shelf.on("click", ".sd-tile", (event) => this.put(event.currentTarget.dataset.item, 1));
		this.$right.on("click", "[data-step]", (event) => {
			const { item, step } = event.currentTarget.dataset;
			this.put(item, Number(step));
		});
		this.$right.on("click", ".sd-redeem", () => this.redeem("On The Spot"));
		this.$right.on("click", ".sd-reserve", () => this.redeem("Reserved"));
		this.$right.on("click", ".sd-next", () => this.next_person());
		$(document).on("keydown.shop_desk", (event) => {
			if (frappe.get_route()[0] !== "shop-desk" || $(".modal:visible").length) return;
			if (event.key === "Escape") this.next_person();
			if (event.key === "Enter" && event.altKey) this.$right.find(".sd-go:not(:disabled)").first().click();
		});
	}

	walk(event, $rows) {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (!step && event.key !== "Enter") return;
		event.preventDefault();
		const at = $rows.index($rows.filter(".active"));
		if (event.key === "Enter") return event.altKey || $rows.eq(Math.max(at, 0)).click();
		const to = Math.min(Math.max(at + step, 0), $rows.length - 1);
		$rows.removeClass("active").eq(to).addClass("active")[0]?.scrollIntoView({ block: "nearest" });
	}

	focus() {
		(this.holder ? this.$filter : this.$search).trigger("focus");
	}

	async next_person() {
		this.holder = null;
		this.basket = {};
		this.request_key = frappe.utils.get_random(24);
		this.$search.val("");
		this.$filter.val("");
		this.focus();
		[this.goods, this.waiting] = await Promise.all([this.call("shelf"), this.call("waiting")]);
		this.render();
		this.show_waiting();
	}

	show_waiting() {
		this.people = this.waiting.map((row) => ({ redemption: row.name }));
		const rows = this.waiting.map(
			(row) => `<button class="sd-person" role="option">
			<b>${text(row.holder_name)}</b><span class="sd-points">${__("Until {0}", [frappe.datetime.str_to_user(row.held_until)])}</span>
			<small>${text(row.holder_address)} · ${text(row.redemption_no)}</small></button>`,
		);
		const title = rows.length
			? `<div class="sd-label">${__("Waiting To Be Collected")} (${rows.length})</div>`
			: "";
		this.$found.html(title + `<div>${rows.join("")}</div>`);
	}

	async find() {
		const words = this.$search.val().trim();
		if (words.length < 2) return this.show_waiting();
		if (/^\d{8}$/.test(words)) return this.open_code(words);
		const people = await this.call("find_accounts", { text: words });
		if (words !== this.$search.val().trim()) return;
		this.people = people;
		const rows = people.map(
			(row, i) => `<button class="sd-person ${i ? "" : "active"}" role="option">
			<b>${text(row.holder_name)}</b><span class="sd-points">${row.balance} ${__("points")}</span>
			<small>${text(row.address || "")} · ${text(row.book)}</small></button>`,
		);
		this.$found.html(
			`<div>${rows.join("") || `<p class="sd-empty">${__("Nobody with an open account was found in this shop's unit.")}</p>`}</div>`,
		);
	}

	async open_code(code) {
		const slip = await this.call("find_reservation", { code }).catch(() => null);
		if (slip) show_slip(this, slip);
	}

	async pick(person) {
		if (!person) return;
		if (person.redemption) {
			return show_slip(this, await frappe.xcall(SHOP_API + "read_slip", { redemption: person.redemption }));
		}
		this.holder = person;
		this.basket = {};
		this.render();
		this.focus();
	}

	put(item, step) {
		if (!this.holder) return this.$search.trigger("focus");
		const row = this.goods.find((one) => one.item === item);
		const most = row.keep_stock ? row.available : 9999;
		const quantity = Math.min(Math.max((this.basket[item] || 0) + step, 0), most);
		if (quantity) this.basket[item] = quantity;
		else delete this.basket[item];
		this.request_key = frappe.utils.get_random(24);
		this.render();
	}

	total() {
		return this.goods.reduce((sum, row) => sum + row.points_price * (this.basket[row.item] || 0), 0);
	}

	render() {
		const person = this.holder;
		this.$body.toggleClass("sd-no-holder", !person);
		this.$holder.html(
			person
				? `<div><b>${text(person.holder_name)}</b><small>${text(person.address || "")} · ${text(person.book)}</small></div>
					<div class="sd-balance"><small>${__("Balance")}</small><b>${person.balance}</b></div>`
				: `<div class="sd-hint">${__("First find the person on the left, then choose the goods.")}</div>`,
		);
		this.show_shelf();
		this.show_basket();
	}

	show_shelf() {
		const words = this.$filter.val().trim().toLowerCase();
		const left = this.holder ? this.holder.balance - this.total() : Infinity;
		const tiles = this.goods
			.filter((row) => row.item_name.toLowerCase().includes(words) || row.initials.startsWith(words))
			.map((row) => {
				const in_basket = this.basket[row.item] || 0;
				const gone = row.keep_stock && row.available <= in_basket;
				const picture = row.image
					? `<img src="${text(row.image)}" alt="">`
					: `<span class="sd-letter">${text(row.item_name[0])}</span>`;
				const stock = row.keep_stock
					? __("{0} {1} left", [row.available - in_basket, text(row.measure_unit)])
					: __("Service, no stock kept");
				return `<button class="sd-tile" data-item="${text(row.item)}" ${gone || row.points_price > left ? "disabled" : ""}>
					${in_basket ? `<span class="sd-count">${in_basket}</span>` : ""}${picture}
					<span class="sd-name">${text(row.item_name)}</span>
					<span class="sd-price">${row.points_price}<small>${__("points")}/${text(row.measure_unit)}</small></span>
					<span class="sd-stock ${gone ? "gone" : ""}">${gone && !in_basket ? __("Out Of Stock") : stock}</span></button>`;
			});
		this.$shelf.html(
			tiles.join("") ||
				`<p class="sd-empty">${__("There is nothing on the shelf yet. Book goods under Stock, Stock In.")}</p>`,
		);
	}

	show_basket() {
		const rows = this.goods.filter((row) => this.basket[row.item]);
		const total = this.total();
		const lines = rows.map(
			(row) => `<div class="sd-line"><span>${text(row.item_name)}</span>
			<span class="sd-steps"><button data-item="${text(row.item)}" data-step="-1" aria-label="${__("Less")}">−</button>
			<b>${this.basket[row.item]}</b>
			<button data-item="${text(row.item)}" data-step="1" aria-label="${__("More Of It")}">+</button></span>
			<span class="sd-sum">${row.points_price * this.basket[row.item]}</span></div>`,
		);
		const left = this.holder ? this.holder.balance - total : 0;
		const off = total ? "" : "disabled";
		this.$right.html(`<div class="sd-label">${__("Basket")}</div>
			<div class="sd-lines">${lines.join("") || `<p class="sd-empty">${__("Nothing chosen yet")}</p>`}</div>
			<div class="sd-total"><span>${__("Total Points")}</span><b>${total}</b></div>
			<div class="sd-rest"><span>${__("Balance After")}</span><b>${this.holder ? left : "–"}</b></div>
			<div class="sd-proxy ${this.holder ? "" : "hidden"}"><input class="sd-proxy-name" value="${text(this.holder?.proxy || "")}"
				placeholder="${__("Collected for the holder by (leave empty if present)")}"></div>
			<button class="sd-redeem sd-go" ${off}>${__("Redeem Now")}<small>Alt + Enter</small></button>
			<button class="sd-reserve" ${off}>${__("Reserve For Collection")}</button>`);
		this.$right.find(".sd-proxy-name").on("input", (event) => {
			this.holder.proxy = event.target.value;
		});
	}

	async redeem(mode) {
		if (this.busy || !this.total()) return;
		this.busy = true;
		this.$right.find("button").prop("disabled", true);
		try {
			const slip = await this.call("redeem", {
				account: this.holder.account,
				goods: Object.entries(this.basket).map(([item, quantity]) => ({ item, quantity })),
				request_key: this.request_key,
				proxy_name: this.holder.proxy || null,
				mode,
			});
			frappe.utils.play_sound("submit");
			this.holder.balance = slip.balance_after;
			this.basket = {};
			this.request_key = frappe.utils.get_random(24);
			this.goods = await this.call("shelf");
			this.render();
			show_slip(this, slip);
		} catch {
			// the key stays: if only the answer was lost, the next click gets the slip that was written
			this.goods = await this.call("shelf");
			this.render();
		} finally {
			this.busy = false;
		}
	}
}
