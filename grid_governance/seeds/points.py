"""Books, categories, award items, ready sets and deduction items that a new site starts with.

The four categories and their 191 items follow the Jingmen field report; 36 items are tagged peace and law. All
belong to the site; a village switches on what it wants by adopting rules, and adds its own. Deduction
items lie there unused until rules that name them are in force.
"""

from __future__ import annotations

import frappe

from grid_governance.seeds import catalogue
from grid_governance.seeds import plant as plant_rows

BOOKS = (
	{
		"book_name": "居（村）民积分",
		"subject_class": "Resident Class",
		"description": "居（村）民个人参与基层治理所得积分",
	},
	{
		"book_name": "家庭积分",
		"subject_class": "Family Class",
		"description": "以户为单位，家庭成员所得积分计入本户",
	},
	{
		"book_name": "党员积分",
		"subject_class": "Party Member Class",
		"redeemable": 0,
		"carry_over": "Cleared To Zero",
		"declare_within_days": 30,
		"description": "党员日常表现积分，作为评先评优和民主评议的参考，不兑换物品，按年度清零",
	},
	{
		"book_name": "工作人员积分",
		"subject_class": "Village Staff Class",
		"redeemable": 0,
		"approving_body": "Township",
		"carry_over": "Cleared To Zero",
		"declare_within_days": 30,
		"description": "社区（村）工作人员履职积分，由乡镇（街道）审定，作为年度考核的参考，不兑换物品，按年度清零",
	},
	{
		"book_name": "单位积分",
		"subject_class": "Community Body Class",
		"redeemable": 0,
		"approving_body": "Township",
		"carry_over": "Carried Over In Full",
		"declare_within_days": 60,
		"description": "辖区单位、社会组织参与共建共治所得积分，由乡镇（街道）审定，用于通报表扬和授牌，不兑换物品",
	},
	{
		"book_name": "道德储蓄银行",
		"subject_class": "Family Class",
		"approving_body": "Appraisal Meeting",
		"carry_over": "Carried Over In Full",
		"declare_within_days": 30,
		"description": "以户开户，储蓄友爱、孝顺、诚信善行，由评议会审定，逐年累存",
	},
)
# code, name, points or (low, high), per, basis. Never anything about quarrels, mediation, petitions or complaints.
DEDUCTIONS = (
	("K01", "占用、堵塞消防通道，经劝导不改正", 10, "次", "消防法第二十八条；村规民约（居民公约）"),
	("K02", "随意倾倒垃圾、乱堆乱放，经劝导不改正", (2, 5), "次", "村规民约（居民公约）"),
	("K03", "露天焚烧秸秆、垃圾", 5, "次", "大气污染防治法第七十七条；村规民约"),
	("K04", "违规燃放烟花爆竹", 5, "次", "烟花爆竹安全管理条例；村规民约（居民公约）"),
	("K05", "婚丧事宜大操大办，超出约定标准", (5, 20), "件", "村规民约（居民公约）"),
	("K06", "故意损坏公共设施、绿化", (5, 20), "次", "村规民约（居民公约）"),
	("K07", "饲养犬只不拴绳、不清理粪便，经劝导不改正", 3, "次", "村规民约（居民公约）"),
	("K08", "弄虚作假骗取积分", (5, 50), "次", "积分细则"),
)


def plant() -> None:
	categories = enumerate(catalogue.CATEGORIES.values(), 1)
	plant_rows(
		"Points Category",
		[{"category_name": name, "sort_order": n, "enabled": 1} for n, name in categories],
		key="category_name",
	)
	plant_rows("Points Book", [{"basis": "Each Person", **book} for book in BOOKS], key="book_name")
	plant_rows("Points Item", catalogue.items(), key="item_code")
	plant_rows("Points Item Set", _sets(), key="set_name")
	plant_rows("Deduction Item", [_deduction(*row) for row in DEDUCTIONS], key="item_code")


def _sets() -> list[dict]:
	"""The ready sets over the items that are there (an item that the admin removed is left out)."""
	by_code = dict(frappe.get_all("Points Item", fields=["item_code", "name"], as_list=True))
	return [
		{
			"set_name": name,
			"rows": [
				{"item": by_code[code], "heading": heading} for code, heading in rows if code in by_code
			],
		}
		for name, rows in catalogue.sets().items()
	]


def _deduction(code: str, name: str, worth: int | tuple[int, int], per: str, basis: str) -> dict:
	low, high = worth if isinstance(worth, tuple) else (worth, worth)
	return {
		"item_code": code,
		"item_name": name,
		"min_points": low,
		"max_points": high,
		"per": per,
		"basis": basis,
	}
