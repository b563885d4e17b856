"""Dates: what an article says happened when, and when an article that does not say so was published."""

from generator.annotate.dates.find import DATES_VERSION, find_dates
from generator.annotate.dates.published import infer_published

__all__ = ["DATES_VERSION", "find_dates", "infer_published"]
