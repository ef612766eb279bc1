"""What goes wrong with speech models.

VoiceModelError(ValueError)
├── UnknownModel     no model of that name or locale is listed
├── FetchFailed      an archive could not be had: no network, another answer than expected
├── WrongArchive     an archive is another than the list has: its length, its sum
├── BrokenArchive    an archive that is no model, or would write outside its folder
└── NoRoom           the disk is full, or cannot be written to
"""

from __future__ import annotations


class VoiceModelError(ValueError):
    """Something about speech models that its user can put right."""


class UnknownModel(VoiceModelError):  # noqa: N818 - as the other trees
    """No model of that name or locale is listed."""


class FetchFailed(VoiceModelError):  # noqa: N818 - as the other trees
    """An archive could not be had; what has come of it is kept, to go on from."""


class WrongArchive(VoiceModelError):  # noqa: N818 - as the other trees
    """An archive is another than the list has."""


class BrokenArchive(VoiceModelError):  # noqa: N818 - as the other trees
    """An archive is no model, or would write outside its folder."""


class NoRoom(VoiceModelError):  # noqa: N818 - as the other trees
    """The disk is full, or cannot be written to."""
