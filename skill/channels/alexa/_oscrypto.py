"""Imports flask_ask_sdk on every OpenSSL; nothing else may import it.

Its dependency certvalidator loads oscrypto 1.3.0, which reads OpenSSL's version with a pattern of
one-digit parts, so that from OpenSSL 3.0.10 on the import fails (wbond/oscrypto#78). Only the SDK's
own verifier of signatures needs certvalidator, and ``verify`` stands in for that verifier. So while
flask_ask_sdk is imported, substitutes that refuse any use take certvalidator's place.

A test tells when oscrypto can be imported again, and this module be replaced by a plain import.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NoReturn


class _RefusingError(Exception):
    """In place of certvalidator's validator and errors: it can be caught but not used."""

    def __init__(self, *_arguments: object, **_options: object) -> NoReturn:
        raise NotImplementedError("the SDK's own verifier is not available: use verify.Verifier")


@contextmanager
def _standing_in() -> Iterator[None]:
    missing = {name: module for name, module in _stand_ins().items() if name not in sys.modules}
    sys.modules.update(missing)
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


def _stand_ins() -> dict[str, ModuleType]:
    package, errors = ModuleType("certvalidator"), ModuleType("certvalidator.errors")
    for module, names in (
        (package, ["CertificateValidator"]),
        (errors, ["PathError", "ValidationError"]),
    ):
        for name in names:
            setattr(module, name, _RefusingError)
    return {"certvalidator": package, "certvalidator.errors": errors}


with _standing_in():
    from flask_ask_sdk.skill_adapter import SkillAdapter

__all__ = ["SkillAdapter"]
