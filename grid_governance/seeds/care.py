"""Care categories. Sensitive ones are shipped switched off; AIDS and cult matters are never kept at all."""

from grid_governance.seeds import plant as plant_rows

ON = (
	"Left-behind Child",
	"Left-behind Elder",
	"Living Alone",
	"Empty Nest",
	"Person With Disability",
	"Subsistence Allowance",
	"Lifted From Poverty Or Monitored",
	"Entitled To Special Care",
	"Child In Difficulty",
)
OFF = (
	"Released From Prison",
	"Community Correction",
	"Drug User",
	"Severe Mental Disorder",
	"Youth Of Special Concern",
	"Petitioner Of Special Concern",
)


def plant() -> None:
	rows = [{"category_name": name, "enabled": 1, "is_sensitive": 0} for name in ON]
	rows += [{"category_name": name, "enabled": 0, "is_sensitive": 1} for name in OFF]
	plant_rows("Care Category", rows, key="category_name")
