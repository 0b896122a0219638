# SPDX-License-Identifier: GPL-3.0-or-later
"""A small region in a temporary folder: a pack, its publisher, an nginx and a unit.

Each test is a function; `main()` runs those of the calling module and prints "ok NAME", "not ok NAME - why" or
"skip NAME - why". Nothing but Python's standard library, the programs in $BUILD, and nginx."""
import concurrent.futures
import contextlib
import hashlib
import json
import os
import pwd
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests"))
import plain  # noqa: E402
import testclock  # noqa: E402

BUILD = os.path.abspath(os.environ.get("BUILD", os.path.join(ROOT, "build")))
PACK = os.path.join(ROOT, "tests/fixtures/good/pack-small")
PACK_ID = "small"
SANITIZED = os.path.basename(BUILD) == "san"
IS_ROOT = os.geteuid() == 0
# A sanitized program on a busy machine is slow; a test that waits this long has failed.
PATIENCE_S = 120 if SANITIZED else 40
LOOK_S = 4  # borne-syncd looks at ui.json every 5 s at least, and takes a longer gap for a sleep of the machine


class Skip(Exception):
    pass


class Failed(Exception):
    pass


def check(condition, why):
    if not condition:
        raise Failed(why)


def wait_for(condition, why, timeout=PATIENCE_S, step=0.02):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(step)
    raise Failed("waited %d s for: %s" % (timeout, why))


def program(name):
    path = os.path.join(BUILD, name)
    if not os.path.exists(path):
        raise Failed("%s is not built" % path)
    return path


def run(arguments, **more):
    result = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, **more)
    if result.returncode != 0:
        raise Failed("%s ended with code %d:\n%s" % (" ".join(arguments), result.returncode, result.stdout[-2000:]))
    return result.stdout


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def canonical(value):
    """OLPC canonical JSON, for the values that stand in our metadata."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def kept_bundle(pack):
    """Where the bundle of that pack is kept, of this borne-publish; those of an older one are removed."""
    about = os.stat(program("borne-publish"))
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(pack):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(folder, name)
            with open(path, "rb") as f:
                data = f.read()
            digest.update(("%s %d " % (os.path.relpath(path, pack), len(data))).encode() + data)
    all_kept = os.path.join(BUILD, "test", "bundles")
    mine = os.path.join(all_kept, "%d-%d" % (about.st_mtime_ns, about.st_size))
    os.makedirs(mine, exist_ok=True)
    for name in os.listdir(all_kept):
        if name != os.path.basename(mine):
            shutil.rmtree(os.path.join(all_kept, name), ignore_errors=True)
    return os.path.join(mine, digest.hexdigest()[:32])


class Key:
    """An ed25519 key of the openssl command: a signer that shares no line with what it tests."""

    def __init__(self, folder, name):
        self.path = os.path.join(folder, name + ".pem")
        run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", self.path])
        der = subprocess.run(["openssl", "pkey", "-in", self.path, "-pubout", "-outform", "DER"], stdout=subprocess.PIPE, check=True).stdout
        self.description = {"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": der[-32:].hex()}}
        self.id = hashlib.sha256(canonical(self.description)).hexdigest()

    def sign(self, data):
        with tempfile.NamedTemporaryFile() as f:
            f.write(data)
            f.flush()
            command = ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.path, "-in", f.name]
            return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.hex()


class Publisher:
    """A pack, keys and the repository they are published to. `borne-publish build` compiles the pack; signing is done
    here, so that also what no honest publisher would sign can be signed."""

    ROLES = ("root", "timestamp", "snapshot", "targets")

    def __init__(self, folder):
        if not shutil.which("openssl"):
            raise Failed("openssl is not installed: make deps-test")
        self.folder = folder
        self.pack = os.path.join(folder, "pack")
        self.bundle = os.path.join(folder, "bundle")
        self.repo = os.path.join(folder, "repo")
        shutil.copytree(PACK, self.pack)
        self.maps = {}
        self.patches = False  # make them from the release before
        self.version = 0
        self.second = int(time.time()) - 10000
        self.lifetime_s = 30 * 86400
        os.makedirs(os.path.join(self.repo, "metadata"))
        self.keys = {role: Key(folder, role) for role in self.ROLES}
        self.write("1.root.json", "root", self.root_metadata(1))

    @property
    def root(self):
        return self.metadata("1.root.json")

    def metadata(self, name):
        return os.path.join(self.repo, "metadata", name)

    def signed(self, role, version, **more):
        expires = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + self.lifetime_s))
        return {"_type": role, "spec_version": "1.0.31", "version": version, "expires": expires, **more}

    def root_metadata(self, version):
        keys = {k.id: k.description for k in self.keys.values()}
        roles = {role: {"keyids": [k.id], "threshold": 1} for role, k in self.keys.items()}
        return self.signed("root", version, consistent_snapshot=True, keys=keys, roles=roles)

    def write(self, name, role, signed, keys=()):
        signers = keys or (self.keys[role],)
        signatures = [{"keyid": k.id, "sig": k.sign(canonical(signed))} for k in signers]
        data = json.dumps({"signatures": signatures, "signed": signed}, indent=1).encode()
        with open(self.metadata(name), "wb") as f:
            f.write(data)
        return data

    def edit(self, file, old, new):
        path = os.path.join(self.pack, file)
        with open(path, encoding="utf-8") as f:
            text = f.read()
        check(old in text, "fixture has no '%s' in %s" % (old, file))
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace(old, new))

    def retitle(self, number):
        """A small edit, another one for each number."""
        path = os.path.join(self.pack, "themes.yaml")
        with open(path, encoding="utf-8") as f:
            text = f.read()
        with open(path, "w", encoding="utf-8") as f:
            f.write(re.sub(r"fr: Se former[^,]*,", "fr: Se former %d," % number, text))

    def add_map(self, area, megabytes, seed=0):
        """An MBTiles file of that size: tiles of noise, which no compression makes smaller."""
        path = os.path.join(self.folder, area + ".mbtiles")
        if os.path.exists(path):
            os.unlink(path)
        noise = random.Random(seed)
        db = sqlite3.connect(path)
        db.executescript(
            "CREATE TABLE metadata (name TEXT, value TEXT);"
            "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
            "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);"
        )
        facts = {"name": area, "format": "pbf", "minzoom": "14", "maxzoom": "14", "bounds": "3.6,44.0,7.3,46.6"}
        facts.update({"center": "5,45,14", "attribution": "test", "json": '{"vector_layers":[]}'})
        db.executemany("INSERT INTO metadata VALUES (?, ?)", facts.items())
        rows = ((14, 8400 + i, 10500, b"\x1a" + noise.randbytes(64 * 1024 - 1)) for i in range(megabytes * 16))
        db.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
        db.commit()
        db.close()
        self.maps[area] = path

    def edit_map(self, area, column=8400, data=b"\x1aedited"):
        """Another tile in a map of add_map(): the smallest change."""
        db = sqlite3.connect(self.maps[area])
        db.execute("UPDATE tiles SET tile_data = ? || substr(tile_data, ?) WHERE tile_column = ?", (data, len(data) + 1, column))
        db.commit()
        db.close()

    def build(self):
        """The same pack gives the same bytes: a bundle that another test has had compiled, without maps, is taken as it was."""
        kept = None if self.maps else kept_bundle(self.pack)
        if kept and os.path.isdir(kept):
            shutil.rmtree(self.bundle, ignore_errors=True)
            shutil.copytree(kept, self.bundle)
            return
        arguments = [program("borne-publish"), "build", self.pack, "--out", self.bundle]
        for area, path in sorted(self.maps.items()):
            arguments += ["--map", "%s=%s" % (area, path)]
        run(arguments)
        if kept:
            new = tempfile.mkdtemp(dir=os.path.dirname(kept))
            shutil.copytree(self.bundle, new, dirs_exist_ok=True)
            with contextlib.suppress(OSError):  # another test was faster
                os.rename(new, kept)
            shutil.rmtree(new, ignore_errors=True)

    def publish(self, build=True, more=()):
        """`more`: (target name, path) of files that are published too."""
        before = {}
        with contextlib.suppress(FileNotFoundError):
            before = {c["name"]: c["sha256"] for c in self.manifest()["components"]}
        if build:
            self.build()
        self.version += 1
        targets = {}
        for name in ["bundle.json"] + [c["name"] for c in self.manifest()["components"]]:
            targets["%s/%s" % (PACK_ID, name)] = self.add_target(name)
        more = list(more)
        for c in self.manifest()["components"] if self.patches else ():
            if before.get(c["name"], c["sha256"]) != c["sha256"]:
                more.append(self.make_patch(c, self.target_of(before[c["name"]], c["name"]), before[c["name"]]))
        for name, path in more:
            targets["%s/%s" % (PACK_ID, name)] = self.add_target(name, path)
        n = self.version
        data = self.write("%d.targets.json" % n, "targets", self.signed("targets", n, targets=targets))
        data = self.write("%d.snapshot.json" % n, "snapshot", self.signed("snapshot", n, meta={"targets.json": describe(data, n)}))
        self.write("timestamp.json", "timestamp", self.signed("timestamp", n, meta={"snapshot.json": describe(data, n)}))
        # nginx makes its ETag of the size and the second; in life nothing is published twice a second
        self.second += 10
        os.utime(self.metadata("timestamp.json"), (self.second, self.second))

    def make_patch(self, component, old, old_sha256):
        """(target name, path) of a patch to a component of the bundle, made by our own maker."""
        out = os.path.join(self.folder, "made.zpatch.%s" % component["sha256"][:8])
        run([program("test/patch_bench"), "make", old, os.path.join(self.bundle, component["name"]), out, "3"])
        return "patches/%s-%s.zpatch" % (old_sha256[:16], component["sha256"][:16]), out

    def add_target(self, name, source=None):
        source = source or os.path.join(self.bundle, name)
        with open(source, "rb") as f:
            data = f.read()
        digest = hashlib.sha256(data).hexdigest()
        path = self.target_of(digest, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)
        return {"length": len(data), "hashes": {"sha256": digest}}

    def publish_with(self, change):
        """Signs a bundle after `change(path of content.sqlite)`, with a bundle.json that agrees with it."""
        self.build()
        path = os.path.join(self.bundle, "content.sqlite")
        change(path)
        manifest = self.manifest()
        for c in manifest["components"]:
            if c["name"] == "content.sqlite":
                with open(path, "rb") as f:
                    data = f.read()
                c.update(length=len(data), sha256=hashlib.sha256(data).hexdigest())
        with open(os.path.join(self.bundle, "bundle.json"), "w", encoding="utf-8") as f:
            json.dump(manifest, f)
        self.publish(build=False)

    def target_of(self, sha256, name):
        folder, file = os.path.split(os.path.join(self.repo, "targets", PACK_ID, name))
        return os.path.join(folder, sha256 + "." + file)

    def target(self, name):
        """Path of the published file of the release built last."""
        with open(os.path.join(self.bundle, name), "rb") as f:
            return self.target_of(hashlib.sha256(f.read()).hexdigest(), name)

    def manifest(self):
        with open(os.path.join(self.bundle, "bundle.json"), encoding="utf-8") as f:
            return json.load(f)

    def component(self, name):
        return next(c for c in self.manifest()["components"] if c["name"] == name)


def describe(data, version):
    return {"version": version, "length": len(data), "hashes": {"sha256": hashlib.sha256(data).hexdigest()}}


class Server:
    """nginx on loopback, with the cache headers that we ship. `extra` goes into the server block, `http` around it."""

    def __init__(self, folder, repo, extra="", port=None, http=""):
        self.folder = os.path.join(folder, "nginx")
        os.makedirs(self.folder, exist_ok=True)
        self.log = os.path.join(self.folder, "access.log")
        self.port = port or free_port()
        self.url = "http://127.0.0.1:%d" % self.port
        self.repo = repo
        self.extra = extra
        self.http = http
        self.process = None
        self.start()

    def start(self):
        temporary = "".join("%s_temp_path %s/%s;" % (n, self.folder, n) for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(self.folder + "/nginx.conf", "w", encoding="utf-8") as f:
            f.write(
                "daemon off; worker_processes 1; %s pid %s/pid; error_log %s/error.log warn;\n"
                "events { worker_connections 512; }\n"
                "http { %s sendfile off; include %s/sync/publish/nginx-cache.conf; add_header Cache-Control $borne_cache always;\n"
                "log_format one '$status $body_bytes_sent $bytes_sent $request_method $uri range=$http_range';\n"
                "access_log %s one; types { application/json json; } default_type application/octet-stream;\n"
                "%s server { listen 127.0.0.1:%d; root %s; %s } }\n"
                % ("user root;" if IS_ROOT else "", self.folder, self.folder, temporary, ROOT, self.log, self.http, self.port, self.repo, self.extra)
            )
        environment = dict(os.environ, PATH=os.environ.get("PATH", "") + ":/usr/sbin")
        if not shutil.which("nginx", path=environment["PATH"]):
            raise Failed("nginx is not installed: make deps")
        self.process = subprocess.Popen(
            ["nginx", "-p", self.folder, "-c", self.folder + "/nginx.conf"],
            env=environment, stdout=subprocess.DEVNULL, stderr=open(self.folder + "/start.log", "w", encoding="utf-8"),
        )

        def answers():
            check(self.process.poll() is None, "nginx ended: " + open(self.folder + "/start.log", encoding="utf-8").read())
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return True
            return False

        wait_for(answers, "nginx to answer")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def restart(self, extra):
        self.stop()
        self.extra = extra
        self.start()

    def requests(self):
        """What was asked, as dicts; an entry appears when its answer has ended."""
        with contextlib.suppress(FileNotFoundError), open(self.log, encoding="utf-8") as f:
            rows = [line.split(" ", 5) for line in f if line.strip()]
            return [dict(status=int(r[0]), body=int(r[1]), bytes=int(r[2]), method=r[3], path=r[4], range=r[5].strip()[6:]) for r in rows]
        return []

    def all_requests(self):
        """The requests whose answers have ended before this call: its one process notes them in their order, and the last is ours."""
        mark = "/all-requests-%d" % time.monotonic_ns()
        with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(self.url + mark):
            pass
        rows = wait_for(lambda: [rows for rows in [self.requests()] if any(r["path"] == mark for r in rows)], "the server's note of a request")[0]
        return [r for r in rows if not r["path"].startswith("/all-requests-")]

    def forget(self):
        with open(self.log, "w", encoding="utf-8"):
            pass


def hang_up(daemon):
    """SIGHUP to borne-syncd, once it has blocked that signal to read it: before, it would end the program."""
    def is_blocked():
        with open("/proc/%d/status" % daemon.pid, encoding="ascii", errors="replace") as f:
            mask = next((line.split()[1] for line in f if line.startswith("SigBlk:")), "0")
        return int(mask, 16) >> (signal.SIGHUP - 1) & 1 or daemon.poll() is not None

    wait_for(is_blocked, "the daemon to read its signals", step=0.005)
    daemon.send_signal(signal.SIGHUP)


# Accounts of a unit, by numbers that no machine gives out: two, with a group in common.
GROUP = 61000
USERS = {"root": 0, "borne": 61001, "borne-sync": 61002}


def unit_value(unit, key):
    """Of a unit file, the last word of a key."""
    with open(os.path.join(ROOT, "board/systemd", unit), encoding="utf-8") as f:
        return [line.split("=", 1)[1].strip() for line in f if line.startswith(key + "=")][-1]


class Unit:
    """A kiosk's data partition and run folder, and the daemon that fills them."""

    def __init__(self, folder, url, root, store=None):
        self.store = store or os.path.join(folder, "store")
        self.run_dir = os.path.join(folder, "run")
        self.root = os.path.join(folder, "root.json")
        self.log = os.path.join(folder, "syncd.log")
        self.url = url
        self.daemons = []
        self.clock = None
        os.makedirs(self.run_dir + "/ui", exist_ok=True)
        self.account = {}
        self.interface_account = {}
        shutil.copy(root, self.root)

    def as_service(self):
        """From now on the daemon runs as an account without privileges, with the umask of its unit file, and owns what
        systemd would give it. Without root the tests are such an account already."""
        if IS_ROOT:
            who = pwd.getpwnam("nobody")
            self.account = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": [], "umask": 0o027}
            os.chmod(os.path.dirname(self.root), 0o755)
            os.chmod(self.root, 0o644)
            os.makedirs(self.store, exist_ok=True)
            self.own(self.store)
            self.own(self.run_dir)
        return self

    def as_two_accounts(self):
        """The same for the daemon and the interface: two accounts with one group, and the folders with the owners and modes of
        borne.tmpfiles and of the unit files. What one writes, the other reads through the group or not at all."""
        if not IS_ROOT:
            return self.as_service()
        both = {"group": GROUP, "extra_groups": [], "umask": int(unit_value("borne-syncd.service", "UMask"), 8)}
        self.account = {**both, "user": USERS["borne-sync"]}
        self.interface_account = {**both, "user": USERS["borne"]}
        os.chmod(os.path.dirname(self.root), 0o755)
        os.chmod(self.root, 0o644)
        os.makedirs(self.store, exist_ok=True)
        self.own(self.store)
        os.chmod(self.store, int(unit_value("borne-syncd.service", "StateDirectoryMode"), 8))
        with open(os.path.join(ROOT, "board/systemd/borne.tmpfiles"), encoding="utf-8") as f:
            rows = [line.split() for line in f if line.startswith("d /run/borne")]
        check(len(rows) == 4, "borne.tmpfiles has other folders: %s" % rows)
        for _, path, mode, user, group, _ in rows:
            folder = self.run_dir + path[len("/run/borne"):]
            os.makedirs(folder, exist_ok=True)
            os.chown(folder, USERS[user], 0 if group == "root" else GROUP)
            os.chmod(folder, int(mode, 8))
        return self

    def interface_folder(self, path):
        """A folder of the interface's own, as StateDirectory= of its unit makes it."""
        os.makedirs(path, exist_ok=True)
        if self.interface_account:
            os.chown(path, USERS["borne"], GROUP)
            os.chmod(path, int(unit_value("borne.service", "StateDirectoryMode"), 8))
        return path

    def own(self, path, user=None):
        """Gives a tree to the service's account, or to another, and to the service's group."""
        if not IS_ROOT:
            return
        uid = self.account["user"] if user is None else user
        gid = self.account["group"]
        os.lchown(path, uid, gid)
        for folder, folders, files in os.walk(path):
            for name in folders + files:
                os.lchown(os.path.join(folder, name), uid, gid)

    def with_clock(self):
        """From now on its programs have a clock that only pass_time() moves on by much."""
        self.clock = testclock.Clock(os.path.dirname(self.root))
        return self

    def environment(self, more=None):
        return {**os.environ, **(more or {}), **(self.clock.environment if self.clock else {})}

    def arguments(self, *more, url=None):
        urls = url if isinstance(url, list) else [url or self.url]
        base = [program("borne-syncd"), "--pack", PACK_ID, "--root", self.root, "--store", self.store, "--run", self.run_dir]
        for u in urls:
            base += ["--url", u]
        return base + list(more)

    def once(self, *more, url=None, prefix=(), env=None):
        """(exit code, lines of this run's log)"""
        result = subprocess.run(
            [*prefix, *self.arguments("--once", *more, url=url)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE_S * 3,
            env=self.environment(env), **self.account,
        )
        with open(self.log, "a", encoding="utf-8") as f:
            f.write(result.stdout)
        return result.returncode, result.stdout.splitlines()

    def start(self, *more, url=None):
        log = open(self.log, "a", encoding="utf-8")
        process = subprocess.Popen(self.arguments("--interval", "5", *more, url=url), stdout=log, stderr=log, env=self.environment(), **self.account)
        log.close()
        self.daemons.append(process)
        return process

    def stop(self):
        for process in self.daemons:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.daemons:
            process.wait(30)
        self.daemons = []

    def status(self):
        with contextlib.suppress(FileNotFoundError, ValueError), open(self.run_dir + "/sync/status.json", encoding="utf-8") as f:
            return json.load(f)
        return {}

    def checks(self):
        """How many checks the daemon has begun; status.json is at least as new."""
        with contextlib.suppress(FileNotFoundError), open(self.run_dir + "/sync/metrics.prom", encoding="utf-8") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("borne_checks_total "))
        return 0

    def check_now(self):
        """Asks the daemon for a check and waits for its end. The daemon has then looked at ui.json and at its clock since."""
        before = self.checks()
        hang_up(self.daemons[-1])
        wait_for(lambda: self.checks() > before and self.status().get("state") in ("idle", "waiting"), "the end of a check")

    def pass_time(self, seconds):
        """Time goes by, as the daemon sees it: by LOOK_S at most from one of its looks to the next."""
        while seconds > 0:
            step = min(seconds, LOOK_S)
            self.clock.move(step)
            self.check_now()
            seconds -= step

    def generation(self, name="current"):
        with contextlib.suppress(OSError):
            return int(os.path.basename(os.readlink(os.path.join(self.store, name))))
        return 0

    def interface(self, generation, session=False, refused=None, pid=None):
        """What borne would write."""
        state = {"pid": pid or os.getpid(), "generation": generation, "session": session, "refused": refused, "updated_at": int(time.time())}
        path = self.run_dir + "/ui/ui.json"
        with open(path + ".new", "w", encoding="utf-8") as f:
            json.dump(state, f)
        os.rename(path + ".new", path)

    def no_interface(self):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.run_dir + "/ui/ui.json")

    def manifest(self, name="current"):
        with open(os.path.join(self.store, name, "bundle.json"), encoding="utf-8") as f:
            return json.load(f)

    def log_text(self):
        with contextlib.suppress(FileNotFoundError), open(self.log, encoding="utf-8") as f:
            return f.read()
        return ""

    def check_whole(self, why):
        """The generation in service has every object, right to the byte, and a search index that opens."""
        for c in self.manifest()["components"]:
            path = os.path.join(self.store, "objects", c["sha256"])
            with open(path, "rb") as f:
                data = f.read()
            check(len(data) == c["length"] and hashlib.sha256(data).hexdigest() == c["sha256"], "%s: object %s is wrong" % (why, c["name"]))
        db = sqlite3.connect("file:%s/current/search.sqlite?mode=ro" % self.store, uri=True)
        check(db.execute("PRAGMA quick_check").fetchone()[0] == "ok", why + ": search index is damaged")
        db.close()

    def fetcher(self):
        """pid of the fetching child of the running daemon, by the kernel's word."""
        spawners = children_of(self.daemons[-1].pid)
        return next((c for s in spawners for c in children_of(s)), None)


def children_of(pid):
    with contextlib.suppress(OSError), open("/proc/%d/task/%d/children" % (pid, pid), encoding="utf-8") as f:
        return [int(p) for p in f.read().split()]
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open("/proc/%s/stat" % entry, encoding="utf-8") as f:
            if int(f.read().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(entry))
    return found


def asleep(pid):
    """It waits for something: what it was woken for by a signal is done."""
    with open("/proc/%d/stat" % pid, encoding="utf-8") as f:
        return f.read().rsplit(")", 1)[1].split()[0] == "S"


PROBLEM = re.compile(r'no update code=(\S+) cause="(.*)" remedy="(.*)"')


def problems(lines):
    """(code, cause, remedy) of every complaint in a log."""
    return [m.groups() for m in map(PROBLEM.search, lines) if m]


def one_problem(lines, code):
    """Exactly one line that complains, with this code, a cause and a remedy."""
    found = problems(lines)
    loud = [line for line in lines if line.startswith(("error", "warn"))]
    check(len(found) == 1, "wanted one message, got %d: %s" % (len(found), loud or lines[-5:]))
    check(found[0][0] == code, "wanted %s, got %s: %s" % (code, found[0][0], found[0][1]))
    check(len(found[0][1]) > 15 and len(found[0][2]) > 20, "message without cause or remedy: %s" % (found,))
    return found[0]


@contextlib.contextmanager
def region(maps=(), server_extra=""):
    """A publisher with one release, its server, and a unit that knows the root. Everything ends with it."""
    folder = tempfile.mkdtemp(prefix="borne-sync-")
    server = unit = None
    try:
        publisher = Publisher(folder)
        for area, megabytes in maps:
            publisher.add_map(area, megabytes)
        publisher.publish()
        server = Server(folder, publisher.repo, server_extra)
        unit = Unit(folder, server.url, publisher.root)
        yield publisher, server, unit
    except Failed:
        if unit:
            print("# log of borne-syncd:\n# " + "\n# ".join(unit.log_text().splitlines()[-25:]))
        raise
    finally:
        if unit:
            unit.stop()
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def outcome(test):
    """The line that says how a test went, and how long it took."""
    began = time.monotonic()
    line = how_it_went(test)
    return line, "# %.1f s sync: %s" % (time.monotonic() - began, test.__name__)


def how_it_went(test):
    name = test.__name__
    try:
        test()
        return "ok sync: %s" % name
    except Skip as why:
        return "skip sync: %s - %s" % (name, why)
    except Failed as why:
        return "not ok sync: %s - %s" % (name, why)
    except Exception:  # a broken test is a failed test
        return "not ok sync: %s - %s" % (name, traceback.format_exc().replace("\n", "\n# "))


def main(tests, at_once=3):
    """Each test has its own folder and ports and mostly waits: a few run at a time."""
    only = sys.argv[1:]
    chosen = [t for t in tests if not only or t.__name__ in only]
    bad = 0
    if SANITIZED and not only:
        names, left_out, stale = plain.split("sync", sys.argv[0], [t.__name__ for t in tests])
        chosen = [t for t in tests if t.__name__ in names]
        bad = len(stale)
        for line in ["skip sync: %s - %s" % (name, plain.WHY) for name in left_out] + ["not ok sync: tests/plain.txt names %s, which is no test" % p for p in stale]:
            print(line, flush=True)
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        for line, took in pool.map(outcome, chosen):
            bad += line.startswith("not ok")
            print(line + "\n" + took, flush=True)
    sys.exit(1 if bad else 0)
