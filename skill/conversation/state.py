"""What a conversation remembers between turns, kept in the database as one JSON document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from skill.conversation.answer import Form, Line, Question, line_from_json, line_to_json
from skill.conversation.reply import Rate, Reply, reply_from_json, reply_to_json

SAID_AT_ONCE = 3


@dataclass(slots=True)
class State:
    """One conversation as it stands after its last turn.

    ``focus`` is the product that "it" means; ``listed`` are the products that were last found, of
    which the ``at_once`` from ``offset`` on were said, so "the second one" has a meaning.
    ``question`` was asked in the last turn or is None. ``misses`` counts turns in a row that were
    not understood. ``lines`` and ``last`` are the last answer, as a recipe and to the letter.
    ``variants`` counts how often each wording was used, so that none is said twice in a row.
    ``todo`` are commands of one breath that wait until a question in between is settled. ``learn``
    is the key under which a guest lets sentences be kept, or empty.
    """

    owner: str = ""
    turns: int = 0
    question: Question | None = None
    focus: str | None = None
    listed: list[str] = field(default_factory=list)
    offset: int = 0
    misses: int = 0
    rate: Rate = "normal"
    form: Form = "normal"
    lines: list[Line] = field(default_factory=list)
    last: Reply | None = None
    variants: dict[str, int] = field(default_factory=dict)
    todo: list[list[Any]] = field(default_factory=list)
    learn: str = ""
    at_once: int = SAID_AT_ONCE

    def to_json(self) -> dict[str, Any]:
        """The state as a JSON document."""
        question = self.question
        return {
            "owner": self.owner,
            "turns": self.turns,
            "question": question
            and [question.kind, line_to_json(question.line), dict(question.data)],
            "focus": self.focus,
            "listed": self.listed,
            "offset": self.offset,
            "misses": self.misses,
            "rate": self.rate,
            "form": self.form,
            "lines": [line_to_json(line) for line in self.lines],
            "last": self.last and reply_to_json(self.last),
            "variants": self.variants,
            "todo": self.todo,
            "learn": self.learn,
            "at_once": self.at_once,
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> State:
        """The state that :meth:`to_json` wrote."""
        question = document["question"]
        last = document["last"]
        rest = {key: document[key] for key in _PLAIN if key in document}
        return cls(
            question=question and Question(question[0], line_from_json(question[1]), question[2]),
            lines=[line_from_json(line) for line in document["lines"]],
            last=last and reply_from_json(last),
            **rest,
        )

    def list_products(self, skus: list[str], offset: int = 0) -> None:
        """Remember what was just found, for ordinals and pronouns; a single product is "it"."""
        self.listed, self.offset = skus, offset
        if len(skus) == 1:
            self.focus = skus[0]

    @property
    def said(self) -> list[str]:
        """The products that were said last, in the order they were said."""
        return self.listed[self.offset : self.offset + self.at_once]


_PLAIN = (
    "owner",
    "turns",
    "focus",
    "listed",
    "offset",
    "misses",
    "rate",
    "form",
    "variants",
    "todo",
    "learn",
    "at_once",
)
