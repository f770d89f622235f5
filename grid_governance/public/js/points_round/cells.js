// What was typed, what is saved, and what still waits: cells of a round by "subject|item". Cells that could not be
// sent yet are kept on the phone, so that a yard without signal loses nothing.

export const key_of = (subject, item) => `${subject}|${item}`;

export class Cells {
	constructor(batch, items, stored) {
		this.batch = batch;
		this.items = Object.fromEntries(items.map((item) => [item.item, item]));
		this.values = new Map(); // key → points, or the name of a level
		this.facts = new Map(); // key → what became of the cell
		for (const cell of stored) {
			const key = key_of(cell.subject, cell.item);
			this.facts.set(key, cell);
			if (cell.status !== "Taken Out") this.values.set(key, cell.level || cell.base_points || cell.points);
		}
		this.waiting = new Map(Object.entries(this.kept()));
		this.refused = new Map();
		for (const [key, value] of this.waiting) this.values.set(key, value);
	}

	store_name() {
		return `grid_governance_round:${frappe.session.user}:${this.batch}`;
	}

	kept() {
		return JSON.parse(localStorage.getItem(this.store_name()) || "{}");
	}

	keep() {
		if (this.waiting.size) {
			localStorage.setItem(this.store_name(), JSON.stringify(Object.fromEntries(this.waiting)));
		} else localStorage.removeItem(this.store_name());
	}

	get(subject, item) {
		return this.values.get(key_of(subject, item)) ?? null;
	}

	// Returns why the value cannot be, or nothing.
	set(subject, item, value) {
		const key = key_of(subject, item);
		const wrong = this.wrong(this.items[item], value);
		this.values.set(key, value);
		this.refused.delete(key);
		if (wrong) {
			this.refused.set(key, wrong);
			this.waiting.delete(key);
		} else this.waiting.set(key, value ?? "");
		this.keep();
		return wrong;
	}

	wrong(item, value) {
		if (value === null || value === "") return;
		if (item.counting !== "Between Limits") return;
		const points = Number(value);
		if (!Number.isInteger(points) || points < item.low || points > item.high) {
			return __("{0} to {1} points, whole", [item.low, item.high]);
		}
	}

	// The points of a cell as they will be counted, before a campaign multiplies them.
	points(subject, item) {
		const value = this.get(subject, item);
		if (value === null || value === "" || this.refused.has(key_of(subject, item))) return 0;
		const { counting, levels } = this.items[item];
		return counting === "By Level" ? levels[value] || 0 : Number(value) || 0;
	}

	sum(subject) {
		return Object.keys(this.items).reduce((sum, item) => sum + this.points(subject, item), 0);
	}

	column_sum(item, rows) {
		return rows.reduce((sum, row) => sum + this.points(row.subject, item), 0);
	}

	// Send what waits; cells typed meanwhile wait for the next turn.
	async send() {
		const sent = [...this.waiting].slice(0, 2000);
		if (!sent.length) return null;
		const cells = sent.map(([key, value]) => {
			const [subject, item] = key.split("|");
			const by_level = this.items[item]?.counting === "By Level";
			return { subject, item, [by_level ? "level" : "points"]: value === "" ? null : value };
		});
		const answer = await frappe.xcall("grid_governance.api.rounds.save_cells", {
			batch: this.batch,
			cells: JSON.stringify(cells),
			skip_wrong: 1,
		});
		for (const [key, value] of sent) if (this.waiting.get(key) === value) this.waiting.delete(key);
		for (const { subject, item, reason } of answer.refused) this.refused.set(key_of(subject, item), reason);
		this.keep();
		return answer;
	}
}
