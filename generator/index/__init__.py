"""Entities and mentions -> tables, comparisons, timeline."""
