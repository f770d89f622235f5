"""Every word of ours that a user may read, with the place where it stands; read from the files, no site needed."""

from __future__ import annotations

import ast
import builtins
import csv
import importlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_javascript
from jinja2.ext import babel_extract

from grid_governance.workflows.definitions import all_definitions

APP = Path(importlib.import_module("grid_governance").__file__).parent
MODULE = APP / "grid_governance"
ZH = APP / "translations" / "zh.csv"
Found = Iterator[tuple[str, str]]

# Fieldtypes whose options are names of other things, not words.
CHOICES = ("Select", "Autocomplete")
OUTSIDE = {"tests", "dist", "node_modules"}
# A whole sentence: begins like one, has several words, ends like one.
SENTENCE = re.compile(r"^[A-Z{][^\n]* [^\n]*[.?!]$")
NOT_ON_SCREEN = {"demo", "commands"}  # what a console prints is for whoever runs the server
LETTERS = re.compile(r"[A-Za-z]{2,}")


def rows() -> list[tuple[str, str]]:
	"""zh.csv as it stands: (English, Chinese)."""
	with ZH.open(encoding="utf-8", newline="") as file:
		return [(row[0], row[1]) for row in csv.reader(file)]


def sources(suffix: str) -> Iterator[Path]:
	for path in sorted(APP.rglob(f"*{suffix}")):
		if not OUTSIDE & set(path.relative_to(APP).parts):
			yield path


def at(path: Path, line: int | None = None) -> str:
	return f"{path.relative_to(APP)}{f':{line}' if line else ''}"


# ---------------------------------------------------------------- code


def _first(text: str | tuple | None) -> str:
	"""The literal of a call as babel gives it; "" where the call has none."""
	return (text if isinstance(text, str) else (text or ("",))[0]) or ""


def from_python() -> Found:
	for path in sources(".py"):
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "_lt") and node.args:
				text = node.args[0]
				if isinstance(text, ast.Constant) and isinstance(text.value, str):
					yield text.value, at(path, node.lineno)
		if not NOT_ON_SCREEN & set(path.relative_to(APP).parts):
			yield from _sentences(path)


def _sentences(path: Path) -> Found:
	"""Pure modules speak in plain sentences, raised or kept in a Problem; whoever shows them translates them."""
	tree = ast.parse(path.read_text(encoding="utf-8"))
	notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
	parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
	raised = {
		id(node.exc.args[0])
		for node in ast.walk(tree)
		if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args
		if getattr(node.exc.func, "id", "").endswith("Error") and not hasattr(builtins, node.exc.func.id)
	}
	for node in ast.walk(tree):
		if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes | parts:
			if SENTENCE.match(node.value) or (id(node) in raised and " " in node.value):
				yield node.value, at(path, node.lineno)


def from_javascript() -> Found:
	for path in sources(".js"):
		with path.open("rb") as file:
			options = {"parse_template_string": "yes"}
			for line, _function, text, _comments in extract_javascript(file, ["__"], (), options):
				yield _first(text), at(path, line)


def from_templates() -> Found:
	for path in sources(".html"):
		with path.open("rb") as file:
			for line, _function, text, _comments in babel_extract(file, ["_"], (), {}):
				yield _first(text), at(path, line)


def untranslatable_python() -> Found:
	"""Sentences shown to the user without `_()`."""
	for path in sources(".py"):
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("throw", "msgprint"):
				first = node.args[0] if node.args else None
				if isinstance(first, ast.Constant | ast.JoinedStr) and _has_english(first):
					yield ast.unparse(first), at(path, node.lineno)


def _has_english(node: ast.Constant | ast.JoinedStr) -> bool:
	parts = node.values if isinstance(node, ast.JoinedStr) else [node]
	return any(isinstance(p, ast.Constant) and LETTERS.search(str(p.value)) for p in parts)


def untranslatable_javascript() -> Found:
	"""Labels and titles in scripts written as plain English."""
	plain = re.compile(r"""\b(?:label|title|description|placeholder|message):\s*(["'])([A-Z][^"']*)\1""")
	for path in sources(".js"):
		for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
			for match in plain.finditer(line):
				yield match[2], at(path, number)


def untranslatable_templates() -> Found:
	"""English between the tags of a template or a print format."""
	hidden = re.compile(
		r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style.*?</style>|<script.*?</script>|<!--.*?-->|<[^>]*>", re.S
	)
	for path in sources(".html"):
		text = hidden.sub("\n", path.read_text(encoding="utf-8"))
		for word in text.splitlines():
			if re.search(r"[A-Za-z]{3,}", re.sub(r"&\w+;", "", word)):
				yield word.strip(), at(path)


# ---------------------------------------------------------------- records that stand as files


def doctypes() -> Iterator[tuple[Path, dict]]:
	yield from module_files("doctype")


def module_files(kind: str) -> Iterator[tuple[Path, dict]]:
	for path in sorted((MODULE / kind).glob("*/*.json")):
		yield path, json.loads(path.read_text(encoding="utf-8"))


def from_doctypes() -> Found:
	for path, doc in doctypes():
		where = at(path)
		yield doc["name"], where
		yield doc.get("description") or "", where
		for field in doc["fields"]:
			spot = f"{where} {field.get('fieldname')}"
			yield field.get("label") or "", spot
			yield field.get("description") or "", spot
			yield field.get("placeholder") or "", spot
			if field["fieldtype"] in CHOICES:
				for option in (field.get("options") or "").split("\n"):
					yield option, spot
		for part in ("actions", "links", "states"):
			for row in doc.get(part) or []:
				yield row.get("label") or row.get("group") or row.get("title") or "", where
		for permission in doc["permissions"]:
			yield permission["role"], where


def from_workspaces() -> Found:
	for path, doc in module_files("workspace"):
		where = at(path)
		yield doc["title"], where
		for table in ("shortcuts", "links", "number_cards", "charts", "quick_lists", "custom_blocks"):
			for row in doc.get(table) or []:
				yield row.get("label") or "", where
				yield row.get("format") or "", where
		for block in json.loads(doc["content"]):
			yield re.sub(r"<[^>]*>", "", block["data"].get("text") or ""), where


def from_other_records() -> Found:
	for kind, keys in (
		("number_card", ("label",)),
		("dashboard_chart", ("name", "chart_name")),
		("page", ("title",)),
		("print_format", ("name",)),
		("report", ("name",)),
		("notification", ("subject",)),
		("web_form", ("title", "introduction_text", "success_message")),
	):
		for path, doc in module_files(kind):
			for key in keys:
				yield doc.get(key) or "", at(path)
			for row in [*doc.get("columns", []), *doc.get("filters", []), *doc.get("web_form_fields", [])]:
				yield row.get("label") or "", at(path)


def from_workflows() -> Found:
	for definition in all_definitions():
		where = f"workflow of {definition['document_type']}"
		yield definition["name"], where
		for state, *_rest in definition["states"]:
			yield state, where
		for _state, action, *_rest in definition["transitions"]:
			yield action, where


def from_duties() -> Found:
	duties = importlib.import_module("grid_governance.seeds.duties")
	for role in duties.ROLES:
		yield role, "seeds/duties.py"
	for duty, *_rest in duties.DUTIES:
		yield duty, "seeds/duties.py"


COLLECTORS = (
	from_python,
	from_javascript,
	from_templates,
	from_doctypes,
	from_workspaces,
	from_other_records,
	from_workflows,
	from_duties,
)


def all_words() -> dict[str, list[str]]:
	"""Word or sentence → the places where it stands."""
	found: dict[str, list[str]] = defaultdict(list)
	for collect in COLLECTORS:
		for text, where in collect():
			text = text.strip()
			if LETTERS.search(text):
				found[text].append(where)
	return found


def stages() -> set[str]:
	"""The options of every stage field."""
	return {
		option
		for _path, doc in doctypes()
		for field in doc["fields"]
		if field["fieldname"] == "stage"
		for option in field["options"].split("\n")
	}


def actions() -> set[str]:
	return {action for d in all_definitions() for _state, action, *_rest in d["transitions"]}
