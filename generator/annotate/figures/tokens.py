"""The tokens of a sentence for the figure reader: digits read to a value, currency signs, words, marks, things to leave alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.annotate.figures.knowledge import SHY_SIGNS, SIGN_CURRENCIES
from generator.model import Span

NUMBER, FRACTION, SIGN, WORD, OPAQUE, MARK = "number", "fraction", "sign", "word", "opaque", "mark"


class Token(NamedTuple):
    """A token with its offsets in the article. `value` only for NUMBER and FRACTION. `tight`: no white space before it."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    value: Decimal | None
    tight: bool
    ambiguous: bool = False  # "1.000": a thousand or one


_IGNORED = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphen, zero-width spaces and joiners
_NO_BREAK = "\u00a0\u202f\u2009"
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:january|february|april|june|july|august|september|october|november|december"
    r"|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z]))"
)
_SHORTENED = r"(?i:nos?|nr|sq|approx|ca?|art|sect?|vol|fig|pp?|ext|tel|prop|deg|rs)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?(?:[-–—/]|to|and|or|,|through|until)\s?{_DAY}(?![\d%.,]\d|\s?(?:per|%|people|million)))*"


# "R35m", "R1.5 billion", "R1,200", "R49.99", "R49 a month"; not "R22", "R2-D2" or "the R21 highway".
_SHOWS_MONEY = (
    r"\d+(?:[.,]\d+)*\s?(?:m|mn|bn|b|k|million|billion|trillion|thousand)\b|\d{1,3}(?:[,\s]\d{3})+(?!\d)|\d+[.,]\d\d(?![\d.])"
    r"|\d+\s(?:a|an|per|each)\s(?:month|week|day|year|hour|share|litre|liter|kilo|kilogram|ton|tonne|person|head|ticket|night|copy|barrel|ounce)\b"
)


def _signs() -> str:
    """Currency signs, longest first; a sign of letters counts only before digits, a lone capital only when it touches its "$"."""
    forms = []
    for sign in sorted(SIGN_CURRENCIES, key=lambda sign: (-len(sign), sign)):
        if sign in SHY_SIGNS:
            forms.append(rf"(?<![\w-]){re.escape(sign)}(?={_SHOWS_MONEY})")
        elif sign.endswith("$") and len(sign) > 2:
            forms.append(rf"(?<![A-Za-z]){re.escape(sign[:-1])}\s?\$")
        elif sign[0].isalpha() and not sign.endswith("$"):
            forms.append(rf"(?<![A-Za-z]){re.escape(sign)}(?=[\s.]{{0,2}}\d)")
        elif sign[0].isalpha():
            forms.append(rf"(?<![A-Za-z]){re.escape(sign)}")
        else:
            forms.append(re.escape(sign))
    return "|".join(forms)


_SCAN = re.compile(
    rf"""
    (?P<opaque>
        (?:https?://|www\.)\S+ | [\w.+-]+@[\w-]+\.\w+ | (?<!\w)[@\#]\w+
      | \[\d{{1,3}}\]                                             # a footnote
      | \d{{4}}-\d\d-\d\d(?:T[\d:.+Z-]+)? | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}(?![\d.,]\d)
      | {_DAYS}\s?(?:of\s)?(?<![A-Za-z]){_MONTHS}(?![a-z])\.?(?:,?\s(?:1[0-9]|20)\d\d(?!\d|,\d|%))?
      | (?<![A-Za-z]){_MONTHS}\s?\.?\s{_DAYS}(?![\d,.]*\d|\s?[%])(?:\s?,?\s(?:1[0-9]|20)\d\d(?!\d|,\d|%))?
      | (?<![A-Za-z]){_MONTHS}\.?,?\s(?:of\s)?(?:1[0-9]|20)\d\d(?!\d|,\d|%)
      | \d{{1,2}}(?:[:.]\d\d)?\s?(?:[apAP]\.[mM]\.|(?:[ap]m|[AP]M)(?![A-Za-z])|o[’']clock|noon(?!\w))
      | \d{{1,2}}:\d\d(?::\d\d)?(?:[.,]\d+)?(?:\s?(?:GMT|UTC|BST|EST|EDT|CET|hours|hrs|local))?
      | [01]\d[0-5]\d\s?(?:GMT|UTC|BST|EST|EDT|CET|hours|hrs)
      | \d{{1,2}}\.\d\d\s?(?:GMT|UTC|BST|EST|EDT|CET)
      | \d+:\d+(?![\d:])
      | \+\d[\d\s()-]{{6,}}\d | \(\d{{2,5}}\)\s?\d[\d\s-]{{4,}}\d | (?<![\d-])\d{{3}}-\d{{3}}-\d{{4}}(?![\d-]) | \d+(?:-\d+){{2,}}
    )
  | (?P<sign>{_signs()})
  | (?P<power>\d+(?:\.\d+)?(?:\s?[x×*]\s?\d+(?:\^[-−–+]{{0,2}}\d+|[⁺⁻]?[⁰¹²³⁴-⁹]+)|\^[-−–+]{{0,2}}\d+|[eE][-−+]?\d+(?![A-Za-z\d])))
  | (?P<area>(?:km|cm|mm|ft|mi|yd|m)[23](?!\w))
  | (?P<glued>(?<!\w)[^\W\d_]+\d(?!\S*\^)[\w-]*(?:[./]\d+)* | (?<!\w)(?!(?:mid|sub|non|minus|plus|about|some)-)[^\W\d_]+-\d[\w-]*(?!\S*\^))
  | (?P<plural>\d+s(?![A-Za-z]))
  | (?P<ordinal>\d[\d,]*\s?(?:st|nd|rd|th)(?![A-Za-z]) | ['’]?(?:\d0['’]?s|\d\d[1-9]0s|[12]\d00s)(?![A-Za-z]))
  | (?P<fraction>[¼-¾⅐-⅞])
  | (?P<number>
        \d{{1,3}}(?:[{_NO_BREAK}]\d{{3}})+(?:[.,]\d+)?(?!\d)
      | \d+(?:[{_IGNORED}]*[.,'’٬٫][{_IGNORED}]*\d+|[{_IGNORED}]+\d+)*
      | (?<![\w.])\.\d+
    )
  | (?P<word>(?:[A-Za-z]\.){{2,}} | (?<!\w)[A-Z](?:\.[A-Z])+(?!\w) | (?:{_SHORTENED})\.(?!\s?$)
      | [°º]\s?[CFK](?![A-Za-z]) | [^\W\d_¼-¾⅐-⅞]+(?:['’][^\W\d_]+)*)
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_DIGIT_SHAPES = re.compile(
    r"""(?P<plain>\d+)
      | (?P<western>\d{1,3}(?:,\d{3})+(?:\.\d+)?)
      | (?P<spaced>\d{1,3}(?:\ \d{3})+(?:[.,]\d+)?)
      | (?P<swiss>\d{1,3}(?:'\d{3})+(?:[.,]\d+)?)
      | (?P<indian>\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?)
      | (?P<continental>\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})
      | (?P<decimal>\d*\.\d+)
      | (?P<comma>\d{1,3},\d{1,2})""",
    re.VERBOSE,
)
_LONGEST = 30  # digits; no article counts anything larger, and a longer run is an identifier
_LARGEST_POWER = 30


def find_tokens(text: str, span: Span) -> list[Token]:
    """The tokens of `text[span]` in order. Never fails; what cannot be read with certainty becomes OPAQUE."""
    found: list[Token] = []
    last = -1
    for match in _SCAN.finditer(text, span.start, span.end):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        surface = match.group()
        tight = start == last
        last = end
        value: Decimal | None = None
        ambiguous = False
        if kind == "number":
            value, ambiguous = _read_run(surface, text[end : end + 2])
            kind = NUMBER if value is not None else OPAQUE
        elif kind == "power":
            value = _read_power(surface)
            kind = NUMBER if value is not None else OPAQUE
        elif kind == "fraction":
            numeric = unicodedata.numeric(surface)
            value = round(Decimal(numeric), 10)
        elif kind in ("glued", "ordinal", "plural"):
            kind = OPAQUE
        elif kind == "area":
            kind = WORD
        found.append(Token(start, end, surface, surface.lower().replace("’", "'"), kind, value, tight, ambiguous))
    return _joined(found)


def _read_run(run: str, after: str) -> tuple[Decimal | None, bool]:
    if len(after) == 2 and after[0] in _NO_BREAK and after[1].isdigit():
        return None, False
    return read_digits(run)


def read_digits(run: str) -> tuple[Decimal | None, bool]:
    """A run of digits and separators -> its value, and whether "1.000" could mean either; (None, False) where the grouping makes no sense.

    >>> read_digits("1,234.5"), read_digits("12,34,56")
    ((Decimal('1234.5'), False), (None, False))
    """
    clean = []
    for char in run:
        if char.isascii():
            clean.append(char)
        elif char.isdecimal():
            clean.append(str(unicodedata.decimal(char)))
        elif char in _NO_BREAK:
            clean.append(" ")
        elif char in "’":
            clean.append("'")
        elif char == "٬":
            clean.append(",")
        elif char == "٫":
            clean.append(".")
    digits = "".join(clean)
    if sum(char.isdigit() for char in digits) > _LONGEST:
        return None, False
    match = _DIGIT_SHAPES.fullmatch(digits)
    if match is None:
        return None, False
    shape = match.lastgroup
    if shape == "plain":
        return (None, False) if len(digits) > 1 and digits[0] == "0" else (Decimal(digits), False)
    if shape == "decimal":
        return Decimal(digits), bool(re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits))
    if shape == "comma":
        return Decimal(digits.replace(",", ".")), False
    if shape == "continental":
        return Decimal(digits.replace(".", "").replace(",", ".")), False
    if shape in ("spaced", "swiss"):
        return Decimal(digits.replace(" ", "").replace("'", "").replace(",", ".")), False
    if digits[0] == "0":
        return None, False
    return Decimal(digits.replace(",", "")), False


def _read_power(surface: str) -> Decimal | None:
    """ "1.3x10^6", "8x2^10", "12e+4": the value, None where it is too large to be anything counted."""
    if "^" in surface or any(char in "⁰¹²³⁴⁵⁶⁷⁸⁹" for char in surface):
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:\s?[x×*]\s?(\d+))?\^?(.+)", surface)
        if match is None:
            return None
        mantissa, base, raised = match.groups()
    else:
        mantissa, raised = re.split("[eE]", surface)
        base = "10"
    exponent = unicodedata.normalize("NFKC", raised).replace("−", "-").replace("–", "-").replace("+", "")
    exponent = exponent.replace("--", "")
    if not re.fullmatch(r"-?\d{1,3}", exponent) or abs(int(exponent)) > _LARGEST_POWER or len(mantissa) > _LONGEST:
        return None
    power = int(exponent)
    if base is None:
        return Decimal(mantissa) ** power if Decimal(mantissa) else None
    return Decimal(mantissa) * Decimal(base) ** power if len(base) <= 4 and int(base) else None


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Digits grouped by plain spaces ("120 000") made one token: one to three digits, then groups of exactly three."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        j = i + 1
        if token.kind == NUMBER and len(token.text) <= 3 and token.text.isdigit() and not (found and found[-1].kind in (NUMBER, FRACTION)):
            while j < len(tokens) and _is_group(tokens[j]) and tokens[j].start == tokens[j - 1].end + 1:
                j += 1
        if j > i + 1 and token.text != "0":
            text = "".join(part.text for part in tokens[i:j])
            token = token._replace(end=tokens[j - 1].end, text=text, low=text, value=Decimal(text))
            found.append(token)
        else:
            found.append(token)
            j = i + 1
        i = j
    return found


def _is_group(token: Token) -> bool:
    return len(token.text) == 3 and token.text.isdigit() and token.kind in (NUMBER, OPAQUE)
