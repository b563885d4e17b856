"""(io) Asks questions in a terminal, one key an answer, and writes each answer to its file at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

import click

from generator.decision_text import append_decision
from generator.problems import GeneratorError
from generator.review.questions import Choice, Passage, Question, decide

HELP = "s: later · u: undo · q: stop · ?: this help"
Say = Callable[[str], None]


class Keys(Protocol):
    """Where answers come from: a person's keyboard, or a stream in tests and scripts."""

    def key(self) -> str:
        """One key; "" at the end."""

    def line(self, prompt: str) -> str:
        """A line that is typed; "" at the end."""


class Terminal:
    """The keyboard, without the need to press Enter."""

    def key(self) -> str:
        try:
            return click.getchar()
        except (EOFError, KeyboardInterrupt):
            return ""

    def line(self, prompt: str) -> str:
        return str(click.prompt(prompt, default="", show_default=False, err=True))


@dataclass(slots=True)
class Stream:
    """Keys as characters of a text; a typed line ends with a line break."""

    text: str
    at: int = 0

    def key(self) -> str:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        self.at += 1
        return self.text[self.at - 1 : self.at]

    def line(self, prompt: str) -> str:
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        typed, self.at = self.text[self.at : end], end + 1
        return typed


def keyboard() -> Keys:
    """The terminal where there is one, else what standard input holds."""
    return Terminal() if sys.stdin.isatty() else Stream(sys.stdin.read())


def signature(who: str | None) -> str:
    """The name that stands beside a decision: as given, else as git knows it. GeneratorError where there is none."""
    name = who
    if not name:
        try:
            name = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False).stdout.strip()
        except OSError:  # git is not installed
            name = ""
    if not name:
        raise GeneratorError("a decision is signed: give --who NAME, or set it once with: git config --global user.name NAME")
    return name


@dataclass(slots=True)
class _Done:
    """What an answer changed, for its undoing."""

    question: int
    before: bytes | None
    after: bytes


# The text of the file with an answer (of a question by one of its choices and what was typed). ValueError: what was typed is wrong.
Answer = Callable[[str, Question, Choice, str], str]


def deciding(who: str, when: date) -> Answer:
    """Answers become decisions."""

    def answer(text: str, question: Question, choice: Choice, typed: str) -> str:
        decisions = decide(choice, who=who, when=when, typed=typed)
        if isinstance(decisions, str):
            raise ValueError(decisions)
        for decision in decisions:
            text = append_decision(text, decision)
        return text

    return answer


def review(questions: Sequence[Question], *, file: Path, skipped: Path, answer: Answer, keys: Keys, say: Say) -> int:
    """Ask until the end or `q`; returns how many answers stand in the file now that did not before.

    An answer is in the file before the next question is shown, so stopping loses nothing: what is answered is not asked again after the
    next build, and what is put off (`s`) is remembered in `skipped`, one id a line, and asked last. Undo takes back the last answer, as
    long as nobody else has changed the file.
    """
    later = set(skipped.read_text(encoding="utf-8").split("\n")) if skipped.is_file() else set()
    order = sorted(questions, key=lambda question: question.id in later)
    done: list[_Done] = []
    at = 0
    while at < len(order):
        question = order[at]
        say("")
        for line in shown(question, at + 1, len(order)):
            say(line)
        key = keys.key()
        if key in ("", "q", "\x03", "\x04"):
            break
        if key == "?":
            say(HELP)
        elif key == "u":
            at = _undo(done, file, say) if done else at
        elif key == "s":
            later.add(question.id)
            _replace(skipped, "\n".join(sorted(later - {""})).encode() + b"\n")
            at += 1
        elif (choice := next((each for each in question.choices if each.key == key), None)) is None:
            say(f"`{key}` is no answer here.")
        else:
            typed = keys.line(choice.ask) if choice.ask else ""
            try:
                done.append(_write(file, partial(_answered, answer, question, choice, typed), at))
            except ValueError as error:
                say(f"{error}.")
                continue
            say(f"written to {file.name}: {choice.label}")
            at += 1
    count = len(done)
    say(f"{count} answer{'' if count == 1 else 's'} in {file}; build again to see what they changed.")
    return count


def shown(question: Question, number: int, of: int) -> Iterator[str]:
    """The question as it stands in the terminal."""
    yield f"[{number} of {of}] {question.text}"
    yield f"  {question.why}"
    for side in question.sides:
        yield f"  {side.label}"
        yield from (f"    {sentence(passage)}  ({passage.article.id})" for passage in side.passages)
    yield "  " + "   ".join(f"[{choice.key}] {choice.label}" for choice in question.choices)
    yield f"  {HELP}"


def sentence(passage: Passage) -> str:
    """The sentence on one line, its mention between marks; what would steer a terminal is left out."""
    text = passage.article.text
    start, end = max(passage.span.start, passage.sentence.start), min(passage.span.end, passage.sentence.end)
    marked = f"{text[passage.sentence.start : start]}»{text[start:end]}«{text[end : passage.sentence.end]}"
    return "".join(each for each in " ".join(marked.split()) if each.isprintable())


def _answered(answer: Answer, question: Question, choice: Choice, typed: str, text: str) -> str:
    return answer(text, question, choice, typed)


def _write(file: Path, change: Callable[[str], str], question: int) -> _Done:
    before = file.read_bytes() if file.is_file() else None
    after = change((before or b"").decode("utf-8-sig")).encode()
    _replace(file, after)
    return _Done(question, before, after)


def _undo(done: list[_Done], file: Path, say: Say) -> int:
    last = done.pop()
    if not file.is_file() or file.read_bytes() != last.after:
        raise GeneratorError(f"{file} was changed by somebody else since; take the answer back there.")
    if last.before is None:
        file.unlink()
    else:
        _replace(file, last.before)
    say("taken back")
    return last.question


def _replace(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(content)
    draft.replace(path)
