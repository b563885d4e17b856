"""Quotations: who says what, in marks and without; see docs/quotes-reading.md."""

from generator.annotate.quotes.find import QUOTES_VERSION, find_quotes

__all__ = ["QUOTES_VERSION", "find_quotes"]
