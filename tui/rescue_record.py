"""How far each rescue has been brought at best: kept beside the history of practice."""

from __future__ import annotations

from typing import Any

from tui.history import History

KEPT = "rescues"
"""The name under which the best shares are kept."""
MOST_KEPT = 2000
"""Rescues of which the best share is kept, those tried last (design)."""


def best_shares(history: History) -> dict[str, float]:
    """The best share of each rescue by its id: from 0 to 1."""
    kept = history.kept(KEPT)
    found = kept.items() if isinstance(kept, dict) else ()
    return {id: float(share) for id, share in found if _is_share(share)}


def _is_share(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and 0 <= found <= 1


def keep_share(history: History, id: str, share: float) -> float:
    """Keep how far a rescue was brought, where that is the best so far; the best."""
    shares = best_shares(history)
    best = max(share, shares.pop(id, 0.0))
    history.keep(KEPT, dict([*shares.items(), (id, best)][-MOST_KEPT:]))
    return best
