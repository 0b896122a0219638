# SPDX-License-Identifier: GPL-3.0-or-later
"""A supervised kiosk: nginx on loopback, borne-syncd and borne (off the screen), each started, watched and restarted as its systemd unit
says: WatchdogSec, TimeoutStartSec, RestartSec and MemoryMax are read from board/systemd."""
import configparser
import contextlib
import hashlib
import importlib.util
import json
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/sync"))
import lib  # noqa: E402
from bundles import Bundle  # noqa: E402

_spec = importlib.util.spec_from_file_location("kiosk", os.path.join(ROOT, "tests/scenario/lib.py"))
kiosk = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(kiosk)

PATIENCE_S = 180  # good content is on the screen within three minutes
LETHAL = signal.SIGABRT  # WatchdogSignal= as systemd has it


def unit_file(name):
    """The [Service] part of a unit: the last value of each key."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    parser.optionxform = str
    with open(os.path.join(ROOT, "board/systemd", name), encoding="utf-8") as f:
        parser.read_string(f.read())
    return dict(parser["Service"])


def seconds(text):
    units = {"": 1, "s": 1, "min": 60, "h": 3600, "ms": 0.001}
    return sum(float(n) * units[u] for n, u in re.findall(r"([\d.]+)\s*([a-z]*)", text))


def size_bytes(text):
    match = re.fullmatch(r"(\d+)([KMG]?)", text or "")
    return int(match.group(1)) * {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}[match.group(2)] if match else None


class Service:
    """One program under its unit's rules."""

    def __init__(self, name, unit, command, folder, account):
        facts = unit_file(unit)
        self.name = name
        self.command = command
        self.account = account
        self.folder = folder
        self.watchdog_s = seconds(facts["WatchdogSec"])
        self.start_s = seconds(facts.get("TimeoutStartSec", "90"))
        self.restart_s = seconds(facts.get("RestartSec", "0.1"))
        self.memory = size_bytes(facts.get("MemoryMax"))
        self.log = os.path.join(folder, name + ".log")
        self.notify = os.path.join(folder, name + ".notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.notify)
        os.chmod(self.notify, 0o777)
        self.socket.settimeout(0.1)
        self.process = None
        self.ends = []  # how each run ended that was not asked to
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def begin(self):
        self.thread.start()

    def bound(self):
        """MemoryMax counts pages of the whole group; here it is what one process may write to."""
        if self.memory and not lib.SANITIZED:
            resource.setrlimit(resource.RLIMIT_DATA, (self.memory, self.memory))

    def start(self):
        environment = dict(os.environ, NOTIFY_SOCKET=self.notify, WATCHDOG_USEC=str(int(self.watchdog_s * 1000000)))
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=ROOT, env=environment, preexec_fn=self.bound, **self.account)

    def run(self):
        while not self.stopping.is_set():
            self.start()
            why = self.watch()
            if self.stopping.is_set():
                break
            code = self.process.wait()
            if code != 75:  # asked for by the daemon (SuccessExitStatus)
                self.ends.append("%s (code %d)" % (why, code))
            self.stopping.wait(self.restart_s)

    def watch(self):
        """Until it ended by itself or was ended; says why."""
        ready = False
        heard = time.monotonic()
        while self.process.poll() is None:
            if self.stopping.is_set():
                return "stopped"
            with contextlib.suppress(TimeoutError):
                words = self.socket.recv(8192).decode(errors="replace")
                ready = ready or "READY=1" in words
                if "READY=1" in words or "WATCHDOG=1" in words or "EXTEND_TIMEOUT_USEC=" in words:
                    heard = time.monotonic()
            if time.monotonic() - heard > (self.watchdog_s if ready else self.start_s):
                self.process.send_signal(LETHAL)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(10)
                self.process.kill()
                self.process.wait()
                return "watchdog" if ready else "never ready"
        return "ended"

    def end(self):
        self.stopping.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
            if self.process.poll() is None:
                self.process.kill()
        self.thread.join(30)
        self.socket.close()

    def tail(self, lines=30):
        with contextlib.suppress(OSError), open(self.log, encoding="utf-8", errors="replace") as f:
            return f.read().splitlines()[-lines:]
        return []


class Chain:
    """The unit with its server and services. Content is good, then crafted, then good again, as often as is wanted."""

    def __init__(self, template):
        self.folder = tempfile.mkdtemp(prefix="borne-crafted-")
        self.template = template
        self.number = 0
        self.publisher = lib.Publisher(self.folder)
        self.services = []
        self.server = None
        try:
            self.publish_good()
            self.server = lib.Server(self.folder, self.publisher.repo)
            self.unit = lib.Unit(self.folder, self.server.url, self.publisher.root).as_two_accounts()
            self.control = os.path.join(self.unit.run_dir, "ui", "control")
            self.syncd = Service("syncd", "borne-syncd.service", self.unit.arguments("--interval", "3600"), self.folder, self.unit.account)
            self.borne = Service("borne", "borne.service", [
                lib.program("borne"), "--video", "offscreen", "--format", "7inch", "--assets", os.path.join(ROOT, "assets"), "--control", self.control,
                "--site", "pont-de-veyle", "--store", self.unit.store, "--run", self.unit.run_dir, "--healthy-after", "1",
                "--state", self.unit.interface_folder(os.path.join(self.folder, "state")),
            ], self.folder, self.unit.interface_account)
            self.services = [self.syncd, self.borne]
            for service in self.services:
                service.begin()
            self.expect_good("the first content")
        except BaseException:
            self.close()
            raise

    def close(self):
        for service in reversed(self.services):
            service.end()
        if self.server:
            self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- releases

    def fresh(self):
        shutil.rmtree(self.publisher.bundle, ignore_errors=True)
        shutil.copytree(self.template, self.publisher.bundle)
        return Bundle(self.publisher.bundle)

    def mark(self, bundle):
        """Another title each time: what was published last is recognised on the screen."""
        self.number += 1
        db = sqlite3.connect(bundle.path("content.sqlite"))
        db.execute("UPDATE words SET text = 'Se former ' || ? WHERE field = 'title' AND text LIKE 'Se former%'", (self.number,))
        db.commit()
        db.close()

    def upload(self, bundle):
        bundle.seal()
        with open(bundle.path("bundle.json"), "rb") as f:
            sha256 = hashlib.sha256(f.read()).hexdigest()
        self.publish_folder(bundle)
        return sha256

    def publish_folder(self, bundle):
        """As lib.Publisher.publish(), for a manifest that may be anything."""
        names = ["bundle.json"] + [n for n in sorted(set(bundle.names())) if os.path.isfile(bundle.path(n))]
        p = self.publisher
        p.version += 1
        targets = {"%s/%s" % (lib.PACK_ID, n): p.add_target(n) for n in names}
        for n in bundle.left_out:
            os.unlink(p.target(n))
        v = p.version
        data = p.write("%d.targets.json" % v, "targets", p.signed("targets", v, targets=targets))
        data = p.write("%d.snapshot.json" % v, "snapshot", p.signed("snapshot", v, meta={"targets.json": lib.describe(data, v)}))
        p.write("timestamp.json", "timestamp", p.signed("timestamp", v, meta={"snapshot.json": lib.describe(data, v)}))
        p.second += 10
        os.utime(p.metadata("timestamp.json"), (p.second, p.second))

    def publish_good(self):
        bundle = self.fresh()
        self.mark(bundle)
        self.good = self.upload(bundle)

    def publish_crafted(self, make):
        bundle = self.fresh()
        self.mark(bundle)
        make(bundle)
        return self.upload(bundle)

    def check_now(self):
        """The daemon looks at the server at once, also after failures that make it wait."""
        with contextlib.suppress(AttributeError, ProcessLookupError):
            self.syncd.process.send_signal(signal.SIGHUP)

    # -- what is there

    def in_service(self):
        """(hash of its bundle.json, generation) of `current`."""
        generation = self.unit.generation()
        return self.bundle_of(generation), generation

    def bundle_of(self, generation):
        """The hash of its bundle.json."""
        with contextlib.suppress(OSError, ValueError), open("%s/generations/%d/release.json" % (self.unit.store, generation), encoding="utf-8") as f:
            return json.load(f)["bundle_sha256"]
        return None

    def shown(self):
        """The generation that the interface confirms."""
        with contextlib.suppress(OSError, ValueError), open(self.unit.run_dir + "/ui/ui.json", encoding="utf-8") as f:
            return json.load(f).get("generation", 0)
        return 0

    def ask(self, **request):
        """The interface's answer, or None: it is being restarted, or silent."""
        with contextlib.suppress(OSError, ValueError), socket.socket(socket.AF_UNIX) as s:
            s.settimeout(10)
            s.connect(self.control)
            s.sendall(json.dumps(request).encode() + b"\n")
            return json.loads(s.makefile("rb").readline())
        return None

    def answers(self):
        """The interface shows a page with something on it."""
        tree = self.ask(do="tree")
        return bool(tree and tree.get("ok") and tree["nodes"])

    def on_screen(self, sha256):
        """That bundle is in service, confirmed, and the interface shows it."""
        current, generation = self.in_service()
        return current == sha256 and self.shown() == generation == self.unit.status().get("confirmed") and self.answers()

    def judged(self, sha256):
        """The crafted bundle met its end: refused, or it works."""
        if self.on_screen(sha256):
            return "shown"
        status = self.unit.status()
        current, _ = self.in_service()
        if current != sha256 and status.get("error") and status.get("state") == "idle" and status.get("release") == self.publisher.version:
            return "refused (%s)" % status["error"]["code"]
        return None

    def end_of(self, sha256):
        try:
            return lib.wait_for(lambda: self.judged(sha256), "", timeout=PATIENCE_S, step=0.1)
        except lib.Failed:
            if self.bundle_of(self.shown()) == self.good and self.answers():
                return "still tried"  # large content on a busy machine: the content before it is on the screen all the time
            raise lib.Failed("no end after %d s: in service %s, confirmed %s, error %s" % (
                PATIENCE_S, self.in_service(), self.shown(), self.unit.status().get("error"))) from None

    def expect_good(self, what):
        self.check_now()
        lib.wait_for(lambda: self.on_screen(self.good), what, timeout=PATIENCE_S, step=0.1)

    def expect_title(self):
        """A visit: home shows the title of the release that is in service."""
        for _ in range(3):
            self.ask(do="tap", x=400, y=300)
            self.ask(do="wait", timeout_ms=5000)
            tree = self.ask(do="tree")
            if tree and tree.get("screen") == "home":
                break
        names = [n.get("name", "") for n in (tree or {}).get("nodes", [])]
        self.ask(do="clock", advance_s=400)
        self.ask(do="wait", timeout_ms=5000)
        lib.check(any("Se former %d" % self.number in n for n in names), "home does not show the release: %s" % names[:20])

    def deaths(self):
        return {s.name: list(s.ends) for s in self.services}

    def logs(self):
        return ["%s: %s" % (s.name, line) for s in self.services for line in s.tail()]
