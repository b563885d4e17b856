"""Mentions of all articles -> entities."""
