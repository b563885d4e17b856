"""What goes wrong: findings that travel beside the result, and the one exception that stops a build."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: something of the input is not on the site. WARNING: it is there, and a person should look. NOTE: for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Wrong or doubtful input: which file, which line, what, and what to do. `code` is a stable word such as "empty-file"."""

    path: str
    line: int
    code: str
    message: str
    advice: str = ""
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.severity}: {self.message}" + (f" {self.advice}" if self.advice else "") + f" [{self.code}]"


class GeneratorError(Exception):
    """The build cannot go on; the message is for the person who can repair it."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems
