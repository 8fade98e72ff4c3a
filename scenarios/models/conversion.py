"""From the document of a case to the case that `sim` plays, and the case's hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace

from scenarios.models.case import CaseDocument, EventModel, FirmModel, PopulationModel, TargetsModel
from scenarios.models.levers import open_levers_of, strategy_of
from scenarios.models.parameters import parameters_of
from sim.case import Case, Event, FirmSetup, Population, Reaction, Segment, Targets
from sim.levers import OpenLever

_CHANGES_NOTHING = ("practice_seed",)
"""Fields that choose which run is played, not what a run or a grade is."""


def case_of(document: CaseDocument) -> Case:
    """The case behind a document that has been checked.

    The default of an open lever is every firm's default, unless the firm's own strategy says otherwise.
    """
    levers = tuple(lever_checked(lever) for lever in open_levers_of(document.levers))
    return Case(
        id=document.id,
        contractual=document.contractual,
        quarters=document.quarters,
        history_months=document.history,
        practice_seed=document.practice_seed,
        allowance=document.allowance,
        population=_population(document.population),
        firms=tuple(_firm(firm) for firm in document.firms),
        levers=levers,
        defaults={**{lever.id: lever.default for lever in levers}, **strategy_of(document.defaults)},
        events=tuple(_event(event) for event in document.events),
        targets=_targets(document.targets),
        parameters=parameters_of(document.parameters),
    )


def lever_checked(lever: OpenLever) -> OpenLever:
    """An open lever whose default is in its canonical form; LeverError where it is out of bounds."""
    return replace(lever, default=lever.check(lever.default))


def case_hash(case: Case) -> str:
    """SHA-256 over all that can change a run or a grade, in canonical JSON; the texts of a case do not count."""
    content = {name: value for name, value in asdict(case).items() if name not in _CHANGES_NOTHING}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _population(written: PopulationModel) -> Population:
    segments = tuple(Segment(one.id, one.share, one.budget, one.calls, one.business) for one in written.segments)
    return Population(written.key, written.pool, written.people, segments)


def _firm(written: FirmModel) -> FirmSetup:
    reactions = tuple(Reaction(**one.model_dump()) for one in written.reactions)
    return FirmSetup(written.id, written.share, strategy_of(written.strategy), reactions)


def _event(written: EventModel) -> Event:
    about = written.model_dump(exclude={"name", "chance"})
    return Event(**about, chance=written.chance or 0.0)


def _targets(written: TargetsModel) -> Targets:
    return Targets(
        retention=written.retention,
        profit=written.profit,
        retention_weight=written.weights.retention,
        profit_weight=written.weights.profit,
        retention_span=written.spans.retention,
        profit_span=written.spans.profit,
        profit_reading=written.profit_reading,
        bands=tuple((name, float(least)) for name, least in written.bands.items()),
        keep_share=written.keep_share,
    )
