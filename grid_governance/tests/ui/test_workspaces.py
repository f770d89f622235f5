"""Each duty's workbench in the browser: its own first, whole, in Chinese, without a script error (conftest)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

WORKBENCHES = {
	"Grid Officer": ("网格员工作台", "积分核实", "在册住户", "住户与人口"),
	"Village Points Clerk": ("积分管理工作台", "积分核实", "本月加分", "积分目录"),
	"Shop Keeper": ("兑换点工作台", "打开兑换台", "本月兑换笔数", "物品与库存"),
	"Reception Clerk": ("窗口工作台", "打开综合受理窗口", "本月来访批次", "来访登记"),
	"Dispatcher": ("分流调度工作台", "打开分流调度台", "本月受理", "统计与报表"),
	"Mediator": ("调解员工作台", "调处中纠纷", "本月受理", "纠纷与调解"),
	"Supervisor": ("督办与领导看板", "待回复督办", "本月超时", "统计与报表"),
	"Leader": ("督办与领导看板", "挂牌督办中", "本月超时", "督办事项"),
	"System Operator": ("平台管理工作台", "区划网格树", "网格数", "区划与网格"),
}
PLATFORM_WORKSPACES = ("网站", "集成", "用户", "工具", "Build")
LATIN = re.compile(r"[A-Za-z]{3,}")
# A key combination, and what the search box's library says to screen readers.
EXPECTED = re.compile(r"\(Ctrl \+ G\)|Begin typing for results\.")


@pytest.mark.parametrize("duty", WORKBENCHES)
def test_a_duty_begins_at_its_own_workbench_in_chinese(desk, duty):
	page = desk(duty).open("")
	title, *words = WORKBENCHES[duty]
	for word in ("今日待办", *words):
		page.get_by_text(word, exact=True).first.wait_for()
	page.locator(".number-widget-box .number").first.wait_for()
	expect(page.locator(".layout-side-section .selected")).to_contain_text(title)
	page.settled()
	assert not LATIN.findall(EXPECTED.sub("", page.text()))
	side = page.inner_text(".layout-side-section")
	assert not [name for name in PLATFORM_WORKSPACES if name in side]


def test_today_leads_to_the_rows_it_counts(desk, town):
	"""The figure beside a line is the number of rows that a click on it lists, of my own village only."""
	from grid_governance.tests.factories import registry

	town.fresh()
	for unit in (town.grid_a1, town.grid_a1, town.grid_b1):
		registry.make_visit(registry.make_household(unit), needs_help=1)
	town.commit()
	page = desk("Grid Officer").open("grid-workbench")
	line = page.locator(".shortcut-widget-box", has_text="近一周需帮扶")
	line.get_by_text("2户").wait_for()
	line.click()
	page.wait_for_url(re.compile("/app/visit-log"))
	page.settled()
	page.wait_for_function("() => window.cur_list?.doctype === 'Visit Log' && cur_list.data.length === 2")


def test_breadcrumbs_lead_back_to_the_own_workbench(desk):
	page = desk("Mediator").open("dispute-case")
	expect(page.locator("#navbar-breadcrumbs")).to_contain_text("调解员工作台")
