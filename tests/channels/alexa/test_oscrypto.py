"""flask_ask_sdk is imported past oscrypto; these tests tell when that is no longer needed."""

import ctypes
import re
import subprocess
import sys
from ctypes.util import find_library

import pytest

PLAIN_IMPORT = "import flask_ask_sdk.skill_adapter"


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def openssl_version():
    """The version of the library that oscrypto would load, or None."""
    name = find_library("crypto")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    library.OpenSSL_version.restype = ctypes.c_char_p
    return library.OpenSSL_version(0).decode()


def test_the_way_past_oscrypto_is_still_needed():
    version = openssl_version() or ""
    if sys.platform != "linux" or re.search(r"\b\d\.\d\.\d[a-z]*\b", version):
        pytest.skip(f"oscrypto 1.3.0 can read this version of OpenSSL: {version!r}")

    outcome = run(PLAIN_IMPORT)

    assert outcome.returncode != 0, (
        "flask_ask_sdk can be imported as it is: delete skill/channels/alexa/_oscrypto.py and "
        "import SkillAdapter from flask_ask_sdk.skill_adapter"
    )
    assert "LibraryNotFoundError" in outcome.stderr


def test_the_adapter_can_be_imported_and_leaves_nothing_behind():
    outcome = run(
        "from skill.channels.alexa._oscrypto import SkillAdapter; import sys;"
        "print([name for name in sys.modules if name.startswith(('certvalidator', 'oscrypto'))])"
    )

    assert outcome.stdout.strip() == "[]", outcome.stderr


def test_the_sdks_own_verifier_refuses_to_work():
    from skill.channels.alexa._oscrypto import SkillAdapter

    handler = sys.modules[SkillAdapter.__module__].WebserviceSkillHandler
    verifier = sys.modules[handler.__module__].RequestVerifier()

    with pytest.raises(NotImplementedError, match="not available"):
        verifier._validate_cert_chain(
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        )
