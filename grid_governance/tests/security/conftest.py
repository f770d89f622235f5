import frappe
import pytest

from grid_governance.tests.security import knock


@pytest.fixture(autouse=True)
def no_commits(savepoint, monkeypatch):
	"""Doors that commit (REST writes, bulk deletes) must not end the test's transaction."""
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	monkeypatch.setattr(frappe.db, "rollback", _keep_outer(frappe.db.rollback))
	yield
	monkeypatch.undo()


def _keep_outer(rollback):
	def guarded(*, save_point=None):
		if save_point:
			rollback(save_point=save_point)

	return guarded


@pytest.fixture
def neighbour(world) -> str:
	return knock.all_duties(world, "B")


@pytest.fixture
def resident_staff(world) -> str:
	return knock.all_duties(world, "A")
