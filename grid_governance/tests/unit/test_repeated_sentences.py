"""Sentences that one worker wrote in many cases: what counts as the same, and what is meant to be said alike."""

import pytest

from grid_governance.cases.intake.wording import Said, plain, repeated, sentences

COPIED = "经网格员上门劝说，{0}与{1}握手言和，赔偿{2}元"


def said(n, text, worker="W1", names=("张三", "李四")):
	return Said(worker, f"C{n}", n, text, names)


def copies(
	count, text=COPIED, worker="W1", own=lambda n: f"第{n}件另有原因，{'甲乙丙丁戊己庚'[n]}家先动的手"
):
	"""Cases with one sentence in common and one of their own."""
	pairs = [("张三", "李四"), ("王小五", "赵六"), ("钱七", "孙八"), ("周九", "吴十")]
	return [
		said(n, f"{own(n)}。{text.format(*pairs[n], (n + 1) * 100)}。", worker, pairs[n])
		for n in range(count)
	]


def test_one_sentence_among_others_is_found_whatever_names_and_sums():
	(row,) = repeated(copies(3), 3)
	assert (row.worker, row.cases, row.first, row.last) == ("W1", ["C0", "C1", "C2"], 0, 2)
	assert row.sentences == ["经网格员上门劝说，张三与李四握手言和，赔偿100元"]


def test_below_the_least_number_of_cases_it_is_no_repetition():
	assert repeated(copies(3), 4) == []


def test_the_same_sentence_of_several_workers_is_nobodys_habit():
	assert repeated([*copies(2), *copies(2, worker="W2")], 3) == []


def test_a_sentence_said_twice_in_one_case_counts_once():
	text = "双方因楼道堆物发生争吵互不相让。双方因楼道堆物发生争吵互不相让！"
	assert repeated([said(1, text), said(1, text), said(2, text)], 3) == []


def test_a_text_copied_as_a_whole_is_one_row_with_its_sentences_in_order():
	text = "双方因楼道堆物发生争吵互不相让；经劝说当场清理完毕互相道歉\n约定今后各自保管好自家物品"
	(row,) = repeated([said(n, text) for n in range(4)], 3)
	assert row.sentences == text.replace("；", "\n").split("\n")


def test_the_wording_of_most_cases_comes_first():
	other = "今后双方互谅互让共同维护楼道整洁"
	rows = repeated([*copies(2), *(said(n, other) for n in range(5, 9))], 2)
	assert [len(row.cases) for row in rows] == [4, 2]


@pytest.mark.parametrize(
	"text", [None, "", "已和好。", "张三李四握手。双方当场和好。", "2026年11月22日。3000元！"]
)
def test_what_is_short_says_nothing(text):
	assert sentences(text, ["张三", "李四"]) == {}


@pytest.mark.parametrize("end", ["。", "；", "！", "？", "\n", ";"])
def test_a_sentence_ends_at_these_signs(end):
	assert len(sentences(f"双方因楼道堆物发生争吵互不相让{end}经劝说当场清理完毕互相道歉")) == 2


def test_sentences_of_the_phrase_library_are_meant_to_be_alike():
	library = [
		"{甲方}于{履行期限}前一次性支付{乙方}赔偿款{金额}元（大写{大写金额}）。"
		"双方今后互谅互让，不再为此事争执。"
	]
	agreed = [
		"张三于2026年12月1日前一次性支付李四赔偿款3,000元（大写叁仟元整）。双方今后互谅互让，不再为此事争执。",
		"张三于________前一次性支付李四赔偿款500元（大写伍佰元整）。双方今后互谅互让，不再为此事争执。",
	]
	cases = [said(n, text) for n, text in enumerate(agreed)]
	assert repeated(cases, 2, library) == []
	assert len(repeated(cases, 2)) == 1


def test_a_phrase_of_placeholders_alone_excuses_nothing():
	assert len(repeated(copies(3), 3, ["{甲方}{乙方}", "{甲方}。", ""])) == 1


def test_one_letter_names_do_not_hollow_out_a_text():
	assert plain("某某在某处争吵", ["某"]) == "某某在某处争吵"


def test_signs_of_patterns_in_texts_are_signs():
	text = "双方（共3人）自愿*和解+互不追究[见附件]"
	assert repeated([said(n, text) for n in range(2)], 2, ["双方（共3人）自愿*和解+互不追究[见附件]"]) == []
