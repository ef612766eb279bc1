"""What a browser may do with a page: nothing but show it and send its forms back to us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response

Sources = Mapping[str, Sequence[str]]

_POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "style-src": ("'self'",),
    "img-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
    "base-uri": ("'none'",),
}
_YEAR_S = 365 * 24 * 3600


def protect(response: Response, further: Sources, *, secure: bool) -> Response:
    """Set the headers; ``further`` adds sources to the content security policy, by directive.

    Browsers hold a form's redirects to ``form-action``, too: a page that leads away by a form
    names where. The referrer stays among our own pages, or their forms would have no origin.
    """
    response.headers["Content-Security-Policy"] = policy(further)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
    return response


def policy(further: Sources) -> str:
    """The content security policy, without inline scripts or styles."""
    merged = dict(_POLICY)
    for directive, sources in further.items():
        merged[directive] = (*merged.get(directive, ()), *sources)
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in merged.items())
