"""Concord: a folder of news articles becomes a searchable research brief."""

__version__ = "0.1.0"
