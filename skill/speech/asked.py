"""Where a conversation stands, as far as it changes what is likely to be said next."""

from __future__ import annotations

from dataclasses import dataclass

from interaction_models.compiler.speech import QUESTIONS

# What a reply expects to hear → the grammar of it.
_GRAMMARS = {question: name for name, (question, _) in QUESTIONS.items()} | {"code": "digits"}
COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the shopper was asked: ``expects`` as in a reply, None where anything may come.

    ``choices`` are the names that were just listed, in words.
    """

    expects: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def grammar(self) -> str:
        """The name of the grammar that holds the answers; that of all commands where any may."""
        return _GRAMMARS.get(self.expects or "", COMMANDS)


ANYTHING = Asked()
