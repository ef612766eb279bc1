"""Whether tests that go on for long do so: ``COSTER_SOAKS=1 pytest -m slow``.

Without it each takes its short form, which is as strict and meets fewer cases.
"""

from __future__ import annotations

import os

SOAKS = os.environ.get("COSTER_SOAKS", "") not in ("", "0")
