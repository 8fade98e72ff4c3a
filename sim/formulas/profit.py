"""Profit of a customer, and where a change of profit comes from. Money in one currency, counts of one period."""

from sim.formulas.checks import finite, number, shown


@finite
def volume_effect(customers_before: float, customers_after: float, margin_before: float) -> float:
    """Profit gained by having more customers, at the old margin per customer. Source: definition (profit bridge)."""
    number("customers_before", customers_before, least=0)
    number("customers_after", customers_after, least=0)
    number("margin_before", margin_before)
    return (customers_after - customers_before) * margin_before


@finite
def margin_effect(customers_after: float, margin_before: float, margin_after: float) -> float:
    """Profit gained by a higher margin, on the customers there are now. Source: definition (profit bridge).

    With `volume_effect` it adds up to the change of customers x margin.
    """
    number("customers_after", customers_after, least=0)
    number("margin_before", margin_before)
    number("margin_after", margin_after)
    return customers_after * (margin_after - margin_before)


@finite
def cost_to_serve(contacts: float, cost_a_contact: float) -> float:
    """Cost of a customer's contacts in the period. Source: definition."""
    number("contacts", contacts, least=0)
    number("cost_a_contact", cost_a_contact, least=0)
    return contacts * cost_a_contact


@finite
def customer_profit(revenue: float, margin_share: float, cost: float) -> float:
    """Revenue times margin (a share of revenue), less the cost of keeping the customer. Source: definition."""
    number("revenue", revenue, least=0)
    number("margin_share", margin_share, most=1)
    number("cost", cost, least=0)
    return revenue * margin_share - cost


@finite
def elasticity(quantity_before: float, quantity_after: float, price_before: float, price_after: float) -> float:
    """Relative change of quantity over that of price, both from the starting values. Source: Marshall 1890."""
    number("quantity_before", quantity_before, above=0)
    number("quantity_after", quantity_after, least=0)
    number("price_before", price_before, above=0)
    number("price_after", price_after, least=0)
    if price_after == price_before:
        raise ValueError(f"price_after is {shown(price_after)}, as before; without a change there is no elasticity")
    return (quantity_after - quantity_before) / quantity_before / ((price_after - price_before) / price_before)
