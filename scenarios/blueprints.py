"""The shapes of papers: the bundled ones by id, a teacher's own by path; strict, with exact errors."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.messages import add_messages, quoted
from scenarios.problems import whole_file_error

if TYPE_CHECKING:
    from scenarios.models.blueprint import BlueprintDocument

FOLDER = Path(__file__).parent / "papers"
BLUEPRINT_IDS = ("final", "calculating")
"""The bundled blueprints; the first is the one that is taken where none is chosen."""


def blueprint(name: str) -> BlueprintDocument:
    """The blueprint of a bundled id or a path; DocumentError with all problems of the file."""
    from scenarios.case_files import is_path

    if name in BLUEPRINT_IDS:
        return load_blueprint(FOLDER / f"{name}.yaml")
    if not is_path(name):
        raise whole_file_error(name, "no_such_paper", found=quoted(name), allowed=BLUEPRINT_IDS)
    return load_blueprint(name)


def load_blueprint(source: str | os.PathLike[str] | bytes) -> BlueprintDocument:
    """A blueprint's document; DocumentError with all that is wrong with it."""
    import scenarios.models.messages  # noqa: F401  the words of the checks
    from scenarios.models.blueprint import BLUEPRINT_CHECKS, BlueprintDocument
    from scenarios.models.checked import check
    from scenarios.reader import read_yaml

    return check(read_yaml(source), BlueprintDocument, BLUEPRINT_CHECKS)


add_messages(
    {
        "no_such_paper": {
            "zh": "没有试卷蓝图 {found}；可用的有 {allowed}，自己的蓝图请给出 .yaml 文件的路径",
            "en": "there is no blueprint {found}; there are {allowed}, and your own by the path of its .yaml file",
        }
    }
)
