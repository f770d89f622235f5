"""Reports count cases by what they came to; cases from before get these facts read off their rows."""

from grid_governance.cases.statistics import facts


def execute():
	facts.refresh()
