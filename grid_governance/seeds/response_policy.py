"""The limits that a new site starts with: law where there is one, practice where there is none."""

from grid_governance.cases.clocks import arithmetic, limits
from grid_governance.seeds import plant as plant_rows

NAME = "法定与通行办理时限"
BASIS = (
	"人民调解工作若干规定第三十三条（一个月）；劳动争议调解仲裁法第十四条（十五日）；"
	"医疗纠纷预防和处理条例第三十八条（三十个工作日，鉴定不计）；其余为通行做法，可按本地文件修改。"
)

# limit, amount, unit, warn before, further columns
ROWS = (
	(limits.SIGN_FOR, 2, arithmetic.WORKING_DAY, 1, {"extension": limits.NOT_AT_ALL}),
	(limits.HANDLE, 15, arithmetic.WORKING_DAY, 3, {"extension": limits.BY_UNIT_ABOVE}),
	(limits.MEDIATION, 1, arithmetic.MONTH, 5, {"extension": limits.WITH_CONSENT}),
	(
		limits.MEDIATION,
		15,
		arithmetic.DAY,
		3,
		{"category": "Labour Dispute", "extension": limits.WITH_CONSENT},
	),
	(
		limits.MEDIATION,
		30,
		arithmetic.WORKING_DAY,
		5,
		{"category": "Medical Dispute", "extension": limits.WITH_CONSENT},
	),
	(limits.ESCALATION_REPORT, 30, arithmetic.MINUTE, 10, {"extension": limits.NOT_AT_ALL}),
	(limits.REPLY_TO_SENDER, 15, arithmetic.WORKING_DAY, 3, {"extension": limits.BY_UNIT_ABOVE}),
	(limits.REPLY_TO_VISITOR, 15, arithmetic.WORKING_DAY, 3, {}),
	(limits.SUPERVISION_REPLY, 5, arithmetic.WORKING_DAY, 1, {"extension": limits.BY_UNIT_ABOVE}),
	(limits.RETURN_VISIT, 7, arithmetic.WORKING_DAY, 2, {"escalate": 0}),
)


def plant() -> None:
	rows = [
		{
			"limit_name": limit,
			"amount": amount,
			"unit": unit,
			"warn_before": warn_before,
			"escalate": 1,
			"extension": limits.WITH_REASON,
			**further,
		}
		for limit, amount, unit, warn_before, further in ROWS
	]
	plant_rows(
		"Response Policy",
		[{"policy_name": NAME, "status": "In Use", "basis": BASIS, "limits": rows}],
		key="policy_name",
	)
