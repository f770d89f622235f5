from frappe import _

from grid_governance.api.notices import my_objections
from grid_governance.points.notice import notice_views, notices
from grid_governance.portal import pages


def get_context(context):
	person = pages.open_page(context, _("Notices"))
	found = notice_views.of_villager(person.grid_unit)
	context.notices = sorted(
		found, key=lambda row: row.stage != notices.ON_NOTICE
	)  # what still runs comes first
	context.objections = my_objections()
