# SPDX-License-Identifier: GPL-3.0-or-later
"""A card in QEMU: q35, UEFI, virtio; seen by screen dumps (QMP) and by its serial line."""
import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

OVMF = Path("/usr/share/OVMF")
BOOT_AT = 1 << 20  # where the boot partition begins on a card, bytes (board/image/build)


class Failed(Exception):
    pass


def unpack(image, card):
    subprocess.run(["zstd", "-q", "-d", "-f", image, "-o", card], check=True)


def put_settings(card, text):
    """As a technician: borne.yaml on the card's boot partition."""
    file = card.with_suffix(".yaml")
    file.write_text(text, encoding="utf-8")
    subprocess.run(["mcopy", "-o", "-i", f"{card}@@{BOOT_AT}", file, "::borne.yaml"], check=True, env={**os.environ, "MTOOLS_SKIP_CHECK": "1"})


def journal_on_serial(card):
    """The journal of the units that are started goes to the serial line as well: for what a test says when it fails."""
    entry = card.with_suffix(".entry")
    env = {**os.environ, "MTOOLS_SKIP_CHECK": "1"}
    name = "::loader/entries/borne-a+3.conf"
    subprocess.run(["mcopy", "-n", "-o", "-i", f"{card}@@{BOOT_AT}", name, entry], check=True, env=env)
    entry.write_text(entry.read_text().rstrip() + " systemd.journald.forward_to_console=1\n")
    subprocess.run(["mcopy", "-o", "-i", f"{card}@@{BOOT_AT}", entry, name], check=True, env=env)


class Machine:
    """One unit. What it writes goes to an overlay of the card, which stays between two starts of the same Machine."""

    def __init__(self, folder, card, width=1080, height=1920):
        self.folder, self.size, self.process, self.qmp = folder, (width, height), None, None
        self.overlay, self.serial = folder / "overlay.qcow2", folder / "serial.log"
        shutil.copy(OVMF / "OVMF_VARS_4M.fd", folder / "vars.fd")
        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-b", card.resolve(), "-F", "raw", self.overlay], check=True)

    def start(self):
        path = self.folder / "qmp.sock"
        path.unlink(missing_ok=True)
        kvm = os.environ.get("KVM") == "1"  # a nested /dev/kvm may be there and not work
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", "-M", "q35", *(["-accel", "kvm", "-cpu", "host"] if kvm else ["-accel", "tcg,thread=multi", "-cpu", "Nehalem"]),
             "-smp", "2", "-m", "1024", "-nodefaults", "-display", "none",
             "-drive", f"if=pflash,format=raw,readonly=on,file={OVMF}/OVMF_CODE_4M.fd", "-drive", f"if=pflash,format=raw,file={self.folder}/vars.fd",
             "-drive", f"if=virtio,format=qcow2,file={self.overlay}", "-device", f"virtio-gpu-pci,xres={self.size[0]},yres={self.size[1]}",
             "-netdev", "user,id=net,restrict=on", "-device", "virtio-net-pci,netdev=net", "-device", "i6300esb", "-watchdog-action", "reset",
             "-serial", f"file:{self.serial}", "-qmp", f"unix:{path},server,nowait"], stdin=subprocess.DEVNULL)
        end = time.monotonic() + 30
        while not path.exists():
            if self.process.poll() is not None or time.monotonic() > end:
                raise Failed("QEMU did not start")
            time.sleep(0.1)
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(path))
        self.qmp = line.makefile("rw", encoding="utf-8")
        self.qmp.readline()
        self.ask("qmp_capabilities")

    def ask(self, what, **arguments):
        self.qmp.write(json.dumps({"execute": what, "arguments": arguments}) + "\n")
        self.qmp.flush()
        while True:
            answer = json.loads(self.qmp.readline())
            if "error" in answer:
                raise Failed(f"{what}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def screen(self, name):
        """A picture of the screen, as a file."""
        file = self.folder / name
        self.ask("screendump", filename=str(file))  # PPM
        return file

    def said(self):
        return self.serial.read_text(encoding="utf-8", errors="replace") if self.serial.exists() else ""

    def cut_power(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
