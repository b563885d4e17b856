"""EDTF as people type it: what it means, and that what pages print can be typed back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edtf import parse_edtf


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-07-04", "2025-07-04", "2025-07-05"),
        ("2025-07-04T10:00", "2025-07-04", "2025-07-05"),
        ("2025-12", "2025-12-01", "2026-01-01"),
        ("2025-22", "2025-06-01", "2025-09-01"),
        ("2025-24", "2025-12-01", "2026-03-01"),
        ("2025-36", "2025-10-01", "2026-01-01"),
        ("2025-41", "2025-07-01", "2026-01-01"),
        ("2025", "2025-01-01", "2026-01-01"),
        ("202X", "2020-01-01", "2030-01-01"),
        ("19XX", "1900-01-01", "2000-01-01"),
        ("2025-07-04/2025-07-06", "2025-07-04", "2025-07-07"),
        ("2025-07~", "2025-07-01", "2025-08-01"),
    ],
)
def test_a_date_is_its_half_open_interval(text: str, start: str, end: str) -> None:
    found = parse_edtf(text)
    assert found and (found.start, found.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert found.edtf.removesuffix(":00") == text.removesuffix(":00") or text.endswith("T10:00")
    assert found.approximate == text.endswith("~")


@pytest.mark.parametrize(
    "text",
    ["", "4 July", "2025-06-31", "2025-13", "2025-60", "99999", "0000", "9999-12/", "P2Y", "2025-07-06/2025-07-04", "2025-07-04T25:61"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_edtf(text) is None


@given(st.text(alphabet="0123456789-/TX~:?", max_size=24))
def test_any_text_is_read_without_complaint(text: str) -> None:
    found = parse_edtf(text)
    assert found is None or found.end is None or (found.start is not None and found.start < found.end)
