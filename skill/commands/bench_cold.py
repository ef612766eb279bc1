"""What the first turn of the Lambda handler costs in a new process."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skill.settings import Settings

# What a first turn on AWS Lambda must not load.
_HEAVY = ("flask", "vosk", "pocketsphinx", "pyttsx3", "stripe", "boto3", "hassil", "certvalidator")

_COLD = """
import time
start = time.perf_counter()
import json, sys
event = json.loads(sys.stdin.read())
from skill.lambda_handler import handler
imported = time.perf_counter()
handler(event, None)
turned = time.perf_counter()
handler({**event, "request": {**event["request"], "requestId": "second"}}, None)
warm = time.perf_counter()
print(json.dumps({
    "import_s": imported - start, "turn_s": turned - imported, "warm_s": warm - turned,
    "modules": sorted({name.split(".")[0] for name in sys.modules}),
}))
"""


def cold_figures(event: str, settings: Settings, runs: int = 5) -> dict[str, Any]:
    """Seconds to import the Lambda handler and answer ``event``, each in a new process."""
    environment = {
        **os.environ,
        "COSTER_DATABASE_URL": settings.database_url,
        "COSTER_ALEXA_SKILL_ID": settings.alexa_skill_id or "",
    }
    results = []
    for number in range(runs):
        unique = event.replace("bench-0", f"cold-{number}")
        done = subprocess.run(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-c", _COLD],
            input=unique,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
        results.append(json.loads(done.stdout))
    loaded = sorted(set(_HEAVY) & set(results[0]["modules"]))
    median = {
        key: statistics.median(result[key] for result in results)
        for key in ("import_s", "turn_s", "warm_s")
    }
    return {**median, "total_s": median["import_s"] + median["turn_s"], "loaded": loaded}


def cold_lines(cold: Mapping[str, Any]) -> list[str]:
    """The figures as text."""
    lines = []
    lines.append("Lambda handler in a new process (median of 5)")
    lines.append(f"  {'import':26}{cold['import_s']:8.2f} s")
    lines.append(f"  {'first turn':26}{cold['turn_s']:8.2f} s")
    lines.append(f"  {'together':26}{cold['total_s']:8.2f} s")
    lines.append(f"  {'second turn':26}{cold['warm_s'] * 1000:7.1f} ms")
    lines.append(f"  heavy packages loaded: {', '.join(cold['loaded']) or 'none'}")
    return lines
