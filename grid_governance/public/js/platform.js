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
}

frappe.dom.set_style(".grid-row .btn-open-row { white-space: nowrap; }");
