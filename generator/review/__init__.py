"""What a person is asked, most important first; in the terminal, and on the page of the locally served site."""

from generator.review.questions import Choice, Question, Side, queue

__all__ = ["Choice", "Question", "Side", "queue"]
