"""Comparing a result with a figure as a book prints it."""


def printed(value: float, digits: int) -> str:
    """The value with so many decimals, as it would stand in the book."""
    return f"{value:.{digits}f}"
