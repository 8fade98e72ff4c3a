"""What a customer is worth over his lifetime, at constant retention. Margins, retention and discount are per period."""

from sim.formulas.checks import finite, number, share_of_one, shown, whole


@finite
def margin_multiple(retention: float, discount: float, growth: float = 0.0) -> float:
    """Lifetime value over the yearly margin, the first margin after one period. Source: Gupta & Lehmann 2003."""
    number("retention", retention, least=0)
    number("growth", growth, above=-1)
    kept = retention * (1 + growth)
    _check_perpetuity(kept, discount)
    return kept / (1 + discount - kept)


@finite
def lifetime_value(margin: float, retention: float, discount: float, acquisition_cost: float = 0.0) -> float:
    """Value of a customer whose first margin comes at once, less the cost to win him. Source: Berger & Nasr 1998."""
    number("margin", margin)
    number("acquisition_cost", acquisition_cost)
    _check_perpetuity(retention, discount)
    return margin * (1 + discount) / (1 + discount - retention) - acquisition_cost


@finite
def simple_lifetime_value(margin: float, retention: float, acquisition_cost: float = 0.0) -> float:
    """Margin times expected lifetime, less the cost to win him; without discount. Source: definition."""
    number("margin", margin)
    number("retention", retention, least=0, below=1)
    number("acquisition_cost", acquisition_cost, least=0)
    return margin / (1 - retention) - acquisition_cost


@finite
def finite_lifetime_value(
    margin: float, retention: float, discount: float, periods: int, acquisition_cost: float = 0.0
) -> float:
    """Value of so many margins, the first at once, less the cost to win him. Source: Berger & Nasr 1998."""
    number("margin", margin)
    share_of_one("retention", retention)
    number("discount", discount, above=-1)
    number("acquisition_cost", acquisition_cost, least=0)
    multiple = 0.0
    for _ in range(whole("periods", periods, least=1)):
        multiple = 1 + multiple * retention / (1 + discount)
    return margin * multiple - acquisition_cost


def break_even_acquisition_cost(margin: float, retention: float, discount: float) -> float:
    """The most that may be paid to win a customer: his `lifetime_value` before it. Source: Berger & Nasr 1998."""
    return lifetime_value(margin, retention, discount)


@finite
def break_even_retention(margin: float, discount: float, acquisition_cost: float) -> float:
    """The retention at which `lifetime_value` is 0. Source: Berger & Nasr 1998, solved for retention.

    Refused where the first margin alone brings more than the cost, and where no retention up to 1 brings it back.
    """
    number("margin", margin, above=0)
    number("discount", discount, above=-1)
    number("acquisition_cost", acquisition_cost, least=margin)
    retention = (1 + discount) * (1 - margin / acquisition_cost)
    if retention > 1:
        raise ValueError(f"acquisition_cost is {shown(acquisition_cost)}; no retention up to 1 brings it back")
    return retention


def _check_perpetuity(kept: float, discount: float) -> None:
    number("discount", discount, above=-1)
    number("retention x (1 + growth)", kept, least=0)
    if kept >= 1 + discount:
        raise ValueError(
            f"retention x (1 + growth) is {shown(kept)}; it must be below 1 + discount, or value has no limit"
        )
