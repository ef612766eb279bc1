"""Where words begin and end, when the recogniser put the blanks in other places. Pure."""

from __future__ import annotations

from collections.abc import Callable

_LONGEST, _SHORTEST, _LETTERS = 20, 2, 48


def segment(letters: str, knows: Callable[[str], bool]) -> list[str] | None:
    """``letters`` as the fewest known words, of two letters or more; None where that cannot be.

    Of two ways with as many words, the one whose first words are longer.
    """
    if not letters.isalpha() or len(letters) > _LETTERS:
        return None
    best: list[list[str] | None] = [[], *([None] * len(letters))]
    for start in range(len(letters) - 1, -1, -1):
        # best[n]: the last n letters.
        best[len(letters) - start] = _from(letters, start, best, knows)
    return best[len(letters)]


def _from(
    letters: str, start: int, best: list[list[str] | None], knows: Callable[[str], bool]
) -> list[str] | None:
    found: list[str] | None = None
    for end in range(min(len(letters), start + _LONGEST), start + _SHORTEST - 1, -1):
        rest = best[len(letters) - end]
        if rest is None or (found is not None and len(rest) + 1 >= len(found)):
            continue
        if knows(letters[start:end]):
            found = [letters[start:end], *rest]
    return found
