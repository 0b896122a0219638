# SPDX-License-Identifier: GPL-3.0-or-later
"""The attract screen of a machine, compared with what the interface draws off the screen."""
import datetime
import re
import sys
import time
import zoneinfo
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "scenario"))
import lib  # noqa: E402
import qemu  # noqa: E402

PATIENCE_S = 900  # a boot without KVM takes four minutes on a quiet machine


def pixels(file):
    """(width, height, bytes) of a PPM."""
    kind, size, _, data = file.read_bytes().split(b"\n", 3)  # as QEMU writes it, without comments
    if kind != b"P6":
        raise qemu.Failed(f"{file} is no PPM")
    w, h = map(int, size.split())
    return w, h, data


def likeness(a, b, every=3):
    """Share of pixels that are the same but for what a GPU's filter rounds, of each `every`th one."""
    if a[:2] != b[:2]:
        return 0
    picked = range(0, a[0] * a[1] * 3 - 2, 3 * every)
    return sum(abs(a[2][i] - b[2][i]) <= 8 and abs(a[2][i + 1] - b[2][i + 1]) <= 8 and abs(a[2][i + 2] - b[2][i + 2]) <= 8 for i in picked) / len(picked)


def tomorrow(utc="01:00:00"):
    """A clock for the machine that is later than its build. At night everything is closed for hours: what the screen says of places does not
    depend on how long a start takes."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).strftime("%Y-%m-%dT") + utc


def expected(folder, bundle=None, name="wanted"):
    """The attract screen of each of its questions, on the night of tomorrow()."""
    found = []
    then = datetime.datetime.fromisoformat(tomorrow() + "+00:00")
    zone_s = int(then.astimezone(zoneinfo.ZoneInfo("Europe/Paris")).utcoffset().total_seconds())
    with lib.Borne(bundle_dir=bundle, format="portrait", site="pont-de-veyle") as borne:
        borne.do("clock", unix=int(then.timestamp()), zone_s=zone_s, manual=True)
        for i in range(6):
            file = folder / f"{name}-{i}.png"
            borne.shot(file)
            found.append(lib.read_png(file))
            borne.do("clock", advance_s=8)
    return found


def wait_for_page(machine, wanted, patience_s=PATIENCE_S):
    """The seconds until the screen shows one of the wanted pictures; Failed: it did not."""
    began, best = time.monotonic(), 0
    while time.monotonic() - began < patience_s:
        time.sleep(2)
        if machine.process.poll() is not None:
            raise qemu.Failed("the machine ended: " + machine.said()[-500:])
        seen = pixels(machine.screen("seen.ppm"))
        # Few pixels first: counting all of them takes the processor from the guest.
        near = [w for w in wanted if likeness(seen, w, 997) > 0.9]
        best = max([best, *(likeness(seen, w) for w in near)])
        if best > 0.99:
            return time.monotonic() - began
    raise qemu.Failed(f"the attract screen did not come within {patience_s} s (likeness {best:.3f}); the serial line ends with: {machine.said()[-700:]}")


def troubles(machine):
    return re.findall(r"\[\S*FAILED\S*\][^\n]*", machine.said())
