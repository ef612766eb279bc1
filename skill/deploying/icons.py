"""The skill's icon, an apple that speaks, drawn pixel by pixel: a costermonger sold apples."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable

# Distance of a point from a shape's edge, less than nothing inside; the picture is 1 wide and high.
_Shape = Callable[[float, float], float]
_Colour = tuple[int, int, int]

_GROUND: _Colour = (0x1F, 0x5B, 0x3A)
_APPLE: _Colour = (0xD9, 0x3A, 0x2B)
_SHINE: _Colour = (0xF0, 0x8A, 0x72)
_STEM: _Colour = (0x5A, 0x37, 0x1E)
_LEAF: _Colour = (0x8F, 0xC7, 0x4A)
_VOICE: _Colour = (0xFD, 0xF6, 0xE3)


def draw(size: int) -> bytes:
    """A PNG file of ``size`` by ``size`` pixels."""
    rows = []
    for row in range(size):
        y = (row + 0.5) / size
        pixels = (_pixel((column + 0.5) / size, y, size) for column in range(size))
        rows.append(b"\0" + b"".join(bytes(pixel) for pixel in pixels))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(rows), 9)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", packed), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def _pixel(x: float, y: float, size: int) -> _Colour:
    colour = _GROUND
    for shape, paint in _PICTURE:
        # A pixel that the edge crosses takes both colours.
        share = min(max(0.5 - shape(x, y) * size, 0.0), 1.0)
        if share:
            colour = _mixed(colour, paint, share)
    return colour


def _mixed(under: _Colour, over: _Colour, share: float) -> _Colour:
    red, green, blue = (
        round(low + (high - low) * share) for low, high in zip(under, over, strict=True)
    )
    return red, green, blue


def _circle(x0: float, y0: float, radius: float) -> _Shape:
    return lambda x, y: math.hypot(x - x0, y - y0) - radius


def _line(x0: float, y0: float, x1: float, y1: float, radius: float) -> _Shape:
    """A stroke with round ends."""
    dx, dy = x1 - x0, y1 - y0
    square = dx * dx + dy * dy

    def distance(x: float, y: float) -> float:
        along = min(max(((x - x0) * dx + (y - y0) * dy) / square, 0.0), 1.0)
        return math.hypot(x - x0 - along * dx, y - y0 - along * dy) - radius

    return distance


def _both(one: _Shape, other: _Shape) -> _Shape:
    """Where two shapes overlap."""
    return lambda x, y: max(one(x, y), other(x, y))


def _arc(x0: float, y0: float, radius: float, width: float) -> _Shape:
    """A quarter of a ring, open to the right."""

    def distance(x: float, y: float) -> float:
        ring = abs(math.hypot(x - x0, y - y0) - radius) - width
        return max(ring, (abs(y - y0) - (x - x0)) / math.sqrt(2))

    return distance


_PICTURE: tuple[tuple[_Shape, _Colour], ...] = (
    (_circle(0.33, 0.56, 0.19), _APPLE),
    (_circle(0.49, 0.56, 0.19), _APPLE),
    (_circle(0.36, 0.64, 0.17), _APPLE),
    (_circle(0.46, 0.64, 0.17), _APPLE),
    (_line(0.27, 0.48, 0.24, 0.55, 0.022), _SHINE),
    (_line(0.41, 0.40, 0.44, 0.26, 0.018), _STEM),
    (_both(_circle(0.47, 0.20, 0.14), _circle(0.59, 0.36, 0.14)), _LEAF),
    (_arc(0.58, 0.60, 0.16, 0.018), _VOICE),
    (_arc(0.58, 0.60, 0.23, 0.018), _VOICE),
    (_arc(0.58, 0.60, 0.30, 0.018), _VOICE),
)
