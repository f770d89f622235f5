"""Objections raised before they had a title of their own take the one of their notice."""

import frappe


def execute():
	objection, notice = frappe.qb.DocType("Notice Objection"), frappe.qb.DocType("Public Notice")
	(
		frappe.qb.update(objection)
		.join(notice)
		.on(notice.name == objection.notice)
		.set(objection.notice_title, notice.title)
		.where(objection.notice_title.isnull())
	).run()
