"""Archives of models, and how they are listed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from voice_models.listed import Model

NAME = "vosk-model-small-xx-0.1"
FILES = {
    f"{NAME}/am/final.mdl": b"an acoustic model " * 5_000,
    f"{NAME}/conf/mfcc.conf": b"--use-energy=false\n",
    f"{NAME}/README": b"Hears nothing.\n",
}


def zipped(files: dict[str, bytes], *, packed: bool = False) -> bytes:
    """A ZIP file of these."""
    made = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def zipped_folder(folder: Path, top: str) -> bytes:
    """A ZIP file of a folder, which is called ``top`` in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{top}/{path.relative_to(folder)}")
    return made.getvalue()


def listed(content: bytes, url: str, name: str = NAME, *, sha256: bool = True) -> Model:
    """The model of an archive, as a list has it."""
    return Model(
        name=name,
        locale="xx-XX",
        about="nothing",
        size_bytes=len(content),
        licence="CC0-1.0",
        url=url,
        sha256=hashlib.sha256(content).hexdigest() if sha256 else "",
        md5=hashlib.md5(content, usedforsecurity=False).hexdigest(),
    )
