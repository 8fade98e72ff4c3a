"""The forecasts of a run file: strict ranges, the ends in order, one entry for each quarter of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from scenarios.forecasts import BOUNDS, Forecast
from scenarios.messages import add_messages
from scenarios.models.base import Strict
from scenarios.models.checked import Finding


def _within(measure: str) -> Any:
    low, high = BOUNDS[measure]
    return Field(ge=low, le=high)


TWO_ENDS = Field(min_length=2, max_length=2)
RetentionRange = Annotated[tuple[Annotated[float, _within("retention_12m")], ...], TWO_ENDS]
ProfitRange = Annotated[tuple[Annotated[float, _within("profit")], ...], TWO_ENDS]


class ForecastModel(Strict):
    """What was expected of a quarter, as ranges `[low, high]`: retention at its end, profit of its three months."""

    retention_12m: RetentionRange | None = None
    profit: ProfitRange | None = None

    def ranges(self) -> Forecast:
        """The ranges that are given, by measure."""
        return {measure: (found[0], found[1]) for measure, found in self if found is not None}


Forecasts = tuple[ForecastModel | None, ...]


def forecast_a_quarter(plan: tuple[Any, ...], forecasts: Forecasts) -> Iterator[Finding]:
    """Where forecasts were made, there is one for each quarter, or null."""
    if forecasts and len(forecasts) != len(plan):
        yield Finding(("forecasts",), "run_forecasts_count", {"found": len(forecasts), "needed": len(plan)})


def ranges_in_order(forecasts: Forecasts) -> Iterator[Finding]:
    """A forecast says something, and each range its low end first."""
    for index, forecast in enumerate(forecasts):
        if forecast is None:
            continue
        if not forecast.ranges():
            yield Finding(("forecasts", index), "run_forecast_empty", {"allowed": tuple(BOUNDS)})
        for measure, (low, high) in forecast.ranges().items():
            if low > high:
                yield Finding(("forecasts", index, measure), "run_forecast_crossed", {"low": low, "high": high})


add_messages(
    {
        "run_forecasts_count": {
            "zh": "计划有 {needed} 个季度，预测却有 {found} 份；每个季度应有一份，没有预测的写 null",
            "en": "the plan has {needed} quarters and there are {found} forecasts; each quarter has one, or null",
        },
        "run_forecast_empty": {
            "zh": "这份预测是空的；应写 {allowed} 中的至少一项，没有预测的写 null",
            "en": "this forecast says nothing; give one or more of {allowed}, or null for no forecast",
        },
        "run_forecast_crossed": {
            "zh": "预测的下限 {low} 高于上限 {high}；应先写低的",
            "en": "the forecast's low end {low} is above its high end {high}; the lower one comes first",
        },
    }
)
