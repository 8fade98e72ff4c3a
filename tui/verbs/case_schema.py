"""`tenure case schema`: the JSON Schema of a document, for editors that complete and check."""

from __future__ import annotations

import json
from argparse import Namespace

from scenarios.models.runfile import any_run
from scenarios.schema import schema_text
from tui.verbs.answer import Answer


def answer(options: Namespace, language: str) -> Answer:
    """The schema of a case, a plan or a run."""
    if options.kind == "run":
        return Answer(json.dumps(any_run().model_json_schema(), indent=1, ensure_ascii=False))
    return Answer(schema_text(options.kind))
