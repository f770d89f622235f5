frappe.ui.form.on("Grid Worker", {
	refresh(frm) {
		const others = frm.doc.user !== frappe.session.user;
		if (!frm.is_new() && frm.doc.enabled && others && frm.perm[0]?.write) {
			frm.add_custom_button(frm.doc.user ? __("Reset Login Password") : __("Open Login"), () =>
				open_login(frm),
			);
		}
		if (frm.is_new() || !frappe.model.can_create("Post Handover")) return;
		frm.add_custom_button(__("Hand Over Posts"), () =>
			frappe.new_doc("Post Handover", {
				handed_over_by: frm.doc.name,
				grid_unit: frm.doc.grid_unit,
			}),
		);
	},
});

function open_login(frm) {
	const give = async (login) => {
		await grid_governance.asking.save(frm);
		const made = await frappe.xcall("grid_governance.api.registry.open_login", {
			worker: frm.doc.name,
			login,
		});
		await frm.reload_doc();
		const safe = frappe.utils.escape_html;
		const lines = [
			__("{0}: {1}", [__("Login Account"), `<b>${safe(made.login)}</b>`]),
			made.password
				? __("{0}: {1}", [
						__("Temporary Password"),
						`<b style="font-family: monospace; font-size: 1.4em">${safe(made.password)}</b>`,
					])
				: __("This login was there already and keeps its own password."),
		];
		if (made.password) {
			lines.push(
				__("It is shown this once. Please hand it over in person and have it changed after signing in."),
			);
		}
		frappe.msgprint({ title: frm.doc.worker_name, message: lines.join("<br><br>"), indicator: "green" });
	};
	if (frm.doc.user) {
		return grid_governance.asking.sure(
			__("Give {0} a new password? The old one ends at once.", [frm.doc.worker_name]),
			() => give(),
		);
	}
	grid_governance.asking.values(
		__("Open Login"),
		[
			{
				fieldname: "login",
				fieldtype: "Data",
				label: __("Phone, E-mail Address Or User Name"),
				default: frm.doc.phone,
				reqd: 1,
			},
		],
		({ login }) => give(login),
	);
}
