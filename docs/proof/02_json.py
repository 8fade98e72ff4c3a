"""Line 2: one JSON object with every column, the same bytes twice, and golden runs that hold.

Prints the months, columns and digest of `tenure run web-shop --seed 7 --json`, and how many golden runs hold. Exit code
1 when anything is missing, differs, or is not a number.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from scenarios.case_files import CASE_IDS  # noqa: E402
from tests.golden.runs import golden, stored  # noqa: E402

COMMAND = (sys.executable, "-m", "tui.cli", "run", "web-shop", "--seed", "7", "--json")
NAMES = {"case", "seed", "engine", "months", "totals"}
TOTALS = {"profit", "npv", "customer_equity", "value_created", "retention_12m", "customers"}
COLUMNS = {
    "customers", "acquired", "lost", "upgraded", "downgraded", "cultivation", "growth", "maturity", "decline",
    "cultivation_growth", "cultivation_decline", "growth_maturity", "growth_decline", "maturity_growth",
    "maturity_decline", "decline_maturity", "retention_12m", "churn", "chance_to_leave", "satisfaction", "expectation",
    "trust", "commitment", "nps", "revenue", "cost", "goods", "relationship", "contacts", "compensation",
    "complaint_ease", "agents", "training", "recognition", "acquisition", "welcome", "rewards", "overhead", "interest",
    "profit", "npv", "customer_equity", "value_created", "calls", "abandonment", "asa", "service_level", "occupancy",
    "employee_satisfaction",
}  # fmt: skip


def main() -> int:
    first, second = (subprocess.run(COMMAND, cwd=PROJECT, capture_output=True, check=True).stdout for _ in range(2))
    found = json.loads(first, parse_constant=lambda name: sys.exit(f"{name} in the JSON"))
    months = found["months"]
    missing = sorted(COLUMNS - set(months[0])) + sorted(NAMES - set(found)) + sorted(TOTALS - set(found["totals"]))
    print(f"months {len(months)}, columns {len(months[0])}, missing {missing or 'none'}")
    print(f"bytes {len(first)}, sha256 {hashlib.sha256(first).hexdigest()[:16]}, twice the same {first == second}")
    changed = 0
    for name in CASE_IDS:
        was, now = stored(name), golden(name)
        differ = [run for run in now["runs"] if now["runs"][run] != was["runs"].get(run)]
        changed += len(differ) + (was["hash"] != now["hash"]) + (was["rules"] != now["rules"])
        print(f"golden runs of {name}: {len(now['runs']) - len(differ)} of {len(now['runs'])} hold {differ or ''}")
    return 1 if missing or first != second or changed else 0


if __name__ == "__main__":
    sys.exit(main())
