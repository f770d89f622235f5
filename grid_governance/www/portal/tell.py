from frappe import _

from grid_governance.portal import matters, pages


def get_context(context):
	person = pages.open_page(context, _("Tell The Centre"))
	context.centres = matters.centres_of(person.grid_unit)
	context.longest = matters.LONGEST
