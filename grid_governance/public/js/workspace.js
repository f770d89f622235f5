// Headings on a workspace in the user's language: this version of the platform translates everything there but them.

const header = frappe.workspace_block?.blocks?.header;

if (header && !/__\(/.test(header.prototype.normalizeData?.toString() ?? "")) {
	const normalize = header.prototype.normalizeData;
	header.prototype.normalizeData = function (data) {
		const plain = normalize.call(this, data);
		return { ...plain, text: plain.text && __(plain.text) };
	};
}
