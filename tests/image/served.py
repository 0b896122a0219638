# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server of a region has for a unit: the repository that the image's packages were made from, later contents, a later firmware.

The keys are those of the demonstration (build/demo/keys)."""
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys

from attract import TOP
from tried import BUILD

import lib

sys.path.insert(0, str(TOP / "tests"))
BOARD, LATER = "qemu-amd64", "90000"


def sync_lib():
    """tests/sync/lib.py, whose name the interface's lib.py has taken."""
    spec = importlib.util.spec_from_file_location("sync_lib", TOP / "tests" / "sync" / "lib.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def publish(*arguments):
    done = subprocess.run([BUILD / "borne-publish", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise lib.Failed(f"borne-publish {arguments[0]}: {done.stderr[-1500:]}")


def later_firmware(folder):
    """The built firmware with another version in its entry."""
    out = folder / "later"
    shutil.copytree(BUILD / "image" / f"firmware-{BOARD}", out)
    manifest = json.loads((out / "bundle.json").read_text())
    entry = (out / "entry").read_text().replace(f"borne.version={manifest['edition']}", f"borne.version={LATER}")
    entry = entry.replace(f"\nversion {manifest['edition']}\n", f"\nversion {LATER}\n").rstrip() + " systemd.journald.forward_to_console=1\n"
    (out / "entry").write_text(entry)
    manifest["edition"] = LATER
    for c in manifest["components"]:
        if c["name"] == "entry":
            c.update(length=len(entry), sha256=hashlib.sha256(entry.encode()).hexdigest())
    (out / "bundle.json").write_text(json.dumps(manifest))
    return out


def later_contents(folder):
    """The bundle of the shipped pack with another name of the kiosk's site, which the first screen shows."""
    pack = folder / "later-pack" / "rhone-alpes"
    shutil.copytree(TOP / "content" / "rhone-alpes", pack)
    for name, old, new in (("sites.yaml", "Relais de Pont-de-Veyle", "Relais du pont de Veyle"), ("pack.yaml", "\ndate: ", "\ndate: 2099-01-01 # ")):
        text = (pack / name).read_text(encoding="utf-8")
        if old not in text:
            raise lib.Failed(f"{name} has no '{old}'")
        (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return lib.compiled(pack, folder / "later-bundle")


def repository(folder, name):
    """(repository, keys): a copy of what is published, with keys that the card trusts."""
    keys, repo = folder / f"keys-{name}", folder / f"repo-{name}"
    shutil.copytree(BUILD / "demo" / "keys", keys)
    shutil.copytree(BUILD / "demo" / "repo", repo)
    return repo, keys


def with_firmware(folder):
    repo, keys = repository(folder, "firmware")
    publish("keys", "delegate", f"firmware-{BOARD}", "--keys", keys, "--insecure-no-passphrase")
    publish("firmware", "--bundle", later_firmware(folder), "--keys", keys, "--repo", repo, "--patches", "0")
    return repo


def with_contents(folder, bundle):
    repo, keys = repository(folder, "contents")
    publish("publish", "--bundle", bundle, "--keys", keys, "--repo", repo, "--patches", "1", "--patch-level", "3")
    return repo
