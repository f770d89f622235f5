// 赶集(兑换日): the same desk over the whole screen, in large type, by keyboard alone:
// name, Enter → 1 to 9 put goods in, Backspace takes the last one out → Enter redeems → Enter, the next person.
import { text } from "./text";

export class FairMode {
	constructor(desk) {
		this.desk = desk;
		this.on = false;
		this.people = 0;
		this.points = 0;
		this.put = [];
		this.$bar =
			$(`<div class="sd-bar"><b class="sd-bar-shop"></b><span class="sd-bar-last"><span class="sd-bar-keys">${__("1 to 9: goods · Backspace: one less · Enter: redeem, then next person · Esc: start over")}</span></span>
			<span class="sd-bar-sum"></span><button class="sd-bar-end">${__("End Fair Mode")}</button></div>`);
		desk.$body.prepend(this.$bar);
		this.$bar.on("click", ".sd-bar-end", () => this.toggle(false));
	}

	toggle(on) {
		this.on = on;
		this.desk.$body.toggleClass("sd-fair", on);
		document.body.classList.toggle("sd-fair-open", on);
		const screen = document.documentElement;
		// whoever forbids it (a kiosk, a frame) still has the desk over the whole page
		if (on) screen.requestFullscreen?.().catch(() => {});
		else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
		this.desk.next_person();
	}

	show_shop() {
		this.$bar.find(".sd-bar-shop").text(`${this.desk.shop.shop_name} · ${__("Fair")}`);
	}

	served(slip) {
		this.put = [];
		if (!this.on) return;
		this.people += 1;
		this.points += slip.total_points;
		this.$bar.find(".sd-bar-sum").text(__("{0} people, {1} points", [this.people, this.points]));
		this.$bar
			.find(".sd-bar-last")
			.html(__("Last: {0}, {1} points left", [text(slip.holder_name), slip.balance_after]));
	}

	// Returns true when the key was the fair's own.
	key(event) {
		const { desk } = this;
		if (!this.on || event.altKey || event.ctrlKey || event.isComposing) return false;
		const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
		if (event.key === "Enter" && event.target.tagName === "BUTTON") return false;
		if (event.key === "Escape") this.put = [];
		if (typing || !desk.holder) return false;
		const slip = desk.$right.find(".sd-slip").length;
		if (event.key === "Enter") {
			desk.$right.find(".sd-go:not(:disabled)").first().trigger("click");
		} else if (/^[1-9]$/.test(event.key) && !slip) {
			const $tile = desk.$shelf.find(".sd-tile").eq(Number(event.key) - 1);
			if (!$tile.length || $tile.prop("disabled")) return true;
			this.put.push($tile[0].dataset.item);
			desk.put($tile[0].dataset.item, 1);
			desk.focus();
		} else if (event.key === "Backspace" && !slip) {
			const item = this.put.pop();
			if (item) desk.put(item, -1);
		} else if (/^[a-z]$/i.test(event.key) && !slip) {
			desk.$filter.trigger("focus");
			return true;
		} else return false;
		event.preventDefault();
		return true;
	}
}
