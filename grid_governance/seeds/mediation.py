"""What mediators begin with: the phrase library (mediation_phrases.csv) and the courts' check list of papers."""

import csv
from pathlib import Path

import frappe

from grid_governance.seeds import plant as plant_rows
from grid_governance.seeds import remember, was_planted

FILE = Path(__file__).with_name("mediation_phrases.csv")

# name, demanded, where the case has it
PAPERS = (
	("司法确认申请书", 1, "Application For Confirmation"),
	("人民调解协议书", 1, "Signed Agreement"),
	("双方当事人身份证明", 1, "Identity Of The Parties"),
	("人民调解委员会资格证明", 1, ""),
	("承诺书", 1, ""),
	("授权委托书及代理人身份证明", 1, "Powers Of Agents"),
	("人民调解记录", 0, "Mediation Record"),
	("与调解协议相关的财产权利证明", 0, ""),
)


def plant() -> None:
	plant_rows(
		"Confirmation Paper",
		[
			{"paper_name": name, "demanded": demanded, "found_as": found_as, "sort_order": n * 10}
			for n, (name, demanded, found_as) in enumerate(PAPERS, 1)
		],
		key="paper_name",
	)
	for row in phrases():
		key = f"{row['category'] or '-'}/{row['used_for']}/{row['phrase_title']}"
		if not was_planted("Mediation Phrase", key):
			frappe.get_doc(doctype="Mediation Phrase", **row).insert(ignore_permissions=True)
			remember("Mediation Phrase", key)


def phrases() -> list[dict]:
	"""The shipped phrases as fields of Mediation Phrase, in the order of the file."""
	with FILE.open(encoding="utf-8", newline="") as stream:
		return [
			{
				"category": line["纠纷类型"] or None,
				"used_for": line["用处"],
				"phrase_title": line["名称"],
				"phrase_text": line["内容"],
				"sort_order": n * 10,
			}
			for n, line in enumerate(csv.DictReader(stream), 1)
		]
