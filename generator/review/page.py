"""Owns the page of the review's queue: each question with its sentences, and ready-made YAML for each answer.

Only `concord serve` shows it. On a published site nobody could answer, the page would change with every article, and what a visitor
needs to know of a doubt stands at the entry itself and on the report.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from generator.decision_text import decision_yaml
from generator.model import Index, Page, Rights
from generator.review.questions import Passage, Question, queue, unsigned
from generator.site import links
from generator.site.escape import Md, escape, visible

PATH = "review/index.md"
_MOST = 200


def review_page(index: Index) -> Sequence[Page]:
    """The page as a list of one, for `build`."""
    questions = queue(index)
    return [
        Page(
            path=PATH,
            template="review.md",
            data={
                "title": "Review",
                "description": "What a person should decide, the most important first",
                "count": len(questions),
                "questions": [_shown(question) for question in questions[:_MOST]],
                "more": max(len(questions) - _MOST, 0),
            },
        )
    ]


def _shown(question: Question) -> dict[str, object]:
    return {
        "text": visible(question.text),
        "why": visible(question.why),
        "sides": [(visible(side.label), [_passage(each) for each in side.passages]) for side in question.sides],
        "answers": [
            (visible(choice.label), _code("".join(decision_yaml(each, who="YOUR NAME", when="YYYY-MM-DD") for each in decisions)))
            for choice, decisions in unsigned(question)
        ],
    }


def _passage(passage: Passage) -> Md:
    article = passage.article
    if article.rights is Rights.METADATA:
        return links.link(article.headline, links.article_path(article.id), PATH)
    words = visible(" ".join(passage.sentence.of(article.text).split()))
    return escape(words) + Md(" ") + links.link("in its article", f"{links.article_path(article.id)}#{passage.anchor}", PATH)


def _code(text: str) -> Md:
    """A block of code as raw HTML, since its lines must keep their indentation; each character that HTML reads is a reference."""
    lines = (html.escape(line).replace("{", "&#123;") for line in text.rstrip("\n").split("\n") if line.strip())
    return Md("<pre><code>" + "\n".join(lines) + "</code></pre>")
