"""What a person presses acts once: questions go through public/js/asking.js, whose dialogs stay until the server has
answered. The platform's own prompt closes before that, loses what was typed, and acts twice by a double click.
"""

import re
from pathlib import Path

APP = Path(__file__).parents[2]
SCRIPTS = sorted(
	script
	for folder in ("public/js", "grid_governance")
	for script in (APP / folder).rglob("*.js")
	if script.name != "asking.js"
)
QUESTIONS = re.compile(r"frappe\.(prompt|confirm|warn)\(")
# what stands behind a button of a dialog and asks the server
ACTS = re.compile(r"^\s*(?:async )?primary_action\(|primary_action: async", re.MULTILINE)
# saves the form on screen once somebody has said yes; asked by the platform's own save, which is done once
ALLOWED = {"similar.js"}
# dialogs whose button asks nobody: it copies a text, or adds rows and closes; a list whose button leads elsewhere
HARMLESS = {"public_notice.js", "points_batch.js", "points_rules.js", "points_redemption_list.js"}


def found(pattern: re.Pattern, but: set[str]) -> list[str]:
	return [
		script.name
		for script in SCRIPTS
		if script.name not in but and pattern.search(script.read_text(encoding="utf-8"))
	]


def test_no_question_closes_before_the_server_has_answered():
	assert len(SCRIPTS) > 100
	assert not found(QUESTIONS, ALLOWED), "use asking.values or asking.sure"


def test_no_button_of_a_dialog_acts_twice():
	assert not found(ACTS, HARMLESS), "use asking.once"
