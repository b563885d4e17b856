"""Mentions of all articles -> entities."""

from generator.link.gazetteer import Gazetteer, load_gazetteer
from generator.link.linking import LINK_VERSION, link

__all__ = ["LINK_VERSION", "Gazetteer", "link", "load_gazetteer"]
