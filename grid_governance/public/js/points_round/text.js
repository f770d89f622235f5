// A value from the server as it may stand in HTML.
export const text = (value) => frappe.utils.escape_html(String(value ?? ""));
