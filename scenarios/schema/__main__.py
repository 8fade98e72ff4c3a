"""Write the schemas anew after a change of the models: `python -m scenarios.schema`."""

from __future__ import annotations

from scenarios.files import write_whole
from scenarios.schema import schema_path, schema_text, schemas

for name in schemas():
    write_whole(schema_path(name), schema_text(name))
    print(schema_path(name).name)
