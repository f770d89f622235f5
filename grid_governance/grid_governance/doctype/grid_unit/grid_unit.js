frappe.ui.form.on("Grid Unit", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.set_intro();
		const still = grid_governance.asking.still(frm);
		frappe
			.call({
				method: "grid_governance.api.units.size_of_unit",
				args: { unit: frm.doc.name },
				error_handlers: { PermissionError: () => {} },
			})
			.then(({ message: size }) => {
				if (!size || !still()) return;
				frm.set_intro(
					__("{0} households; {1} people living here, {2} registered here.", [
						size.households,
						size.living,
						size.registered,
					]),
					"blue",
				);
				if (size.remark === "small")
					frm.set_intro(__("Fewer households than is usual for a grid."), "orange");
				if (size.remark === "large") frm.set_intro(__("More households than is usual for a grid."), "orange");
			});
	},
});
