// 兑换台: find the person, put goods into the basket, one button. Everything works by keyboard:
// arrows and Enter choose, Alt+Enter redeems, Esc starts with the next person. At a fair the same desk
// fills the screen (fair.js).
import { FairMode } from "./fair";
import { add_menu } from "./menu";
import { show_slip } from "./slip_view";
import { basket_html, holder_html, people_html, shelf_html, waiting_html } from "./views";

const SHOP_API = "grid_governance.api.shop.";

// What a scanner types: the address in a passbook's QR; or by hand the number printed on the passbook.
const is_card = (words) =>
	words.includes("points-account/") || /^(?=.*\d)(?=.*[a-z-])[0-9a-z-]{10,16}$/i.test(words);

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
				<div class="sd-shelf" tabindex="-1"></div>
			</div>
			<div class="sd-right"></div>
		</div>`).appendTo(page.main);
		for (const part of ["found", "holder", "shelf", "right", "filter", "search"]) {
			this[`$${part}`] = this.$body.find(`.sd-${part}`);
		}
		this.goods = [];
		this.waiting = [];
		this.people = [];
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
		this.fair = new FairMode(this);
		add_menu(this);
		this.choose_shop(this.shops.find((shop) => shop.name === last) || this.shops[0]);
	}

	choose_shop(shop) {
		this.shop = shop;
		localStorage.setItem("grid_governance_shop", shop.name);
		this.shop_field?.set_input(shop.name);
		this.page.set_title(`${__("Shop Desk")} · ${shop.shop_name}`);
		this.page.set_indicator(__(shop.status), shop.status === "In Operation" ? "green" : "orange");
		this.fair.show_shop();
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
		this.$right.on("input", "[data-proxy]", ({ target }) => {
			this.holder[target.dataset.proxy] = target.value;
		});
		this.$right.on("change", "[data-appointment]", ({ target }) => {
			this.appointments[target.dataset.item] ??= {};
			this.appointments[target.dataset.item][target.dataset.appointment] = target.value;
		});
		$(document).on("keydown.shop_desk", (event) => {
			if (frappe.get_route()[0] !== "shop-desk" || $(".modal:visible").length) return;
			if (this.busy || !this.fair) return; // redeeming, or the shops are not known yet
			if (this.fair.key(event)) return;
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
		if (this.holder && this.fair.on) return this.$shelf[0].focus({ preventScroll: true });
		(this.holder ? this.$filter : this.$search).trigger("focus");
	}

	async next_person() {
		this.holder = null;
		this.picked = null;
		this.basket = {};
		this.appointments = {};
		this.request_key = frappe.utils.get_random(24);
		this.$search.val("");
		this.$filter.val("");
		this.focus();
		await this.load_goods();
		this.render();
		if (this.words().length < 2) this.show_waiting(); // who was found meanwhile stays
	}

	words() {
		return this.$search.val().trim();
	}

	async load_goods() {
		const { shop } = this;
		const loaded = await Promise.all([this.call("shelf"), this.call("waiting")]);
		if (shop === this.shop) [this.goods, this.waiting] = loaded;
	}

	// Goods were handed over, called off or taken back: shelf, balance and what waits stand as they are now.
	async follow(slip) {
		await this.load_goods();
		const found = this.people.some((person) => person.account);
		for (const person of [this.holder, ...this.people]) {
			if (person?.account === slip.account) person.balance = slip.balance;
		}
		if (found) this.$found.html(people_html(this.people));
		else this.show_waiting();
		this.$holder.html(holder_html(this.holder));
		this.show_shelf();
	}

	show_waiting() {
		this.people = this.waiting.map((row) => ({ redemption: row.name }));
		this.$found.html(waiting_html(this.waiting));
	}

	async find() {
		const words = this.words();
		if (words.length < 2) return this.show_waiting();
		if (/^\d{8}$/.test(words)) return this.open_code(words);
		const card = is_card(words);
		const people = await this.call(card ? "find_card" : "find_accounts", { [card ? "card" : "text"]: words });
		if (words !== this.words()) return;
		this.people = people;
		this.$found.html(people_html(people));
		if (card && people.length) this.pick(people[0]);
	}

	async open_code(code) {
		const slip = await this.call("find_reservation", { code }).catch(() => null);
		if (slip && code === this.words()) show_slip(this, slip);
	}

	async pick(person) {
		if (!person || this.busy) return;
		this.picked = person;
		if (person.redemption) {
			const slip = await frappe.xcall(SHOP_API + "read_slip", { redemption: person.redemption });
			if (this.picked === person) show_slip(this, slip);
			return;
		}
		this.holder = person;
		this.basket = {};
		this.appointments = {};
		this.render();
		this.focus();
	}

	put(item, step) {
		if (this.busy) return; // what is being redeemed stays as it is
		if (!this.holder) return this.$search.trigger("focus");
		if (this.holder.stopped_until) return;
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
		this.$body.toggleClass("sd-no-holder", !this.holder);
		this.$holder.html(holder_html(this.holder));
		this.show_shelf();
		this.$right.html(basket_html(this));
	}

	show_shelf() {
		this.$shelf.html(shelf_html(this, this.$filter.val().trim().toLowerCase()));
	}

	goods_chosen() {
		return Object.entries(this.basket).map(([item, quantity]) => ({
			item,
			quantity,
			...this.appointments[item],
		}));
	}

	async redeem(mode) {
		if (this.busy || !this.total() || this.holder.stopped_until) return;
		this.busy = true;
		this.$right.find("button").prop("disabled", true);
		try {
			const slip = await this.call("redeem", {
				account: this.holder.account,
				goods: this.goods_chosen(),
				request_key: this.request_key,
				proxy_name: this.holder.proxy_name || null,
				proxy_relation: this.holder.proxy_relation || null,
				mode: this.fair.on && mode === "On The Spot" ? "Fair" : mode,
			});
			frappe.utils.play_sound("submit");
			this.holder.balance = slip.balance_after;
			this.basket = {};
			this.request_key = frappe.utils.get_random(24);
			this.goods = await this.call("shelf");
			this.$found.html(people_html(this.people));
			this.fair.served(slip);
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
