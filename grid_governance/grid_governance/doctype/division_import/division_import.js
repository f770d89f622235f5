frappe.ui.form.on("Division Import", {
	refresh(frm) {
		if (frm.is_new() || !frm.doc.source_file) return;
		if (frm.doc.status === "Import Running") return watch(frm);
		grid_governance.main_button(frm, __("Import Divisions"), () => {
			const save = frm.is_dirty() ? frm.save() : Promise.resolve();
			save
				.then(() => frappe.call("grid_governance.api.imports.run_divisions", { name: frm.doc.name }))
				.then(() => frm.reload_doc());
		});
	},
});

function watch(frm) {
	frappe.realtime.off("division_import_progress");
	frappe.realtime.off("division_import_done");
	frappe.realtime.on("division_import_progress", (data) => {
		if (data.name === frm.doc.name) frm.dashboard.set_headline(__("{0} lines read", [data.lines]));
	});
	frappe.realtime.on("division_import_done", (data) => data.name === frm.doc.name && frm.reload_doc());
}
