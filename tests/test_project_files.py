"""What the files of the project may name: nothing that exists on one machine only."""

from __future__ import annotations

import os
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MADE = re.compile(r"\.git|\.?venv|build|dist|__pycache__|\.hypothesis|.*_cache|.*\.egg-info|snapshot_report\.html")
# Put together from pieces, so that this file does not name them either.
PACKAGE_HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "conda" + ".io")
PACKAGE_SETTINGS = ("index" + "-url", "find" + "-links", "trusted" + "-host", "registry" + " =", "registry" + "=")
PERSONS_FOLDER = re.compile(
    r"(?<![\w.:/])/(?:home|Users|root|work|workspace|opt|mnt|tmp|var/folders)/[\w.-]+" + r"|\b[A-Za-z]:\\+Users\\+\w"
)
OUTSIDE_PROJECT = re.compile(r"\.\./shared" + r"\b")


def project_files() -> list[Path]:
    """Every text file of the project, without what tools made and without environments; works where there is no git."""
    found = []
    for folder, inner, names in os.walk(PROJECT):
        inner[:] = sorted(name for name in inner if not MADE.fullmatch(name))
        found += [Path(folder, name) for name in sorted(names) if not MADE.fullmatch(name)]
    return [path for path in found if b"\0" not in path.read_bytes()[:8192]]


def test_no_file_names_a_local_path_or_where_packages_come_from() -> None:
    files = project_files()
    assert PROJECT / "pyproject.toml" in files
    named = []
    for path in files:
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
            hosts = [name for name in (*PACKAGE_HOSTS, *PACKAGE_SETTINGS) if name in line]
            folders = [found.group() for found in (PERSONS_FOLDER.search(line), OUTSIDE_PROJECT.search(line)) if found]
            named += [f"{path.relative_to(PROJECT)}:{number}: {name}" for name in hosts + folders]
    assert named == []
