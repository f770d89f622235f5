"""The restored Frappe: names put back, binary files untouched, a git repository that bench init can use."""

import subprocess
import zipfile

import pytest

from devtools.errors import Failure
from devtools.platform import restore

METADATA = """\
Metadata-Version: 2.1
Name: criscostack
Requires-Dist: Babel~=2.12.1
Requires-Dist: bleach[css]~=6.0.0
Requires-Dist: pytest ; extra == "dev"
"""


@pytest.mark.parametrize(
	("alias", "name"),
	[
		("import criscostack", "import frappe"),
		("Criscostack Technologies", "Frappe Technologies"),
		("CRISCOSTACK_SITE", "FRAPPE_SITE"),
		("criscoerp and Criscoerp and CriscoERP", "erpnext and ERPNext and ERPNext"),
		("crisco.boot, CriscoChart, CRISCO", "frappe.boot, FrappeChart, FRAPPE"),
		("san francisco", "san francisco"),
	],
)
def test_names_are_put_back(alias, name):
	assert restore.original_names(alias) == name


def test_paths_are_put_back():
	assert restore.original_path("criscostack/utils/brik_helper.py") == "frappe/utils/bench_helper.py"
	assert (
		restore.original_path("criscostack/public/js/criscostack/desk.js")
		== "frappe/public/js/frappe/desk.js"
	)


def test_binary_content_is_left_alone():
	image = b"\x89PNG criscostack \xff\xfe"
	assert restore.original_content(image) == image
	assert restore.original_content("网格 criscostack".encode()) == "网格 frappe".encode()


def test_requirements_leave_out_extras():
	assert restore.requirements(METADATA) == ["Babel~=2.12.1", "bleach[css]~=6.0.0"]


def test_an_unknown_wheel_is_refused_and_deleted(tmp_path):
	wheel = tmp_path / "criscostack-1.0.0-py3-none-any.whl"
	wheel.write_bytes(b"not the release")
	with pytest.raises(Failure, match="sha256"):
		restore.check(wheel)
	assert not wheel.exists()


def test_restore_makes_a_clean_repository(tmp_path, home, monkeypatch):
	wheel = tmp_path / "release.whl"
	with zipfile.ZipFile(wheel, "w") as archive:
		archive.writestr("criscostack/__init__.py", '__version__ = "15.0.0-dev"  # criscostack\n')
		archive.writestr("criscostack/utils/brik_helper.py", "import criscostack\n")
		archive.writestr("criscostack-1.0.0.dist-info/METADATA", METADATA)
	monkeypatch.setattr(restore, "SHA256", restore.hashlib.sha256(wheel.read_bytes()).hexdigest())
	repository = tmp_path / "frappe"
	restore.restore(wheel, repository)

	assert (repository / "frappe/utils/bench_helper.py").read_text() == "import frappe\n"
	assert '"Babel~=2.12.1"' in (repository / "pyproject.toml").read_text()
	assert '"pydyf<0.11"' in (repository / "pyproject.toml").read_text()
	assert (repository / "package.json").exists()
	git = ["git", "-C", str(repository)]
	assert subprocess.check_output([*git, "branch", "--show-current"], text=True).strip() == "version-15"
	assert subprocess.check_output([*git, "status", "--porcelain"], text=True) == ""
