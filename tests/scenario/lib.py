#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives `borne` through its control socket, as a visitor would.

A scenario is an executable *.test in this folder:

    import lib
    with lib.Suite("visit") as suite:
        @suite.test
        def finds_a_place(borne):
            borne.tap("Touchez")
            borne.expect("heading", "Bonjour")

Every test gets a fresh `borne` (offscreen, portrait, Tuesday 24 November 2026 14:12 in Paris, manual time) on the bundle
of the shipped pack, built once per run under BUILD/scenario/. Helpers fail with what is on the screen.

Golden pictures: borne.golden("name") compares with tests/golden/name.png; UPDATE_GOLDEN=1 rewrites it. A difference
leaves BUILD/scenario/name.new.png and name.diff.png (differing px in red).

By hand: lib.py SOCKET '{"do":"tree"}' ... sends requests and prints replies.
"""
import ctypes
import errno
import fcntl
import functools
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import zlib

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests"))
import plain  # noqa: E402
import testclock  # noqa: E402

BUILD = pathlib.Path(os.environ.get("BUILD", TOP / "build")).resolve()
DATA = pathlib.Path(os.environ.get("BORNE_DATA", TOP / "../shared/data"))
GOLDEN = TOP / "tests/golden"
PNG_FORMAT_RGB = 2
OUT = BUILD / "scenario"
NOON = 1795525920  # 2026-11-24 13:12:00 UTC
PARIS = 3600
FORMATS = ("portrait", "landscape", "7inch")
# Of assets/strings, in their own words.
LANGUAGE_NAMES = {"fr": "Français", "en": "English", "ar": "العربية", "pt": "Português", "tr": "Türkçe", "uk": "Українська"}


class Failed(Exception):
    """What a test says when something is not as it should be."""


def numbers_of(path, name):
    """{"HOME": 3...} of an enum of a header, as requests and trees name its members."""
    text = re.search(r"enum %s \{(.*?)\};" % name, (TOP / path).read_text(), re.S).group(1)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return {word.strip(): i for i, word in enumerate(text.split(",")) if word.strip()}


# ---- content ------------------------------------------------------------------------------------------


@functools.cache
def words_of(language):
    """{key: [its words, or its forms]} of assets/strings."""
    out = {}
    for block in (TOP / f"assets/strings/{language}.po").read_text(encoding="utf-8").split("\n\n"):
        key = re.search(r'^msgid "(.+)"$', block, re.M)
        if key:
            out[key[1]] = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', block, re.M)
    return out


def bundle(pack="content/rhone-alpes"):
    """Path of the bundle of a pack, compiled once per BUILD and again when the pack has changed. Tests that run side by side
    wait for the first that compiles it."""
    pack = TOP / pack
    out = OUT / ("bundle-" + pack.name)
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / (out.name + ".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return compiled(pack, out)


def edition_before(pack, out, assets):
    """The bundle of the same pack as it was before, so that the edition has something of each kind that is new: an article and a
    place have other words, the last two places are not there yet, and two others are that are gone by now."""
    copy = out.with_name(out.name + "-before-pack")
    before = out.with_name(out.name + "-before")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(pack, copy)
    places = (copy / "places.csv").read_text(encoding="utf-8").splitlines()
    last = places[-1].split(",", 1)[1]
    places[-2:] = [f"gone-{i},{last}" for i in (1, 2)]
    places[1] = places[1].replace("rue", "avenue")
    (copy / "places.csv").write_text("\n".join(places) + "\n", encoding="utf-8")
    article = sorted(copy.glob("articles/trouver-un-emploi/*.fr.md"))[0]
    article.write_text(article.read_text(encoding="utf-8").replace("title: ", "title: Avant, ", 1), encoding="utf-8")
    done = subprocess.run([BUILD / "borne-publish", "build", copy, "--out", before, "--assets", assets], capture_output=True, text=True, cwd=TOP)
    if done.returncode != 0:
        raise Failed("borne-publish build of the edition before failed:\n" + done.stderr[-2000:])
    return before


def compiled(pack, out, assets=TOP / "assets", mapped=True):
    newest = max(p.stat().st_mtime for folder in (pack, pathlib.Path(assets) / "strings") for p in folder.rglob("*"))
    program = BUILD / "borne-publish"
    if (out / "bundle.json").exists() and (out / "bundle.json").stat().st_mtime > max(newest, program.stat().st_mtime):
        return out
    # The sanitized run uses the maps of the plain one.
    folder = next((f for f in (BUILD / "map", BUILD.parent / "map") if (f / "region.mbtiles").exists()), BUILD / "map")
    maps = [f"--map={p.stem}={p}" for p in (folder / f"{area}.mbtiles" for area in ("pont-de-veyle", "region")) if mapped and p.exists()]
    extract = DATA / "osm/pont-de-veyle.osm.pbf"
    shipped = pack.name in ("rhone-alpes", "languages-rhone-alpes")
    osm = [f"--osm={extract}"] if extract.exists() and shipped else []
    since = [f"--since={edition_before(pack, out, assets)}"] if shipped else []
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([program, "build", pack, "--out", out, "--assets", assets, *maps, *osm, *since], capture_output=True, text=True, cwd=TOP)
    if done.returncode != 0:
        raise Failed("borne-publish build failed:\n" + done.stderr[-2000:])
    return out


def in_all_languages(pack="content/rhone-alpes", mapped=True):
    """(path of the bundle of a pack in every language of assets/strings, their codes in its order): those that the pack does not
    list are added to a copy."""
    pack = TOP / pack
    manifest = (pack / "pack.yaml").read_text(encoding="utf-8")
    codes = re.findall(r"\{ code: (\w+), name:", manifest)
    lacking = [code for code in LANGUAGE_NAMES if code not in codes]
    if not lacking:
        return bundle(pack.relative_to(TOP)), codes
    copy, out = OUT / f"languages-{pack.name}", OUT / f"bundle-languages-{pack.name}"
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / (out.name + ".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(pack, copy)
        line = re.findall(r"^ +- \{ code: .*\n", manifest, re.M)
        added = [f"{{ code: {code}, name: {LANGUAGE_NAMES[code]} }}" for code in lacking]
        if line:  # one a line
            manifest = manifest.replace(line[-1], line[-1] + "".join(f"  - {a}\n" for a in added))
        else:
            manifest = re.sub(r"^(languages: \[.*\}) \]", lambda m: ", ".join([m[1], *added]) + " ]", manifest, flags=re.M)
        (copy / "pack.yaml").write_text(manifest, encoding="utf-8")
        return compiled(copy, out, mapped=mapped), codes + lacking


def store(pack, index=None):
    """A folder with a store of one generation, and a run folder in it; `index` makes its search.sqlite. To be removed by the caller."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="borne-store-"))
    generation = folder / "generations/1"
    generation.mkdir(parents=True)
    (folder / "objects").mkdir()
    (folder / "run").mkdir()
    source = bundle(pack)
    manifest = json.loads((source / "bundle.json").read_text())
    for component in manifest["components"]:
        shutil.copy(source / component["name"], folder / "objects" / component["sha256"])
    shutil.copy(source / "bundle.json", generation)
    if index:
        index(generation / "search.sqlite")
    (folder / "previous").symlink_to("generations/1")  # what is kept as a refuge is opened without a rehearsal
    return folder


def unit_store():
    """The shipped pack as a unit has it, with the search index that its daemon made, made once per BUILD. Read only: tests share it.

    A start from here takes half of what a preview (--bundle) takes, which makes its index each time."""
    source = bundle()
    out = OUT / "unit"
    with open(OUT / "unit.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = out / "generations/1/bundle.json"
        if made.exists() and made.stat().st_mtime >= (source / "bundle.json").stat().st_mtime:
            return out
        with tempfile.TemporaryDirectory(prefix="borne-unit-") as folder:
            folder = pathlib.Path(folder)
            for name in ("store", "spool", "run"):
                (folder / name).mkdir()
            publish = (BUILD / "borne-publish", "publish", "--bundle", source, "--keys", folder / "keys", "--repo", folder / "repo")
            daemon = (BUILD / "borne-syncd", "--once", "--url", f"file://{folder}/repo", "--pack", "rhone-alpes", "--store", folder / "store",
                      "--root", folder / "repo/metadata/1.root.json", "--run", folder / "run", "--spool", folder / "spool")
            for command in ((BUILD / "borne-publish", "keys", "init", "--keys", folder / "keys", "--insecure-no-passphrase"), publish, daemon):
                done = subprocess.run(command, capture_output=True, text=True, cwd=TOP)
                if done.returncode != 0:
                    raise Failed(f"{command[0].name}: {done.stderr[-2000:]}")
            shutil.rmtree(out, ignore_errors=True)
            shutil.copytree(folder / "store", out, symlinks=True)
            (out / "current").rename(out / "previous")  # what is kept as a refuge is opened without a rehearsal
    return out


VILLAGE = TOP / "tests/fixtures/good/village.osm"
VILLAGE_BOX = "4.865,46.25,4.91,46.28"  # wider than the village: a map of it may be moved a little without an end in sight


def village_map():
    """The map option of borne-publish for the made-up village around the kiosk of the fixture pack, with streets, made once a run.

    The same on every machine: it is made from a file of this repository, not from an extract."""
    out = OUT / "village.mbtiles"
    maker = TOP / "content/compile/tilemaker"
    newest = max(p.stat().st_mtime for p in [VILLAGE, *maker.iterdir()])
    if not out.exists() or out.stat().st_mtime < newest:
        OUT.mkdir(parents=True, exist_ok=True)
        extract = OUT / "village.osm.pbf"
        for command in (["osmium", "cat", VILLAGE, "-O", "-o", extract], [maker / "make-map", extract, out, VILLAGE_BOX]):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                raise Failed(f"{command[0]}: {done.stderr[-1000:]}")
    return f"--map=pont-de-veyle={out}"


# ---- the program --------------------------------------------------------------------------------------


def until(condition, why, log=lambda: "", seconds=90):
    """Goes on until what is waited for has come about; its value."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise Failed(f"waited {seconds} s for: {why}\n{log()}")
        time.sleep(0.02)
    return value


def end_pipe(pipe, borne, seconds=30):
    """Lets the program's opening of a pipe without a writer return. It may be on its way to it still, or end without having begun."""
    deadline = time.monotonic() + seconds
    while borne.process.poll() is None:
        try:
            os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
            return
        except OSError as why:
            if why.errno != errno.ENXIO:
                raise
        if time.monotonic() > deadline:
            raise Failed(f"the program does not open {pipe}")
        time.sleep(0.02)


class Borne:
    def __init__(self, *args, bundle_dir=None, store=None, run=None, site="pont-de-veyle", format="portrait", manual=True, env=None, clock=False, prefix=()):
        """`clock`: the machine's clock, which manual time leaves alone, is one that the test moves on. `prefix`: a command that becomes the program."""
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="borne-"))
        self.path = self.dir / "control"
        self.log = open(self.dir / "log", "w+b")
        command = [*prefix, BUILD / "borne", "--video", "offscreen", "--format", format, "--assets", TOP / "assets", "--control", self.path]
        command += [] if site is None else ["--site", site]
        self.clock = testclock.Clock(str(self.dir)) if clock else None
        # Sound goes to a file, faster than it would be heard: no machine that tests has a loudspeaker.
        sound = {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(self.dir / "sound.raw"), "SDL_DISKAUDIODELAY": "10"}
        env = {**os.environ, **sound, **(env or {}), **(self.clock.environment if self.clock else {})}
        if bundle_dir:
            command += ["--bundle", bundle_dir, *(["--run", run] if run else [])]
        else:
            command += ["--store", store or unit_store(), "--run", run or self.dir, "--healthy-after", "1"]
        self.process = subprocess.Popen([*command, *args], stderr=self.log, stdout=self.log, cwd=TOP, env=env)
        self.socket = None
        self.connect()
        if manual:
            self.do("clock", unix=NOON, zone_s=PARIS, manual=True)
            self.wait()

    def connect(self, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise Failed(f"borne ended with code {self.process.returncode}:\n{self.log_text()}")
            try:
                self.socket = socket.socket(socket.AF_UNIX)
                self.socket.connect(str(self.path))
                self.socket.settimeout(150)
                self.lines = self.socket.makefile("rb")
                return
            except OSError:
                self.socket.close()
                time.sleep(0.02)
        raise Failed("borne does not answer on its control socket")

    def log_text(self):
        self.log.flush()
        return (self.dir / "log").read_text(errors="replace")[-4000:]

    # -- requests

    def ask(self, request):
        """The reply as it is; `request` may be any object, or bytes."""
        data = request if isinstance(request, bytes) else json.dumps(request, ensure_ascii=False).encode() + b"\n"
        try:
            self.socket.sendall(data)
            line = self.lines.readline()
        except OSError:
            line = b""
        if not line:
            self.process.wait(10)
            raise Failed(f"borne went away (code {self.process.returncode}):\n{self.log_text()}")
        return json.loads(line)

    def do(self, what, **more):
        reply = self.ask({"do": what, **more})
        if not reply.get("ok"):
            raise Failed(f"{what} {more}: {reply.get('error')}")
        return reply

    def wait(self, timeout_ms=60000):
        return self.do("wait", timeout_ms=timeout_ms)

    def tap(self, name, role=None, nth=0):
        self.do("tap", name=name, nth=nth, **({"role": role} if role else {}))
        self.wait()

    def tap_at(self, x, y):
        self.do("tap", x=x, y=y)
        self.wait()

    def drag(self, x1, y1, x2, y2, ms=300):
        self.do("drag", x1=x1, y1=y1, x2=x2, y2=y2, ms=ms)
        self.wait()

    def pinch(self, x, y, start, end, ms=300):
        self.do("pinch", x=x, y=y, **{"from": start, "to": end, "ms": ms})
        self.wait()

    def type(self, text):
        self.do("type", text=text)
        self.wait()

    def key(self, name):
        self.do("key", key=name)
        self.wait()

    def until(self, condition, why):
        """As until(), and workers and pictures are waited for."""
        return until(lambda: self.wait() and condition(), why, self.log_text)

    def advance(self, seconds):
        """Time goes by (in manual time nothing else makes it)."""
        self.do("clock", advance_s=seconds)
        self.wait()

    def stats(self):
        return self.do("stats")

    def screen(self):
        return self.do("tree")["screen"]

    def nodes(self, role=None, hidden=False):
        nodes = self.do("tree")["nodes"]
        return [n for n in nodes if (role is None or n["role"] == role) and (hidden or not n.get("hidden"))]

    def find(self, role=None, name=None):
        """First visible node with that role whose name starts so; None."""
        for n in self.nodes(role):
            if name is None or n.get("name", "").startswith(name):
                return n
        return None

    # -- expectations

    def names(self, role=None):
        return [n["name"] for n in self.nodes(role) if n.get("name")]

    def expect(self, role, name):
        node = self.find(role, name)
        if node is None:
            raise Failed(f"no {role or 'node'} '{name}' on {self.screen()}; there are: {self.names(role)[:40]}")
        return node

    def expect_not(self, role, name):
        if self.find(role, name) is not None:
            raise Failed(f"{role or 'node'} '{name}' is on {self.screen()} and should not be")

    def expect_screen(self, name):
        if self.screen() != name:
            raise Failed(f"on screen {self.screen()}, expected {name}")

    def shot(self, path):
        self.do("shot", path=str(path))

    def golden(self, name, tolerance_px=0):
        """The screen is tests/golden/<name>.png, but for at most tolerance_px pixels."""
        OUT.mkdir(parents=True, exist_ok=True)
        new = OUT / f"{name}.new.png"
        self.shot(new)
        known = GOLDEN / f"{name}.png"
        if os.environ.get("UPDATE_GOLDEN"):
            GOLDEN.mkdir(parents=True, exist_ok=True)
            shutil.copy(new, known)
            return
        if not known.exists():
            raise Failed(f"{known} does not exist: look at {new}, then run again with UPDATE_GOLDEN=1")
        count = compare_png(known, new, OUT / f"{name}.diff.png")
        if count > tolerance_px:
            raise Failed(f"{count} px differ from {known} (see {OUT / (name + '.diff.png')})")
        new.unlink()

    # -- the end

    def close(self):
        """Ends the program and says how it ended: anything but 0 is a failure (sanitizers report that way)."""
        if self.process.poll() is None:
            try:
                self.ask({"do": "quit"})
            except (Failed, OSError, ValueError):
                pass
        try:
            code = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        if self.socket:
            self.lines.close()
            self.socket.close()
        text = self.log_text()
        waited = re.search("the thread that draws waits.*", (self.dir / "log").read_text(errors="replace"))
        self.log.close()
        shutil.rmtree(self.dir, ignore_errors=True)
        if code != 0:
            raise Failed(f"borne ended with code {code}:\n{text}")
        if waited:  # whatever the test is about
            raise Failed(f"borne says: {waited[0]}")
        return text

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        try:
            self.close()
        except Failed:
            if kind is None:
                raise


# ---- pictures (standard library only) -----------------------------------------------------------------


class PngImage(ctypes.Structure):
    """png_image of libpng's simplified interface (png.h)."""
    _fields_ = [("opaque", ctypes.c_void_p), ("version", ctypes.c_uint32), ("width", ctypes.c_uint32), ("height", ctypes.c_uint32),
                ("format", ctypes.c_uint32), ("flags", ctypes.c_uint32), ("colormap_entries", ctypes.c_uint32), ("warning_or_error", ctypes.c_uint32),
                ("message", ctypes.c_char * 64)]


def read_png(path):
    """(width, height, bytes of 3 per px) of an 8-bit RGB PNG, which is what borne writes."""
    png = ctypes.CDLL("libpng16.so.16")
    image = PngImage(version=1)
    if not png.png_image_begin_read_from_file(ctypes.byref(image), os.fsencode(path)):
        raise Failed(f"{path}: {image.message.decode(errors='replace')}")
    if image.format != PNG_FORMAT_RGB:
        png.png_image_free(ctypes.byref(image))
        raise Failed(f"{path} is not 8-bit RGB")
    pixels = ctypes.create_string_buffer(image.width * image.height * 3)
    if not png.png_image_finish_read(ctypes.byref(image), None, pixels, 0, None):
        raise Failed(f"{path}: {image.message.decode(errors='replace')}")
    return image.width, image.height, pixels.raw


def write_png(path, width, height, rgb):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = b"".join(b"\0" + rgb[y * width * 3:(y + 1) * width * 3] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pathlib.Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def compare_png(known, new, diff):
    """How many px differ; writes a picture of where when any do."""
    if pathlib.Path(known).read_bytes() == pathlib.Path(new).read_bytes():
        return 0
    w, h, a = read_png(known)
    w2, h2, b = read_png(new)
    if (w, h) != (w2, h2):
        raise Failed(f"{new} is {w2}x{h2} px, {known} is {w}x{h} px")
    if a == b:
        return 0
    picture = bytearray(c // 3 + 150 for c in b)
    count = 0
    for i in range(0, len(a), 3):
        if a[i:i + 3] != b[i:i + 3]:
            picture[i:i + 3] = b"\xff\0\0"
            count += 1
    if count:
        write_png(diff, w, h, bytes(picture))
    return count


# ---- running ------------------------------------------------------------------------------------------


def cpu_s():
    """Processor time of this program and of the programs that it has waited for."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def left_to_plain(suite, names):
    """(the names that this run leaves to the plain build, how many failures that made): none in the plain build, nor when a test is
    asked for by name. A pattern of tests/plain.txt that is no test's is a failure."""
    if BUILD.name != "san" or sys.argv[1:]:
        return [], 0
    _, out, stale = plain.split("scenario", sys.argv[0], names)
    for pattern in stale:
        print(f"not ok {suite} - tests/plain.txt names {pattern}, which is no test", flush=True)
    return out, len(stale)


def run_tests(suite, tests):
    """Runs those of [(name, function)] that the command line names, or all that this build does not leave to the plain one; prints
    ok, not ok or skip of each. Ends the program: 1 when one failed."""
    wanted = sys.argv[1:]
    plainly, bad = left_to_plain(suite, [name for name, _ in tests])
    for test, function in tests:
        name = f"{suite} {test}"
        if wanted and test not in wanted:
            continue
        if test in plainly:
            print(f"skip {name} - {plain.WHY}", flush=True)
            continue
        began, worked = time.monotonic(), cpu_s()
        try:
            function()
            print(f"ok {name}", flush=True)
        except Failed as why:
            bad += 1
            print(f"not ok {name} - {why}", flush=True)
        except Exception:
            bad += 1
            print(f"not ok {name} - {traceback.format_exc()}", flush=True)
        print(f"# {time.monotonic() - began:.1f} s, {cpu_s() - worked:.1f} s CPU {name}", flush=True)
    sys.exit(1 if bad else 0)


class Suite:
    """Runs its tests when the `with` ends; prints ok / not ok; exits 1 when one failed."""

    def __init__(self, name, **options):
        self.name, self.options, self.tests = name, options, []

    def test(self, function):
        self.tests.append((function, {}))
        return function

    def test_with(self, **options):
        """The same with other arguments for Borne: @suite.test_with(format="landscape", args=("--video", "window"))."""
        def add(function):
            self.tests.append((function, options))
            return function
        return add

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind:
            return False
        run_tests(self.name, [(function.__name__, functools.partial(self.run, function, options)) for function, options in self.tests])

    def run(self, function, options):
        chosen = {**self.options, **options}
        with Borne(*chosen.pop("args", ()), **chosen) as borne:
            function(borne)


def main():
    if len(sys.argv) < 3:
        print(__doc__)
        sys.exit(64)
    with socket.socket(socket.AF_UNIX) as s:
        s.connect(sys.argv[1])
        lines = s.makefile("rb")
        for request in sys.argv[2:]:
            s.sendall(request.encode() + b"\n")
            print(lines.readline().decode(), end="")


if __name__ == "__main__":
    main()
