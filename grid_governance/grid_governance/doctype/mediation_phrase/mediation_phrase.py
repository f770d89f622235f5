"""Mediation Phrase 调解用语: wording for records and agreements, offered where it was planted and below."""

import frappe
from frappe import _

from grid_governance.cases.mediation import wording
from grid_governance.documents import PlacedDocument


class MediationPhrase(PlacedDocument):
	def validate(self):
		super().validate()
		strange = wording.unknown(self.phrase_text or "")
		if strange:
			frappe.throw(
				_("{0} is no placeholder. These are filled in: {1}").format(
					"、".join(f"{{{word}}}" for word in strange),
					" ".join(f"{{{word}}}" for word in wording.PLACEHOLDERS),
				),
				title=_("Unknown Placeholder"),
			)


def on_doctype_update():
	frappe.db.add_index("Mediation Phrase", ["used_for", "category"], "use_and_category")
