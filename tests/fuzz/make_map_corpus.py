#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of map_mvt again: small synthetic tiles, right and wrong (no OpenStreetMap data is in the sources)."""
import os
import sys


sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../bench"))
from synthetic_map import field as block, varint  # noqa: E402


def number(field, n):
    return varint(field << 3) + varint(n)


def zz(n):
    return n << 1 if n >= 0 else (-n << 1) - 1


def geometry(*items):
    return b"".join(varint(i) for i in items)


def feature(kind, commands, tags=b"\0\0"):
    return block(2, block(2, tags) + number(3, kind) + block(4, commands))


def layer(*features, name=b"a", extent=4096, version=2, extra=b""):
    values = block(4, block(1, "Rue de la Poste".encode())) + block(4, number(7, 1)) + block(4, b"\x15\0\0\xc0\x3f")
    return block(3, number(15, version) + block(1, name) + b"".join(features) + block(3, b"k") + values + number(5, extent) + extra)


MOVE, LINE, CLOSE = 1 << 3 | 1, 2, 1 << 3 | 7
point = feature(1, geometry(MOVE, zz(2048), zz(2048)))
points = feature(1, geometry(3 << 3 | 1, zz(100), zz(100), zz(500), zz(0), zz(0), zz(900)))
line = feature(2, geometry(MOVE, zz(0), zz(0), 2 << 3 | LINE, zz(4000), zz(100), zz(-3000), zz(3900)))
area = feature(3, geometry(MOVE, zz(100), zz(100), 3 << 3 | LINE, zz(3000), 0, 0, zz(3000), zz(-3000), 0, CLOSE,
                           MOVE, zz(1000), zz(-2000), 3 << 3 | LINE, 0, zz(1000), zz(1000), 0, 0, zz(-1000), CLOSE))
far = feature(2, geometry(MOVE, 0xFFFFFFFE, 0xFFFFFFFF, 3 << 3 | LINE, 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFE, 7, 7))
seeds = {
    "all": layer(point, points, line, area),
    "two-layers": layer(area) + layer(line, name=b"b"),
    "empty": b"",
    "empty-layer": layer(),
    "far-away": layer(far, area),
    "huge-count": layer(feature(2, geometry(MOVE, 2, 2, 0x1FFFFFFF << 3 | LINE, 2, 2))),
    "no-move": layer(feature(2, geometry(1 << 3 | LINE, 2, 2))),
    "close-only": layer(feature(3, geometry(CLOSE, CLOSE))),
    "unknown-command": layer(feature(2, geometry(5, 2, 2))),
    "tags-outside": layer(feature(1, geometry(MOVE, 2, 2), tags=b"\x05\x09")),
    "odd-tags": layer(feature(1, geometry(MOVE, 2, 2), tags=b"\0")),
    "extent-0": layer(point, extent=0),
    "extent-huge": layer(point, extent=1 << 40),
    "extent-1": layer(area, extent=1),
    "version-1": layer(line, version=1),
    "version-3": layer(line, version=3),
    "no-name": layer(line, name=b""),
    "unknown-field": layer(line, extra=number(99, 7) + block(98, b"x")),
    "cut": layer(point, line, area)[:-9],
    "length-past-end": b"\x1a\xff\xff\xff\xff\x0f",
    "endless-varint": b"\x1a" + b"\xff" * 12,
    "group-wire-type": b"\x1b\x1b\x1b",
    "repeated-point": layer(feature(2, geometry(MOVE, 2, 2, 3 << 3 | LINE, 0, 0, 0, 0, 0, 0))),
    "one-point-line": layer(feature(2, geometry(MOVE, 2, 2))),
    "hairpin": layer(feature(2, geometry(MOVE, zz(500), zz(500), 2 << 3 | LINE, zz(2000), 0, zz(-2000), 0))),
}
for name, body in seeds.items():
    with open(os.path.join(sys.argv[1], name), "wb") as f:
        f.write(body)
