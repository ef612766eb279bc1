"""The HTTP server: waitress, bounded in time and size, that ends once what it has begun is done."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from skill.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Nothing that a platform or a browser sends has longer headers.
_HEADER_BYTES = 32 * 1024
_CONNECTIONS = 1000
# Whoever asked us to end kills us after 30 seconds, or 10: https://docs.docker.com/reference/cli/docker/container/stop/
GRACE_S = 9.0


class Serving:
    """Serves ``app`` on one address. :attr:`port` is the one it listens on."""

    def __init__(
        self,
        app: WSGIApplication,
        settings: Settings,
        *,
        host: str | None = None,
        port: int | None = None,
        grace_s: float = GRACE_S,
    ) -> None:
        self._grace_s = grace_s
        # waitress leaves much of this untyped.
        self._server: Any = create_server(
            app,
            host=host or settings.host,
            port=settings.port if port is None else port,
            threads=settings.threads,
            ident=None,
            max_request_body_size=settings.most_bytes,
            max_request_header_size=_HEADER_BYTES,
            channel_timeout=settings.patience_s,
            cleanup_interval=min(settings.patience_s, 30),
            connection_limit=_CONNECTIONS,
            expose_tracebacks=False,
            # Where there are proxies of ours, the application reads what they put in front.
            clear_untrusted_proxy_headers=not settings.proxies,
        )
        self._ending = threading.Lock()
        self.port: int = int(getattr(self._server, "effective_port", 0) or 0)

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT, or :meth:`stop`."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._told)
            signal.signal(signal.SIGINT, self._told)
        self._server.run()
        self._server.task_dispatcher.shutdown(timeout=1)

    def stop(self) -> None:
        """Take no more connections, finish what was begun, and end."""
        if not self._ending.acquire(blocking=False):
            return
        for listener in self._listeners():
            listener.trigger.pull_trigger(lambda listener=listener: _close_door(listener))
        ends = time.monotonic() + self._grace_s
        while self._busy() and time.monotonic() < ends:
            time.sleep(0.02)
        self._listeners()[0].trigger.pull_trigger(self._close_all)

    def _told(self, _signal: int, _frame: FrameType | None) -> None:
        # Not here: the loop that this interrupts may hold what is needed.
        threading.Thread(target=self.stop, daemon=True).start()

    def _listeners(self) -> list[Any]:
        # For a name with several addresses waitress makes several servers on one map.
        found = getattr(self._server, "map", None) or self._server._map
        kept = [each for each in found.values() if hasattr(each, "active_channels")]
        if kept:
            self._kept = kept
        return self._kept

    def _busy(self) -> bool:
        dispatcher = self._server.task_dispatcher
        channels = [c for each in self._kept for c in list(each.active_channels.values())]
        unsent = any(channel.total_outbufs_len for channel in channels)
        return bool(dispatcher.queue or dispatcher.active_count > 0 or unsent)

    def _close_all(self) -> None:
        listener = self._kept[0]
        listener.asyncore.close_all(listener._map, ignore_all=True)


def _close_door(listener: Any) -> None:
    listener.accepting = False
    listener.del_channel()
    listener.socket.close()
