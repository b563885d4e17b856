"""Owns how a name becomes a key to look up by, and a slug to stand in an address."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from anyascii import anyascii

SLUG_LENGTH = 80
# What Windows will not have as a file name, and what the site's own pages use.
_RESERVED = frozenset("con prn aux nul index search assets data about com1 com2 com3 com4 lpt1 lpt2 lpt3 lpt4".split())
_APOSTROPHES = re.compile(r"['’ʻʼ‘`´.]")
_OTHER = re.compile(r"[^a-z0-9]+")
_SAINT = re.compile(r"\b(?:saint|sainte|ste|snt)\b")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """ASCII words in lower case, one space between: "Zaporizhzhia" and "ZAPORIZHZHIA", "São Paulo" and "Sao Paulo" are one.

    Apostrophes and stops vanish ("U.S." is "us", "O'Leary" is "oleary"); every other mark parts words ("Jong-un" is "jong un").
    """
    plain = text if text.isascii() else anyascii(text)
    return _OTHER.sub(" ", _APOSTROPHES.sub("", plain).lower()).strip()


@lru_cache(maxsize=100_000)
def place_key(text: str) -> str:
    """The key of a place's name: folded, without a leading article, "Saint" as "st"."""
    key = _SAINT.sub("st", fold(text.replace("&", " and ")))
    return key[4:] if key.startswith("the ") and len(key) > 6 else key


def slug(text: str) -> str:
    """An ASCII word of a path: lower case, hyphens, at most 80 characters, never empty and never a reserved name.

    What has no ASCII letters at all becomes "n-" and a hash, so that two such names still differ.
    """
    made = fold(text).replace(" ", "-")
    if not made:
        return f"n-{digest(text)}"
    if len(made) > SLUG_LENGTH:
        made = f"{made[: SLUG_LENGTH - 9].rstrip('-')}-{digest(made)}"
    return f"{made}-entry" if made in _RESERVED else made


def digest(text: str, length: int = 8) -> str:
    """A short stable hash, for what must differ and has nothing better to differ by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
