"""JSON Schema of the documents, for editors; made from the models by `python -m scenarios.schema`.

An editor that knows the schema completes and checks a case while it is written; `tenure case check` has the last word.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of document, by its name: case, plan, questions, profile."""
    from scenarios.models.base import Strict
    from scenarios.models.case import CaseDocument
    from scenarios.models.plan import any_plan
    from scenarios.models.profile import ProfileDocument
    from scenarios.models.question import BankDocument

    models: dict[str, type[Strict]] = {
        "case": CaseDocument, "plan": any_plan(), "questions": BankDocument, "profile": ProfileDocument,
    }  # fmt: skip
    return {name: {"$schema": _DIALECT, **model.model_json_schema()} for name, model in models.items()}


def schema_text(name: str) -> str:
    """The schema of one kind of document as it stands on disk."""
    return json.dumps(schemas()[name], indent=1, ensure_ascii=False) + "\n"


def schema_path(name: str) -> Path:
    """Where the schema of one kind of document stands."""
    return FOLDER / f"{name}.schema.json"
