"""Ids of articles: names that are safe as a path and an address on every system, and unique in a build."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from anyascii import anyascii

LONGEST = 80

# Names that Windows keeps for devices, and names that a site's folder cannot hold beside its index page.
_RESERVED = frozenset(["con", "prn", "aux", "nul", "index", "readme", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))])


def slug(name: str) -> str:
    """A-Z becomes a-z, other scripts are transliterated, all else becomes "-". At most `LONGEST` characters, never empty.

    A name that was cut, or of which nothing is left, ends in six digits of its own hash, so that it stays apart from its like and
    does not depend on other articles.

    >>> slug("Überflutung in Köln: 3 Tote")
    'uberflutung-in-koln-3-tote'
    """
    shown = anyascii(unicodedata.normalize("NFKC", name.encode("utf-8", "replace").decode("utf-8"))[: 4 * LONGEST])
    plain = re.sub(r"[^a-z0-9]+", "-", shown.lower()).strip("-")
    if len(plain) > LONGEST or (plain and len(name) > 4 * LONGEST):
        head = plain[: LONGEST - 7]
        return f"{head.rsplit('-', 1)[0] if '-' in head[LONGEST // 2 :] else head}-{fingerprint(name)}".replace("--", "-")
    if not plain or plain in _RESERVED:
        return f"article-{plain or fingerprint(name)}"
    return plain


def fingerprint(*parts: str) -> str:
    """Six hexadecimal digits that depend on the parts alone."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:6]
