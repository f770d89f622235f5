"""Files of cases for tests: scans and photos as bytes, and a closed case whose file is complete or lacks a slot.

png(), jpeg(), pdf_of(pages)  something that can be bound
closed(as_user, world)        written agreement, performed, closed; who may file it
identity(case)                the slot that a closed case usually lacks is filled
"""

from __future__ import annotations

import io

import frappe
from frappe.utils import add_days, nowdate

from grid_governance.cases import steps
from grid_governance.cases.case_file import slots, uploads
from grid_governance.tests.factories import cases


def png(colour: str = "white", size: tuple[int, int] = (300, 400)) -> bytes:
	return _picture("PNG", colour, size)


def jpeg(colour: str = "white", size: tuple[int, int] = (300, 400)) -> bytes:
	return _picture("JPEG", colour, size)


def _picture(kind: str, colour: str, size: tuple[int, int]) -> bytes:
	from PIL import Image

	result = io.BytesIO()
	Image.new("RGB", size, colour).save(result, kind)
	return result.getvalue()


def pdf_of(pages: int, width: float = 500, height: float = 700, password: str | None = None) -> bytes:
	from pypdf import PdfWriter

	writer, result = PdfWriter(), io.BytesIO()
	for _page in range(pages):
		writer.add_blank_page(width, height)
	if password:
		writer.encrypt(password)
	writer.write(result)
	return result.getvalue()


def closed(world, as_user, **values) -> frappe._dict:
	"""A case of people's mediation, agreed, performed and closed: case, user, mediator, body."""
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	mediator = world.worker("Mediator", "A")
	frappe.db.set_value("Grid Worker", mediator, "worker_name", "陈秀英")
	with as_user(user):
		case = cases.taken_on(cases.make_case(**values), mediator, body)
		session = steps.record_session(
			case.name, "双方同意分期支付。", venue="甲社区调解室", recorder="刘芳", rights_told=1
		)
		terms = [{"content": "支付工资", "amount": 50000, "due_date": add_days(nowdate(), 30)}]
		agreement = cases.in_force(case, terms)
		done = steps.record_performance(agreement.name, agreement.terms[0].name, nowdate(), 50000)
		steps.close_case(case.name)
		case = frappe.get_doc("Dispute Case", case.name)
	return frappe._dict(
		case=case,
		user=user,
		mediator=mediator,
		body=body,
		session=session.name,
		agreement=agreement.name,
		performance=done.name,
	)


def identity(case, content: bytes | None = None):
	"""A copy of an identity card in the file; by the session's user."""
	return uploads.add(case, slots.IDENTITY, "身份证复印件.jpg", content or jpeg())


def filed(world, as_user) -> frappe._dict:
	"""As `closed`, with its identity paper, and filed; `paper` is that file."""
	made = closed(world, as_user)
	with as_user(made.user):
		made.paper = identity(made.case).name
		made.case = steps.file_case(made.case.name)
	return made
