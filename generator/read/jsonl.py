"""JSON Lines and JSON -> drafts: one record an article, its text kept exactly as given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from generator.model import Source
from generator.problems import Problem, Severity
from generator.read.decode import MOST_BYTES, decode
from generator.read.drafts import Draft, Drafts
from generator.read.fields import check_fields

MOST_FILE = 1_000_000_000  # bytes of all records together

MOST_PROBLEMS = 50  # that are told of one file


@dataclass(frozen=True, slots=True, kw_only=True)
class FromRecord:
    """The draft of one record; None where it has none, and then the first problem says why."""

    draft: Draft | None
    problems: tuple[Problem, ...] = ()


def read_jsonl(source: Source) -> Drafts:
    """One article a line. A bad line is a problem with its number; blank lines are nothing."""
    head = source.data[:4]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or not source.data.strip():
        decoded = decode(source, most=MOST_FILE)
        if decoded.text is None:
            return Drafts(problems=decoded.problems)
        return _records(source.path, decoded.text.encode("utf-8", "surrogatepass"))
    return _records(source.path, source.data.removeprefix(b"\xef\xbb\xbf"))


def _records(path: str, data: bytes) -> Drafts:
    drafts: list[Draft] = []
    problems: list[Problem] = []
    start, number = 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        found = _line(data[start:end], path, number)
        drafts += [found.draft] if found and found.draft else []
        problems += found.problems if found else ()
        start = end + 1
    return Drafts(drafts=tuple(drafts), problems=_first(problems, path))


def _first(problems: list[Problem], path: str) -> tuple[Problem, ...]:
    """The first problems of a file, and how many more there are: nobody reads a thousand lines about one wrong file."""
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    left = problems[MOST_PROBLEMS:]
    message = f"{len(left):,} more problems in this file, the last in line {left[-1].line}."
    return (*problems[:MOST_PROBLEMS], _bad(path, left[0].line, "more-problems", message, "Repair the first ones, and look again."))


def _line(line: bytes, path: str, number: int) -> FromRecord | None:
    if len(line) > MOST_BYTES:
        message = f"The line has {len(line):,} bytes; an article may have {MOST_BYTES:,}."
        return FromRecord(draft=None, problems=(_bad(path, number, "too-large", message, "Split it into articles."),))
    if not line.strip():
        return None
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        reason = " ".join(str(error).split())[:120] or "it is nested too deeply"
        advice = 'Each line is one object in braces, with quotation marks inside strings written as \\".'
        return FromRecord(draft=None, problems=(_bad(path, number, "bad-json", f"The line is not JSON: {reason}.", advice),))
    return _checked(record, path, number)


def _checked(record: object, path: str, number: int) -> FromRecord:
    """The draft of a record in a file; unlike in `annotate`, an id may be missing and a text may not be blank."""
    if isinstance(record, dict) and record.get("id") in (None, ""):
        record = {**record, "id": f"{path.rsplit('/', 1)[-1].rsplit('.', 1)[0]}-{number}"}
    found = draft_from_record(record, path=path, line=number)
    if found.draft is None or found.draft.text.strip():
        return found
    return FromRecord(
        draft=None, problems=(_bad(path, number, "empty-text", "The record's text is empty.", "Fill it or remove the line."),)
    )


def read_json(source: Source) -> Drafts:
    """One record, a list of them, or an object with a list under "articles"; else it is read as JSON Lines."""
    decoded = decode(source, most=MOST_FILE)
    if decoded.text is None:
        return Drafts(problems=decoded.problems)
    try:
        value = msgspec.json.decode(decoded.text.encode("utf-8", "surrogatepass"))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return read_jsonl(source)
    inner = value.get("articles") if isinstance(value, dict) else value
    if not isinstance(inner, list):
        found = [_checked(value, source.path, 1)]
    else:
        found = [_numbered(_checked(record, source.path, count), count) for count, record in enumerate(inner, start=1)]
    return Drafts(
        drafts=tuple(each.draft for each in found if each.draft),
        problems=(*decoded.problems, *(problem for each in found for problem in each.problems)),
    )


def _numbered(found: FromRecord, count: int) -> FromRecord:
    """In a list, the number counts records, not lines: say so, and point at the file."""
    problems = tuple(replace(problem, line=0, message=f"Record {count}: {problem.message}") for problem in found.problems)
    return FromRecord(draft=found.draft, problems=problems)


_TEXT = ("text", "body", "content")


def draft_from_record(record: object, *, path: str, line: int) -> FromRecord:
    """The draft of one record. `id` and `text` must be there; a wrong value among the others is left out and reported."""
    if not isinstance(record, Mapping):
        return _refused(path, line, "bad-record", "The record is not an object.", 'Write {"id": ..., "text": ...}.')
    key, text = record.get("id"), next((record[name] for name in _TEXT if record.get(name) is not None), None)
    if key is None or key == "":
        return _refused(path, line, "missing-field", 'The record has no "id".', "Give each record an id of its own.")
    if not isinstance(key, str | int) or isinstance(key, bool):
        return _refused(path, line, "wrong-type", 'The record\'s "id" is neither text nor a number.', "Write it as text.")
    if text is None:
        return _refused(path, line, "missing-field", 'The record has no "text".', 'Put the article into "text".')
    if not isinstance(text, str):
        return _refused(path, line, "wrong-type", 'The record\'s "text" is not text.', 'Put the article into "text" as one string.')
    if any("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else False:
        return _refused(path, line, "bad-text", 'The record\'s "text" holds half of a surrogate pair.', "Write the file anew as UTF-8.")
    checked = check_fields(record, where="the record", path=path, line=line)
    draft = Draft(key=str(key), text=text, line=line, declared=(checked.fields,))
    return FromRecord(draft=draft, problems=checked.problems)


def _refused(path: str, line: int, code: str, message: str, advice: str) -> FromRecord:
    return FromRecord(draft=None, problems=(_bad(path, line, code, message, advice),))


def _bad(path: str, line: int, code: str, message: str, advice: str) -> Problem:
    return Problem(path=path, line=line, code=code, message=message, advice=advice, severity=Severity.ERROR)
