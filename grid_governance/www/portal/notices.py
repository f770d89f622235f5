from frappe import _

from grid_governance.api.notices import my_objections
from grid_governance.points.notice import notice_views
from grid_governance.portal import pages


def get_context(context):
	person = pages.open_page(context, _("Notices"))
	context.notices = notice_views.of_villager(person.grid_unit)
	context.objections = my_objections()
