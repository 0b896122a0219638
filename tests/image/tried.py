# SPDX-License-Identifier: GPL-3.0-or-later
"""A card whose contents have been tried: as a unit is from its second start on.

A new card takes the contents of its image (hashes of all files, their search index), which takes minutes without KVM. Here the same programs of
this build do that on this machine, the interface confirms them, and what they leave becomes the data partition of the card. It is kept beside
the image, and made again for another image."""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import qemu

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("BUILD", TOP / "build")).resolve()
sys.path.insert(0, str(TOP / "tests" / "scenario"))
import lib  # noqa: E402

IMAGE = qemu.image(BUILD)
MIB = 1 << 20
DATA_AT, DATA_MIB = 769 * MIB, 512  # board/image/build
SITE, PACK = "pont-de-veyle", "rhone-alpes"
PATIENCE_S = 900
NOWHERE = "http://127.0.0.1:1"  # no server is needed for what came with the unit


def try_contents(folder):
    """The folder /data of a unit: the daemon takes the contents of the image, the interface tries them, the daemon keeps them."""
    root = next((BUILD / "image").glob(f"root-{qemu.BOARD}-*.tar"))
    subprocess.run(["tar", "-xf", root, "-C", folder, "./usr/share/borne-content", "./etc/borne/root.json"], check=True)
    data, run = folder / "data", folder / "run"
    for place in (data / "borne", data / "borne-ui", run / "ui", run / "sync"):
        place.mkdir(parents=True)
    log = folder / "syncd.log"
    with open(log, "wb") as said:
        daemon = subprocess.Popen([BUILD / "borne-syncd", "--url", NOWHERE, "--pack", PACK, "--site", SITE, "--root", folder / "etc/borne/root.json", "--store",
                                   data / "borne", "--run", run, "--first-content", folder / "usr/share/borne-content"], stderr=said)
    try:
        with lib.Borne("--state", data / "borne-ui", store=data / "borne", run=run, site=SITE, manual=False):
            lib.until(lambda: "the interface confirms the new content" in log.read_text(errors="replace") or daemon.poll() is not None,
                      "the contents to be kept", lambda: log.read_text(errors="replace")[-2000:], PATIENCE_S)
        if daemon.poll() is not None:
            raise qemu.Failed(f"the daemon ended with code {daemon.returncode}: {log.read_text(errors='replace')[-2000:]}")
    finally:
        daemon.terminate()
        daemon.wait()
    return data


def make(file):
    with tempfile.TemporaryDirectory(prefix="borne-tried-") as name:
        folder = Path(name)
        data = try_contents(folder)
        part = folder / "data.img"
        subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-L", "borne-data", "-m", "1", "-d", data, "-E", "root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0",
                        part, f"{DATA_MIB}M"], check=True)
        fresh = folder / "card.img"
        qemu.unpack(IMAGE, fresh)
        subprocess.run(["dd", f"if={part}", f"of={fresh}", "bs=1M", f"seek={DATA_AT // MIB}", "conv=notrunc,sparse", "status=none"], check=True)
        subprocess.run(["cp", "--sparse=always", fresh, file.with_suffix(".part")], check=True)
        file.with_suffix(".part").rename(file)


def card(file):
    """A copy of the tried card, as `file`."""
    if not IMAGE.exists():
        sys.exit(f"{IMAGE} is not built: make image BOARD={qemu.BOARD}")
    about = IMAGE.stat()
    kept = IMAGE.parent / f"tried-{about.st_mtime_ns}.img"
    if not kept.exists():
        for old in IMAGE.parent.glob("tried-*"):
            old.unlink()
        began = time.monotonic()
        make(kept)
        print(f"# {time.monotonic() - began:.0f} s for a card whose contents were tried", flush=True)
    subprocess.run(["cp", "--sparse=always", kept, file], check=True)
    return file
