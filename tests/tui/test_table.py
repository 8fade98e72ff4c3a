"""Texts measured in cells of the terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.table import shortened

TEXTS = st.text(alphabet="ab …\n客户，", max_size=20)


@given(TEXTS, st.integers(-5, 30))
def test_a_shortened_text_fits_any_width_and_says_so_where_something_is_left_out(text: str, width: int) -> None:
    whole, short = " ".join(text.split()), shortened(text, width)
    assert cell_len(short) <= max(width, 0)
    if cell_len(whole) <= width:
        assert short == whole
    elif width > 0:
        assert short.endswith("…") and whole.startswith(short.rstrip("…"))
        assert cell_len(short) >= width - 1  # a Chinese character is left out whole
