#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tries that U-Boot counts (sync/FORMAT.md section 8), written a second time for the tests. Slots are named as systemd-boot names them, so that a
test says the same of both loaders: borne-a+9.conf, borne-b+2-1.conf.

uboot.py put BOOT NAME...     makes BOOT/uboot/ and an entry of each slot; the other copy is an older record
uboot.py get BOOT             prints the names that the later record stands for"""
import re
import struct
import sys
import zlib
from pathlib import Path

BYTES = 512
NAME = re.compile(r"borne-([ab])\+(\d+)(?:-(\d+))?\.conf$")


def encode(variables):
    text = b"".join(f"{k}={v}\0".encode() for k, v in sorted(variables.items())) + b"\0"
    body = text.ljust(BYTES - 4, b"\0")
    return struct.pack("<I", zlib.crc32(body)) + body


def decode(record):
    """None when it is torn."""
    if len(record) != BYTES or struct.unpack("<I", record[:4])[0] != zlib.crc32(record[4:]):
        return None
    text = record[4:].split(b"\0\0", 1)[0].decode()
    return dict(line.split("=", 1) for line in text.split("\0"))


def variables(names, versions, first, serial):
    out = {"first": first, "serial": f"{serial:x}"}
    for name in names:
        slot, left, done = NAME.match(name).groups()
        out |= {f"{slot}_left": left, f"{slot}_done": done or "0", f"{slot}_version": versions[slot]}
    return out


def names(values):
    out = []
    for slot in "ab":
        if slot + "_left" in values:
            done = values[slot + "_done"]
            out.append("borne-%s+%s%s.conf" % (slot, values[slot + "_left"], "" if done == "0" else "-" + done))
    return out


def later(boot):
    """The record that counts: {} when both are torn."""
    good = [v for v in (decode((Path(boot) / "uboot" / f"tries-{n}").read_bytes()) for n in (1, 2)) if v]
    return max(good, key=lambda v: int(v["serial"], 16), default={})


def put(boot, given, versions=None, first="a", serial=4):
    versions = versions or {"a": "1.0", "b": "1.0"}
    (Path(boot) / "uboot").mkdir(parents=True, exist_ok=True)
    older = variables([f"borne-{n[6]}+1-1.conf" for n in given], versions, first, serial - 1)
    for n, values in ((1, variables(given, versions, first, serial)), (2, older)):
        (Path(boot) / "uboot" / f"tries-{n}").write_bytes(encode(values))
    for name in given:
        folder = Path(boot) / name[:7]
        folder.mkdir(exist_ok=True)
        (folder / "entry").write_text(f"version={versions[name[6]]}\nbootargs=quiet\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "put":
        put(sys.argv[2], sys.argv[3:])
    else:
        print(*names(later(sys.argv[2])))
