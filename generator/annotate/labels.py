"""Labels of other recognisers -> our kinds."""

from __future__ import annotations

from generator.model import Kind

# OntoNotes (spaCy's English pipelines), CoNLL-2003 and WikiNER labels, and the words asked of GLiNER.
KIND_OF_LABEL = {
    "PERSON": Kind.PERSON,
    "PER": Kind.PERSON,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "LOCATION": Kind.PLACE,
    "PLACE": Kind.PLACE,
    "FAC": Kind.PLACE,
    "ORG": Kind.ORGANISATION,
    "ORGANIZATION": Kind.ORGANISATION,
    "ORGANISATION": Kind.ORGANISATION,
}


def kind_of(label: str) -> Kind | None:
    """Our kind for a label, in any case; None for what is no name of ours (dates, nationalities, products)."""
    return KIND_OF_LABEL.get(label.upper())
