"""Line 2: keys agree with plain arithmetic, and nobody can guess them from the options.

Works out every `check:` at 200 seeds by a reader of its own (Python's arithmetic on the printed numbers, no formula of
the project), counts how often the key is the longest option, where keys stand, what a solver that never reads the stem
gets right, and how alike stems are. Exit code 1 when a bound does not hold.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from grading.soundness import SEEDS  # noqa: E402
from grading.variant import draw  # noqa: E402
from sim import formulas  # noqa: E402
from tests import bank_statistics as statistics  # noqa: E402

ARITHMETIC = {
    "abs": abs, "min": min, "max": max, "round": round, "floor": math.floor, "ceil": math.ceil, "sqrt": math.sqrt,
    "exp": math.exp, "log": math.log, "sum": lambda *of: math.fsum(of[0] if isinstance(of[0], list) else of),
}  # fmt: skip
CHI_SQUARE_3_DF = 16.27  # exceeded once in a thousand times (Pearson 1900)
EQUAL = 1e-9


def wrong_keys() -> tuple[int, int]:
    """Keys compared with their check, and those that differ."""
    compared = wrong = 0
    for one in statistics.parametric():
        check = str(one.check)
        assert not any(name in check for name in formulas.FOR_QUESTIONS if len(name) > 5), one.id
        code = compile(check, one.id, "eval")  # a bundled text, read in review; files of others never come this way
        for seed in range(SEEDS):
            variant = draw(one, seed)
            numbers = {name: number.read_back() for name, number in variant.numbers.items()}
            value = eval(code, {"__builtins__": {}, **ARITHMETIC}, numbers)
            compared += 1
            if abs(value - variant.key.value) > EQUAL * max(1.0, abs(variant.key.value)):
                wrong += 1
                print(f"  {one.id}, seed {seed}: check {value}, key {variant.key.value}")
    return compared, wrong


def main() -> int:
    compared, wrong = wrong_keys()
    print(f"{compared} keys compared with plain arithmetic, {wrong} differ")
    good = not wrong
    for language in statistics.LANGUAGES:
        longest, guessed = statistics.longest_keys(language), statistics.guessed(language)
        alike = list(statistics.alike(language))
        print(f"{language}: key the longest option in {longest:.1%} of {len(statistics.singles())} (most 35%)")
        print(f"{language}: without the stem {guessed:.1%}, by chance {statistics.chance():.1%} (most 5 points above)")
        print(f"{language}: stems that share more than 60% of their 4-grams: {len(alike)} {alike[:3] or ''}")
        good &= longest <= statistics.MOST_LONGEST_KEYS and not alike
        good &= guessed <= statistics.chance() + statistics.MOST_ABOVE_CHANCE
    true, judged = statistics.true_statements()
    print(f"{true} of {judged} statements are true")
    places: Counter[int] = Counter()
    for seed in range(SEEDS):
        places.update(statistics.positions(seed))
    expected = sum(places.values()) / 4
    square = sum((places[place] - expected) ** 2 / expected for place in range(4))
    print(f"keys at A to D: {[places[place] for place in range(4)]}, chi-square {square:.2f} (below {CHI_SQUARE_3_DF})")
    families = Counter(one.family for one in statistics.parametric())
    more = sorted(family for family, count in families.items() if count > statistics.MOST_OF_A_FAMILY)
    print(f"{len(families)} families; counted thrice at most: {', '.join(more) or 'none has more'}")
    good &= square < CHI_SQUARE_3_DF and abs(true / judged - 0.5) <= statistics.MOST_ABOVE_CHANCE
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
