"""Play the golden runs again and store what they come to: `python -m tests.golden`, after a change that alters runs.

Such a change raises the rules version (`RULES` in sim/run.py), once released.
"""

from __future__ import annotations

from scenarios.case_files import CASE_IDS
from scenarios.files import write_whole
from tests.golden.runs import golden_text, path

for name in CASE_IDS:
    write_whole(path(name), golden_text(name))
    print(path(name).name)
