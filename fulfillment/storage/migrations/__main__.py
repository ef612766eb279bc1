"""Writes the next step for what has changed in the models: give it a few words as its name."""

from __future__ import annotations

import sys

from fulfillment.storage.migrating import write_revision

write_revision(" ".join(sys.argv[1:]) or sys.exit("What has changed?"))
