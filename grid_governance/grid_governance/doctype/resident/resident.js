// Resident: the document number is typed once, kept encrypted, shown masked, revealed with a reason.

const acts = grid_governance.registry;
const API = "grid_governance.api.registry.";

frappe.ui.form.on("Resident", {
	setup(frm) {
		frm.set_query("household", () => ({ filters: { status: "On Register" } }));
	},
	async refresh(frm) {
		frm.set_df_property("household", "read_only", !frm.is_new());
		if (frm.is_new()) return;
		const still = grid_governance.asking.still(frm);
		const documents = await frappe.xcall(`${API}masked_identity`, { resident: frm.doc.name }, "GET");
		if (!still()) return;
		render_documents(frm, documents);
		frm.add_custom_button(__("Life Events"), () =>
			frappe.set_route("List", "Life Event", { "Life Event Person.resident": frm.doc.name }),
		);
		if (!frm.perm[0]?.write) return;
		frm.add_custom_button(__("Record Document"), () => record_document(frm));
		if (["Dead", "Moved Out", "Duplicate Record"].includes(frm.doc.status)) return;
		const handle = __("Handle");
		frm.add_custom_button(
			__("Change Of Residence"),
			() => acts.move(frm, frm.doc.household, frm.doc.name),
			handle,
		);
		frm.add_custom_button(__("Register Moving Away"), () => acts.leave(frm, "Moved Away"), handle);
		frm.add_custom_button(__("Register Death"), () => acts.leave(frm, "Death"), handle);
		frm.add_custom_button(__("Join Duplicate Record"), () => acts.join_duplicate(frm), handle);
	},
	identity_number: (frm) => look_up(frm),
	household: (frm) => look_up(frm),
});

async function look_up(frm) {
	const { household, identity_number, identity_kind } = frm.doc;
	if (!frm.is_new() || !household || !identity_number) return;
	const kind = identity_kind || "ID Card";
	const still = () => frm.doc.household === household && frm.doc.identity_number === identity_number;
	const found = await frappe.xcall(`${API}look_up_identity`, {
		household,
		identity_kind: kind,
		identity_number,
	});
	if (!still()) return;
	if (found.known) return acts.known_elsewhere(frm, kind, identity_number, found.known);
	if (found.sex) frm.set_value({ identity_kind: kind, sex: found.sex, birth_date: found.birth_date });
}

function render_documents(frm, rows) {
	const esc = frappe.utils.escape_html;
	const may_reveal = frm.perm[0]?.write;
	const line = (
		row,
		index,
	) => `<p>${__(row.identity_kind)}：<span class="document-number">${esc(row.masked || row.reason)}</span>
		${row.masked && may_reveal ? `<button class="btn btn-xs btn-default reveal" data-row="${index}">${__("Reveal")}</button>` : ""}</p>`;
	const $wrapper = frm.fields_dict.identity_html.$wrapper;
	$wrapper.html(
		`<label class="control-label">${__("Identity Documents")}</label>` +
			(rows.map(line).join("") || `<p class="text-muted">${__("No document recorded.")}</p>`),
	);
	$wrapper.find(".reveal").on("click", (event) => {
		const $button = $(event.currentTarget);
		reveal(frm, rows[$button.data("row")].identity_kind, (number) => {
			$button.siblings(".document-number").text(number);
			$button.remove();
		});
	});
}

function reveal(frm, identity_kind, show) {
	grid_governance.asking.values(
		__("Show The Full Number"),
		[
			{
				fieldname: "reason",
				fieldtype: "Data",
				label: __("Reason"),
				reqd: 1,
				description: __("Your name, the time and the reason are written to the access log."),
			},
		],
		async ({ reason }) =>
			show(await frappe.xcall(`${API}reveal_identity`, { resident: frm.doc.name, identity_kind, reason })),
		__("Reveal"),
	);
}

function record_document(frm) {
	const kinds = frappe.meta.get_docfield("Resident", "identity_kind").options.split("\n").filter(Boolean);
	grid_governance.asking.values(
		__("Record Document"),
		[
			{
				fieldname: "identity_kind",
				fieldtype: "Select",
				label: __("Document Kind"),
				reqd: 1,
				default: kinds[0],
				options: kinds.map((value) => ({ value, label: __(value) })),
			},
			{
				fieldname: "identity_number",
				fieldtype: "Data",
				label: __("Document Number"),
				depends_on: 'eval:doc.identity_kind!="No Document Yet"',
			},
			{
				fieldname: "no_identity_reason",
				fieldtype: "Data",
				label: __("Reason For No Document"),
				depends_on: 'eval:doc.identity_kind=="No Document Yet"',
			},
		],
		async (values) => {
			render_documents(
				frm,
				await frappe.xcall(`${API}record_identity`, { resident: frm.doc.name, ...values }),
			);
			frm.reload_doc();
		},
		__("Save"),
	);
}
