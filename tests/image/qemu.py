# SPDX-License-Identifier: GPL-3.0-or-later
"""A card in QEMU: UEFI, virtio, the machine of $BOARD; seen by screen dumps (QMP) and by its serial line."""
import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

BOARD = os.environ.get("BOARD", "qemu-amd64")
# name: (program, its processor without KVM, UEFI of Debian and its variables)
BOARDS = {
    "qemu-amd64": (["qemu-system-x86_64", "-M", "q35"], "Nehalem", "OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_VARS_4M.fd"),
    "qemu-arm64": (["qemu-system-aarch64", "-M", "virt"], "cortex-a72", "AAVMF/AAVMF_CODE.fd", "AAVMF/AAVMF_VARS.fd"),
}
MACHINE, CPU, UEFI, UEFI_VARIABLES = BOARDS[BOARD]
SHARE = Path("/usr/share")
BOOT_AT = 1 << 20  # where the boot partition begins on a card, bytes (board/image/build)


class Failed(Exception):
    pass


def image(build):
    """The card that make image made."""
    return build / "image" / f"borne-{BOARD}.img.zst"


def unpack(image, card):
    subprocess.run(["zstd", "-q", "-d", "-f", image, "-o", card], check=True)


def mtools(card, command, *arguments):
    """What an mtools command prints about the card's boot partition."""
    return subprocess.run([command, "-i", f"{card}@@{BOOT_AT}", *arguments], check=True, capture_output=True, text=True,
                          env={**os.environ, "MTOOLS_SKIP_CHECK": "1"}).stdout


def put_text(card, name, text):
    """A file of the boot partition, over what was there."""
    file = card.with_suffix(".text")
    file.write_text(text, encoding="utf-8")
    mtools(card, "mcopy", "-o", file, "::" + name)


def text_of(card, name):
    return mtools(card, "mtype", "::" + name)


def entries(card):
    """The names of the boot loader's entries, with their counts."""
    return sorted(line.rsplit("/", 1)[1] for line in mtools(card, "mdir", "-b", "::loader/entries").splitlines() if line.endswith(".conf"))


def put_settings(card, text):
    """As a technician: borne.yaml on the card's boot partition."""
    put_text(card, "borne.yaml", text)


def add_options(card, *options):
    """To the kernel's command line of slot a."""
    name = "loader/entries/" + next(e for e in entries(card) if e.startswith("borne-a"))
    put_text(card, name, " ".join((text_of(card, name).rstrip(), *options)) + "\n")


def journal_on_serial(card):
    """The journal of the units that are started goes to the serial line as well: for what a test says when it fails."""
    add_options(card, "systemd.journald.forward_to_console=1")


def run_at_start(card, script, *options):
    """A shell script that root runs in the unit once it starts, with the serial line at /dev/ttyS0 (qemu-amd64)."""
    put_text(card, "script.sh", script)
    add_options(card, 'systemd.run="/bin/sh /boot/script.sh"', "systemd.run_success_action=none", "systemd.run_failure_action=none",
                "systemd.wants=multi-user.target", *options)


class Overlay:
    """What a machine writes, over its card: it stays, whether it was flushed or not."""

    def __init__(self, folder, card):
        self.file = folder / "overlay.qcow2"
        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-b", card.resolve(), "-F", "raw", self.file], check=True)

    def drive(self):
        return f"if=virtio,format=qcow2,file={self.file}"

    def off(self):
        pass


class Volatile:
    """A card, changed in place, that loses at the end of each start what was not flushed (volatile.py)."""

    def __init__(self, folder, card, loses, seed):
        self.path, self.card, self.loses, self.seed = folder / "nbd.sock", card, loses, seed
        self.server, self.counts = None, {}

    def drive(self):
        self.path.unlink(missing_ok=True)
        self.server = subprocess.Popen([Path(__file__).with_name("volatile.py"), self.card, self.path, self.loses, str(self.seed)],
                                       stdout=subprocess.PIPE, text=True)
        end = time.monotonic() + 30
        while not self.path.exists():
            if time.monotonic() > end or self.server.poll() is not None:
                raise Failed("the disk did not start")
            time.sleep(0.1)
        return f"if=virtio,format=raw,cache=writeback,file=nbd+unix:///?socket={self.path}"

    def off(self):
        said, _ = self.server.communicate(timeout=60)
        self.counts = json.loads(said)


class Machine:
    """One unit. What it writes goes to an overlay of the card, which stays between two starts of the same Machine."""

    def __init__(self, folder, card, width=1080, height=1920, clock=None, online=False, netdev=None, disk=None, devices=()):
        """`clock`: of the machine at each start, UTC. `online`: it reaches this machine at 10.0.2.2; or `netdev`: the other end of its cable.
        `disk`: in place of an overlay. `devices`: further arguments of QEMU."""
        self.clock, self.devices = clock, devices
        self.disk = disk or Overlay(folder, card)
        self.netdev = netdev or f"user,id=net,restrict={'off' if online else 'on'}"
        self.folder, self.size, self.process, self.qmp = folder, (width, height), None, None
        self.serial = folder / "serial.log"
        shutil.copy(SHARE / UEFI_VARIABLES, folder / "vars.fd")

    def start(self, state=None):
        """`state`: goes on where save() was, with the disk as it was then."""
        path = self.folder / "qmp.sock"
        path.unlink(missing_ok=True)
        kvm = os.environ.get("KVM") == "1"  # a nested /dev/kvm may be there and not work
        self.process = subprocess.Popen(
            [*MACHINE, *(["-accel", "kvm", "-cpu", "host"] if kvm else ["-accel", "tcg,thread=multi", "-cpu", CPU]),
             "-smp", "2", "-m", "1024", "-nodefaults", "-display", "none",
             "-drive", f"if=pflash,format=raw,readonly=on,file={SHARE / UEFI}", "-drive", f"if=pflash,format=raw,file={self.folder}/vars.fd",
             "-drive", self.disk.drive(), "-device", f"virtio-gpu-pci,xres={self.size[0]},yres={self.size[1]}",
             "-netdev", self.netdev, *(["-rtc", f"base={self.clock}"] if self.clock else []), "-device", "virtio-net-pci,netdev=net",
             "-device", "i6300esb", "-watchdog-action", "reset",
             "-chardev", f"socket,id=line,path={self.folder}/line.sock,server=on,wait=off,logfile={self.serial}", "-serial", "chardev:line",
             "-qmp", f"unix:{path},server,nowait", *self.devices, *(["-incoming", f"exec:cat {state}"] if state else [])], stdin=subprocess.DEVNULL)
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
        if state:
            self.wait_for_status("paused")
            self.ask("cont")

    def wait_for_status(self, status, patience_s=120):
        end = time.monotonic() + patience_s
        while self.ask("query-status")["status"] != status:
            if time.monotonic() > end:
                raise Failed(f"QEMU is not {status}, but {self.ask('query-status')['status']}")
            time.sleep(0.2)

    def save(self, state):
        """The running machine, without its disk, as a file. It is off then, in order: what its disk held in its cache is on it."""
        self.ask("stop")
        self.ask("migrate", uri=f"exec:cat >{state}")
        self.wait_for_status("postmigrate")
        self.ask("quit")
        self.process.wait()
        self.process = None
        self.disk.off()

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

    def tell(self, words):
        """A line for whatever reads the serial line in the machine."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(f"{self.folder}/line.sock")
            line.sendall(words.encode() + b"\n")
            time.sleep(1)  # the port takes it byte by byte, and forgets the rest when the line is closed

    def wait_for_line(self, words, patience_s):
        """The seconds until the serial line said them; Failed: it did not."""
        began = time.monotonic()
        self.wait_until(lambda: words in self.said(), f"'{words}'", patience_s)
        return time.monotonic() - began

    def wait_until(self, condition, what, patience_s):
        """Failed: it has not come about by then, or the machine has ended."""
        end = time.monotonic() + patience_s
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                raise Failed(f"waited {patience_s} s for {what}; the serial line ends with: {self.said()[-700:]}")
            time.sleep(1)

    def card(self, file):
        """What the card holds now, as a file; the machine is off."""
        subprocess.run(["qemu-img", "convert", "-f", "qcow2", "-O", "raw", self.disk.file, file], check=True)
        return file

    def cut_power(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
            self.disk.off()
