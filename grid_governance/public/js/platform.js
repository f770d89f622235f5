// Small corrections of the platform's own client, each only where it needs one.

// The same notice once, not once per refresh of the form that it is about.
const tell = frappe.show_alert;
frappe.show_alert = frappe.toast = (message, ...rest) => {
	const text = typeof message === "string" ? message : message?.message;
	const stands = $("#alert-container .alert-message")
		.toArray()
		.some((shown) => shown.innerHTML.trim() === String(text).trim());
	return stands ? $() : tell(message, ...rest);
};

// A refusal whose reasons the platform has lost on the way is an empty dialog: it says at least what it is.
const say = frappe.msgprint;
const in_words = (line) => {
	try {
		const said = JSON.parse(line);
		return said.message === ""
			? JSON.stringify({ ...said, message: __("The posts do not allow this.") })
			: line;
	} catch {
		return line;
	}
};
// A refusal that names the kind of record by its key, which nobody here reads.
const by_kind = (text) => {
	const refused = (kind) => __("Insufficient Permission for {0}", [kind]);
	const key = frappe.boot?.grid_governance_doctypes?.find((doctype) => text === refused(doctype));
	return key ? refused(__(key)) : text;
};
const in_kinds = (message) =>
	typeof message?.message === "string" ? { ...message, message: by_kind(message.message) } : message;

frappe.msgprint = window.msgprint = (message, ...rest) =>
	say(Array.isArray(message) ? message.map(in_words) : in_kinds(message), ...rest);

// A bar that is full goes, also where the platform's own hiding came while the dialog was still opening.
const show_progress = frappe.show_progress;
frappe.show_progress = (title, count, total, description, hide_on_completion) => {
	const dialog = show_progress(title, count, total, description, hide_on_completion);
	if (hide_on_completion && dialog.percent === 100) setTimeout(() => dialog.hide(), 1500);
	return dialog;
};

// A button comes back when the server has refused its step, or the question before it was given up (asking.js); the
// platform waits for the step to be done and would leave it dead.
const page = frappe.ui.Page?.prototype;
if (page) {
	const disable_until = page.btn_disable_enable;
	page.btn_disable_enable = function (btn, response) {
		if (!response?.then) return disable_until.call(this, btn, response);
		const rest = (on) => btn.prop("disabled", on).toggleClass("disabled", on); // entries of menus know only the class
		const enable = () => rest(false);
		rest(true);
		$(document).one("grid_governance:given_up", enable);
		Promise.resolve(response).finally(() => {
			$(document).off("grid_governance:given_up", enable);
			enable();
		});
	};
}

const datetime = frappe.ui.form.ControlDatetime?.prototype;
if (datetime) {
	// Everybody works in the site's own time zone: its name under each time says nothing.
	const describe = datetime.set_description;
	datetime.set_description = function () {
		if (frappe.datetime.is_system_time_zone()) this.df.hide_timezone = 1;
		return describe.call(this);
	};
}

// The picker of the package registry has no seconds at all, the framework's own fork of it has; the framework hides them.
const timepicker = $.fn.datepicker?.Timepicker?.prototype;
if (timepicker && !("$seconds" in timepicker))
	Object.assign(timepicker, { $seconds: $(), $secondsText: $() });

// A number that gets the focus is put into plain digits a moment later, and the platform of 2023 does so to whatever has
// the focus by then: read as a whole number, the 50,000.00 yuan of the next field are 50.
const number = frappe.ui.form.ControlInt?.prototype;
if (number && String(number.make_input).includes("setTimeout")) {
	const make = number.make_input;
	number.make_input = function () {
		make.call(this);
		this.$input.off("focus").on("focus", () => {
			this.$input.val(this.validate(this.$input.val()));
			setTimeout(() => document.activeElement === this.input && this.input.select(), 100);
			return false;
		});
	};
}

// Records that may be made on the way, out of a link field; the others have their own lists and rules.
const MADE_ON_THE_WAY = ["Household", "Resident", "Local Organisation", "Reward Supplier", "Reward Item"];
const is_ours = (doctype) => frappe.boot.grid_governance_doctypes?.includes(doctype);

// A read-only link that a script has filled in shows its title as well, not the code.
const link = frappe.ui.form.ControlLink?.prototype;
if (link) {
	const display = link.set_disp_area;
	link.set_disp_area = function (value) {
		display.call(this, value);
		const doctype = value && this.get_options?.();
		if (!doctype || !frappe.boot.link_title_doctypes?.includes(doctype)) return;
		if (frappe.utils.get_link_title(doctype, value)) return;
		frappe.utils.fetch_link_title(doctype, value)?.then((title) => {
			if (title && title !== value && this.value === value) display.call(this, value);
		});
	};

	// Until its title has come the field counts as what it was set to; the platform would take it as empty, and refuse
	// whoever presses sooner for the lack of what they see a moment later.
	const format = link.set_formatted_input;
	link.set_formatted_input = function (value) {
		this.title_comes_for = value;
		return format.call(this, value);
	};
	const title_came = link.translate_and_set_input_value;
	link.translate_and_set_input_value = function (...title) {
		this.title_comes_for = null;
		return title_came.apply(this, title);
	};
	const typed = link.get_input_value;
	link.get_input_value = function () {
		return typed.call(this) || this.title_comes_for || "";
	};

	// The filters of a link are our own business: columns and keys under the choices tell nobody anything.
	const describe_filters = link.get_filter_description;
	link.get_filter_description = function (filters) {
		return is_ours(this.get_options()) ? "" : describe_filters.call(this, filters);
	};

	// Names of our records are keys that nobody reads: below the title stands what tells one from another.
	const merge = link.merge_duplicates;
	link.merge_duplicates = function (results) {
		const merged = merge.call(this, results);
		if (!is_ours(this.get_options()) || !this.is_title_link()) return merged;
		return merged.map((row) => {
			const [first, ...rest] = String(row.description ?? "").split(", ");
			return first === row.value && !/^\d+$/.test(first) ? { ...row, description: rest.join(", ") } : row;
		});
	};

	const ask = link.set_custom_query;
	link.set_custom_query = function (args) {
		const doctype = this.get_options();
		const of_points = String(this.get_reference_doctype() || "").startsWith("Points");
		if (is_ours(doctype) && (of_points || !MADE_ON_THE_WAY.includes(doctype))) this.df.only_select = 1;
		return ask.call(this, args);
	};
}

frappe.dom.set_style(".grid-row .btn-open-row { white-space: nowrap; }");

// On a phone a long title gives way to the status beside it; without this both run out of the screen.
frappe.dom.set_style(
	"@media (max-width: 767px) { .page-head .title-area, .page-head .title-area > div { min-width: 0; } }",
);

// Sidebar and timeline name who made and who changed a record, also people whom this login's Desk has not heard of.
$(document).on("form-refresh", async (_event, frm) => {
	const { owner, modified_by } = frm.doc;
	const unknown = [...new Set([owner, modified_by])].filter((user) => user && !frappe.boot.user_info[user]);
	if (!is_ours(frm.doctype) || frm.is_new() || !unknown.length) return;
	for (const user of unknown) {
		const fullname = (await frappe.utils.fetch_link_title("User", user)) || user;
		frappe.boot.user_info[user] = { name: user, email: user, fullname };
	}
	if (frm.doc.owner !== owner) return;
	frm.sidebar.refresh();
	frm.timeline?.refresh();
});
