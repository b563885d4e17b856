"""Owns the page that says how much of this very site is right, from the sample that people marked."""

from __future__ import annotations

from collections.abc import Sequence

from generator.data import rows
from generator.model import Index, Page
from generator.review.sample import Mark, Share, by_version, claims, shares
from generator.site import links

PATH = links.ACCURACY


def accuracy_page(index: Index, marks: Sequence[Mark]) -> Sequence[Page]:
    """The page as a list of one; none without marks: a share of nothing would be a claim."""
    if not marks:
        return []
    standing = claims(index)
    wrong = sorted((mark for mark in marks if not mark.right), key=lambda mark: (mark.kind, mark.at, mark.when))
    return [
        Page(
            path=PATH,
            template="accuracy.md",
            data={
                "title": "How much of this site is right",
                "description": "Precision of this site's own findings, from a sample that people marked",
                "count": len(marks),
                "people": ", ".join(sorted({mark.who for mark in marks})),
                "shares": [_row(share) for share in shares(marks)],
                "versions": [
                    (version, day.isoformat(), share.kind, *_row(share)[1:])
                    for version, day, of_version in by_version(marks)
                    for share in of_version
                ],
                "scores": rows("scores.txt"),
                "wrong": [
                    (mark.kind, mark.at, mark.read, mark.why, "still so" if mark.claim in standing else "changed since") for mark in wrong
                ],
            },
        )
    ]


def _row(share: Share) -> tuple[str, str, str, str]:
    """Kind, right of marked, share, interval."""
    return share.kind, f"{share.right} of {share.of}", f"{share.right / share.of:.0%}", f"{share.low:.0%} to {share.high:.0%}"
