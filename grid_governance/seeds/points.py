"""Books, categories and award items that a new site starts with.

The four categories are those of the Jingmen field report; the items are a first forty of its 191, worded
as its catalogue words them. All belong to the site; a village adds its own or stops what it does not want.
"""

from __future__ import annotations

from grid_governance.seeds import plant as plant_rows

VALUES = "Core Socialist Values"
VIRTUE = "Social, Professional, Family And Personal Virtue"
ORDER = "Public Order And Security"
GANGS = "Fight Against Organised Crime"
CATEGORIES = (VALUES, VIRTUE, ORDER, GANGS)

RESIDENTS, FAMILIES, PARTY, STAFF, ORGANISATIONS = "R", "F", "P", "S", "O"
FIELDS = {
	RESIDENTS: "for_residents",
	FAMILIES: "for_families",
	PARTY: "for_party_members",
	STAFF: "for_village_staff",
	ORGANISATIONS: "for_organisations",
}

BOOKS = (
	("居(村)民积分", "Resident Class", "Each Person", "居(村)民个人参与基层治理所得积分"),
	("家庭积分", "Family Class", "Each Person", "以户为单位,家庭成员所得积分计入本户"),
)

# code, name, category, for whom, points (number, (low, high) or {level: points}), per, caps, peace and law
ITEMS = (
	("A01", "参加村(居)民会议、村(居)民代表会议", VALUES, "RFP", 2, "次", (("Month", 4, 0),), 0),
	("A02", "参加村(社区)协商议事活动并提出意见建议", VALUES, "RFPO", 3, "次", (("Month", 4, 0),), 0),
	("A03", "意见建议被村(社区)采纳", VALUES, "RFPO", 5, "条", (("Year", 10, 0),), 0),
	("A04", "参加新时代文明实践活动", VALUES, "RFP", 2, "次", (("Month", 8, 0),), 0),
	("A05", "参加国家政策、法律法规宣讲活动", VALUES, "RFPS", 2, "次", (("Month", 4, 0),), 1),
	("A06", "家庭成员光荣参军入伍", VALUES, "RF", 50, "人", (("Year", 2, 0),), 0),
	("A07", "带头移风易俗,婚事新办、丧事简办", VALUES, "RFP", 20, "件", (("Year", 2, 0),), 0),
	("A08", "无偿献血", VALUES, "RFPS", 10, "次", (("Year", 2, 0),), 0),
	("A09", "捐资捐物支持本村(社区)公益事业", VALUES, "RFPO", (5, 50), "次", (("Year", 0, 100),), 0),
	("A10", "党员到居住地社区报到并参加服务", VALUES, "P", 3, "次", (("Month", 4, 0),), 0),
	(
		"A11",
		"受到各级表彰奖励",
		VALUES,
		"RFPSO",
		{
			"国家级": 50,
			"省级": 30,
			"市级": 20,
			"县级": 15,
			"乡镇(街道)级": 10,
			"村(社区)级": 5,
		},
		"项",
		(),
		0,
	),
	("B01", "参加村庄(社区)环境卫生集中整治", VIRTUE, "RFPSO", 5, "次", (("Month", 4, 0),), 0),
	("B02", "房前屋后干净整洁,检查评比合格", VIRTUE, "F", 5, "月", (("Month", 1, 0),), 0),
	("B03", "按要求分类投放生活垃圾", VIRTUE, "RF", 2, "次", (("Day", 1, 0), ("Month", 0, 40)), 0),
	("B04", "孝敬老人事迹突出,经评议认可", VIRTUE, "RFP", 10, "年", (("Year", 1, 0),), 0),
	("B05", "被评为“好婆婆”“好媳妇”“好邻居”", VIRTUE, "RF", 20, "项", (("Year", 2, 0),), 0),
	("B06", "被评为文明家庭、最美家庭", VIRTUE, "F", 20, "项", (("Year", 1, 0),), 0),
	("B07", "照料邻里孤寡老人、留守儿童", VIRTUE, "RFP", 3, "次", (("Month", 8, 0),), 0),
	("B08", "帮助邻里解决生产生活困难", VIRTUE, "RFPO", 3, "次", (("Month", 4, 0),), 0),
	("B09", "参加志愿服务,每满1小时计1分", VIRTUE, "RFPS", (1, 8), "次", (("Month", 0, 40),), 0),
	("B10", "拾金不昧", VIRTUE, "RFPS", 5, "次", (), 0),
	("B11", "见义勇为,经有关部门确认", VIRTUE, "RFPS", 50, "次", (), 1),
	("B12", "诚信经营,被评为诚信商户", VIRTUE, "RO", 20, "年", (("Year", 1, 0),), 0),
	("B13", "爱岗敬业,年度考核优秀", VIRTUE, "RPS", 10, "年", (("Year", 1, 0),), 0),
	("B14", "带动邻里就业增收", VIRTUE, "RFPO", 10, "年", (("Year", 1, 0),), 0),
	("C01", "参加治安巡逻、夜间巡防", ORDER, "RFPSO", 3, "次", (("Month", 10, 0),), 1),
	("C02", "参与十户联防,当月本联防组无治安案件", ORDER, "F", 5, "月", (("Month", 1, 0),), 1),
	("C03", "提供治安、消防等安全隐患线索并经核实", ORDER, "RFPSO", 5, "条", (("Month", 4, 0),), 1),
	("C04", "协助排查、劝解邻里矛盾纠纷", ORDER, "RFPSO", 5, "件", (("Month", 6, 0),), 1),
	("C05", "当事人通过人民调解自愿化解纠纷", ORDER, "RF", 5, "件", (("Year", 2, 0),), 1),
	("C06", "主动配合信息采集和流动人口、出租房屋登记", ORDER, "RFO", 2, "次", (("Year", 4, 0),), 1),
	("C07", "参加平安建设、反诈防骗宣传", ORDER, "RFPSO", 3, "次", (("Month", 4, 0),), 1),
	("C08", "协助劝阻电信网络诈骗,避免群众损失", ORDER, "RFPSO", 20, "次", (), 1),
	("C09", "参加消防演练和应急处置", ORDER, "RFPSO", 3, "次", (("Month", 2, 0),), 1),
	("C10", "参与防汛抗旱、森林防火值守", ORDER, "RFPSO", 5, "次", (("Month", 6, 0),), 1),
	("C11", "上学放学时段护学护路", ORDER, "RFPO", 2, "次", (("Day", 2, 0), ("Month", 20, 0)), 1),
	("C12", "担任邻长、联户长并按月履行职责", ORDER, "RP", 10, "月", (("Month", 1, 0),), 1),
	("D01", "参加扫黑除恶专项斗争宣传活动", GANGS, "RFPSO", 3, "次", (("Month", 2, 0),), 1),
	("D02", "学习反有组织犯罪法并通过知识测试", GANGS, "RFPS", 5, "次", (("Year", 2, 0),), 1),
	("D03", "提供涉黑涉恶线索并经查证属实", GANGS, "RFPSO", 50, "条", (), 1),
	("D04", "协助有关部门核查涉黑涉恶线索", GANGS, "RFPSO", 20, "次", (("Year", 5, 0),), 1),
)
SENSITIVE = ("D03", "D04", "C03")
TWICE_A_DAY = ("C11",)
WITHOUT_PHOTO = ("A06", "B04", "C05", "C08", "D03", "D04")


def plant() -> None:
	plant_rows(
		"Points Category",
		[{"category_name": name, "sort_order": n, "enabled": 1} for n, name in enumerate(CATEGORIES, 1)],
		key="category_name",
	)
	plant_rows(
		"Points Book",
		[
			{"book_name": name, "subject_class": subject_class, "basis": basis, "description": text}
			for name, subject_class, basis, text in BOOKS
		],
		key="book_name",
	)
	plant_rows("Points Item", [item_row(*item) for item in ITEMS], key="item_code")


def item_row(code: str, name: str, category: str, whom: str, worth, per: str, caps, peace: int) -> dict:
	"""One catalogue line as the fields of Points Item."""
	row = {
		"item_code": code,
		"item_name": name,
		"category": category,
		"per": per,
		"peace_and_law": peace,
		"sensitive": int(code in SENSITIVE),
		"times_per_day": 2 if code in TWICE_A_DAY else 1,
		"evidence_required": int(code not in WITHOUT_PHOTO),
		"caps": [{"period": period, "times": times, "points": points} for period, times, points in caps],
		**{FIELDS[letter]: 1 for letter in whom},
	}
	if isinstance(worth, dict):
		levels = [{"level_name": level, "points": points} for level, points in worth.items()]
		return {**row, "counting": "By Level", "levels": levels}
	if isinstance(worth, tuple):
		return {**row, "counting": "Between Limits", "min_points": worth[0], "max_points": worth[1]}
	return {**row, "counting": "Fixed Points", "points": worth}
