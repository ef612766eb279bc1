"""How many turns a shopper or a device may have in a minute, and how many requests an address."""

from __future__ import annotations

import hashlib

from limits import RateLimitItemPerMinute
from limits.errors import ConfigurationError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from skill.channels.payload import text
from skill.conversation.turn import Turn
from skill.settings import SettingError

WINDOW_S = 60


class TurnRations:
    """So many turns a minute for each shopper and each device; 0 is any number.

    They are counted in ``storage``, in this process without one. May be shared by threads.
    """

    def __init__(self, shopper: int, device: int, storage: Storage | None = None) -> None:
        self._window = FixedWindowRateLimiter(storage or MemoryStorage())
        self._most = {"shopper": shopper, "device": device}

    def allows(self, turn: Turn) -> bool:
        """Whether there is a turn left for the shopper and the device; it is taken."""
        named = {"shopper": turn.caller.user, "device": device_of(turn)}
        return all(
            self._window.hit(RateLimitItemPerMinute(most), kind, digest(turn.channel, named[kind]))
            for kind, most in self._most.items()
            if most and named[kind]
        )


class AddressRations:
    """So many requests a minute from each address; 0 is any number. May be shared by threads."""

    def __init__(self, most: int, storage: Storage | None = None) -> None:
        self._window = FixedWindowRateLimiter(storage or MemoryStorage())
        self._item = RateLimitItemPerMinute(most) if most else None

    def hit(self, kind: str, address: str) -> bool:
        """Whether there was a request left, which is taken."""
        return self._item is None or self._window.hit(self._item, kind, digest(kind, address))

    def left(self, kind: str, address: str) -> bool:
        """Whether there is a request left."""
        return self._item is None or self._window.test(self._item, kind, digest(kind, address))


def device_of(turn: Turn) -> str:
    """The device that Alexa names in its request; other platforms name none."""
    return text(turn.raw, "context", "System", "device", "deviceId")


def digest(kind: str, name: str) -> str:
    """A key for a name that is not to be read back from it."""
    return hashlib.sha256(f"{kind}\0{name}".encode()).hexdigest()[:32]


def open_storage(place: str) -> Storage:
    """Where requests are counted. Raises :class:`SettingError` where there is no such place."""
    try:
        storage = storage_from_string(place)
    except (ConfigurationError, ValueError) as error:
        raise SettingError("COSTER_LIMIT_STORE names no place to count in") from error
    if not isinstance(storage, Storage):
        raise SettingError("COSTER_LIMIT_STORE must not be asynchronous")
    return storage
