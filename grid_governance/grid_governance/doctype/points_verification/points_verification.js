// Who is told of a finding reads here what to do about it.

frappe.ui.form.on("Points Verification", {
	refresh(frm) {
		frm.disable_save();
		frm.get_field("findings").$wrapper.find(".like-disabled-input").css("white-space", "pre-line"); // a line each
		const { result } = frm.doc;
		if (result === "Ledger Findings") {
			frm.set_intro(
				__(
					"Settle, redeem and credit nothing in these accounts for now, and correct nothing by hand. Print this page, and let the System Manager compare the rows with the last backup and with the posted notices and find out who reached the database. When the rows are restored, press Verify Now in the list until nothing is found.",
				),
				"red",
			);
		}
		if (result === "Check Broke Off") {
			frm.set_intro(
				__(
					"The ledger is not verified yet. Press Verify Now in the list; if it breaks off again, tell the System Manager.",
				),
				"orange",
			);
		}
	},
});
