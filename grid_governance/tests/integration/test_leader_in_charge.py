"""领导包案: one leader at a time, notes that stay as they are, an end with its result."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import supervision as api
from grid_governance.cases.supervision import words
from grid_governance.tests.integration import supervision_scenes
from grid_governance.tests.integration.supervision_scenes import make_charge


@pytest.fixture
def town(world, as_user):
	return supervision_scenes.town(world, as_user)


def test_one_leader_at_a_time_is_in_charge_with_notes_on_the_way(town, as_user):
	with as_user(town.supervisor):
		charge = make_charge(town, goal="月底前化解")
		with pytest.raises(frappe.ValidationError, match="in charge of the case already"):
			make_charge(town)
		charge.append("progress", {"noted_on": nowdate(), "note": "到工地约见双方"})
		charge.save()
		api.end_charge(charge.name, "双方达成协议")
		charge.reload()
		assert (charge.status, str(charge.ended_on)) == (words.CHARGE_ENDED, nowdate())
		charge.goal = "改写"
		with pytest.raises(frappe.ValidationError, match="has ended"):
			charge.save()
		make_charge(town)
	assert charge.progress[0].noted_by == town.supervisor


def test_another_one_s_note_stays_as_it_is(town, as_user):
	with as_user(town.supervisor):
		charge = make_charge(town)
		charge.append("progress", {"noted_on": nowdate(), "note": "到工地约见双方"})
		charge.save()
	with as_user(town.dispatcher):
		doc = frappe.get_doc("Leader In Charge", charge.name)
		doc.progress[0].note = "没有去"
		with pytest.raises(frappe.ValidationError, match="stays as it is"):
			doc.save()
		doc.reload()
		doc.progress[0].noted_on = add_days(nowdate(), -9)
		with pytest.raises(frappe.ValidationError, match="stays as it is"):
			doc.save()
		doc.reload()
		doc.append("progress", {"noted_on": add_days(nowdate(), 1), "note": "明天去"})
		with pytest.raises(frappe.ValidationError, match="in the future"):
			doc.save()


def test_a_charge_ends_by_its_button_with_a_result(town, as_user):
	with as_user(town.supervisor):
		charge = make_charge(town)
		charge.status = words.CHARGE_ENDED
		with pytest.raises(frappe.ValidationError, match="End Charge"):
			charge.save()
		with pytest.raises(frappe.ValidationError, match="result"):
			api.end_charge(charge.name, " ")
		with pytest.raises(frappe.ValidationError, match="begins"):
			make_charge(town, from_date="2026-11-02", to_date="2026-11-01")
