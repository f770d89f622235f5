"""Work Calendar Day: a rest day or make-up working day (调休) that the state's table does not know or has wrong."""

from frappe.model.document import Document

from grid_governance import work_calendar


class WorkCalendarDay(Document):
	def on_update(self):
		work_calendar.forget()

	def after_delete(self):
		work_calendar.forget()
