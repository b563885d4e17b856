"""Bytes -> text: byte order marks, UTF-8, guesses at anything else, and files that are no text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import charset_normalizer

from generator.model import Source
from generator.problems import Problem, Severity

MOST_BYTES = 10_000_000  # of one article; a book has a tenth of it
_SAMPLE = 20_000  # bytes from which a foreign encoding is guessed

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Beginnings of files that people drop in by mistake, some without any zero byte.
_NOT_TEXT = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_SEVERAL_BYTES = (
    "utf",
    "big5",
    "gb",
    "hz",
    "euc",
    "shift",
    "iso2022",
    "johab",
    "cp932",
    "cp949",
    "cp950",
)  # to a letter, unlike Windows-1252
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\v\x1b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file; None where it has none, and then a problem says why."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def decode(source: Source, *, declared: str | None = None, most: int = MOST_BYTES) -> Decoded:
    """The file as text, unaltered but for a byte order mark. `declared` is the encoding that its own markup names.

    UTF-8 is tried before anything else: no other encoding passes for it by accident. A file with more whole letters of UTF-8 than broken
    ones is UTF-8 that was damaged. Never raises.
    """
    data = source.data
    if len(data) > most:
        return _refused(source, "too-large", f"The file has {len(data):,} bytes; an article may have {most:,}.", "Split it into articles.")
    if not data.strip():
        return _refused(source, "empty-file", "The file is empty.", "Put the article's text into it, or remove it.")
    for mark, unicode in _MARKS:
        if data.startswith(mark):
            return _decoded(source, data[len(mark) :], unicode)
    kind = next((name for start, name in _NOT_TEXT if data.startswith(start)), None)
    if kind or _binary(data):
        return _refused(
            source, "binary-file", f"The file is not text but {kind or 'binary data'}.", "Save the article as plain text or HTML."
        )
    text = _strictly(data, "utf-8")
    if text is not None:
        return Decoded(text=text)
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("�")
    if declared is None and broken < sum(char > "\x7f" for char in repaired) - broken:
        return Decoded(text=repaired, problems=(_guessed(source, f"{broken} letters of it are broken and shown as �"),))
    for encoding in (declared, _guess(data)):
        text = _strictly(data, encoding) if encoding else None
        if text is not None:
            return Decoded(text=text, problems=() if encoding == declared else (_guessed(source, f"read as {encoding}"),))
    return Decoded(text=repaired, problems=(_guessed(source, "letters that could not be read are shown as �"),))


def _decoded(source: Source, data: bytes, encoding: str) -> Decoded:
    text = _strictly(data, encoding)
    if text is None:
        problem = _guessed(source, f"marked as {encoding.upper()}; letters that could not be read are shown as �")
        return Decoded(text=data.decode(encoding, "replace"), problems=(problem,))
    if not text.strip():
        return _refused(source, "empty-file", "The file is empty.", "Put the article's text into it, or remove it.")
    return Decoded(text=text)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):  # a page may declare an encoding that does not exist, or one that is none for text
        return None


def _binary(data: bytes) -> bool:
    """Whether a zero byte, or more than one control character in ten, stands in the first bytes."""
    head = data[:8192]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in head or controls * 10 > len(head)


def _guess(data: bytes) -> str | None:
    """The encoding that charset-normalizer finds in the part that is not ASCII. Windows-1252 is Latin-1 with more letters."""
    first = next(place for place, byte in enumerate(data) if byte > 127)
    best = charset_normalizer.from_bytes(data[max(0, first - _SAMPLE // 2) : first + _SAMPLE // 2]).best()
    if best is None:
        return None
    # Short Western texts fit dozens of code pages; Windows-1252 is what they are in practice (WHATWG maps Latin-1 to it as well).
    # A text in another script has far more than one such byte in twenty, so that "mac_iceland" or "cp775" is nothing but a guess too many.
    western = not best.encoding.startswith(_SEVERAL_BYTES)
    share = sum(byte > 127 for byte in data) / len(data)
    return "cp1252" if western and share < 0.05 and _strictly(data, "cp1252") is not None else best.encoding


def _guessed(source: Source, how: str) -> Problem:
    return Problem(
        path=source.path,
        line=0,
        code="encoding",
        message=f"The file is not UTF-8; {how}.",
        advice="Check its accented letters, and save it as UTF-8 to be sure.",
    )


def _refused(source: Source, code: str, message: str, advice: str) -> Decoded:
    problem = Problem(path=source.path, line=0, code=code, message=message, advice=advice, severity=Severity.ERROR)
    return Decoded(text=None, problems=(problem,))
