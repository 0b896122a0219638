# SPDX-License-Identifier: GPL-3.0-or-later
"""A TUF repository in memory that can be made to say anything, a server that shows it, and a client under test.

Written from the specification; signs with the openssl command, so that it shares no line with what it tests."""
import contextlib
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.parse

from lib import SANITIZED, Failed, Skip, check, program, run

DAY_S = 86400
ROLES = ("root", "timestamp", "snapshot", "targets")
KINDS = {
    "ed25519": ("ed25519", "ed25519"),
    "ecdsa": ("ecdsa", "ecdsa-sha2-nistp256"),
    "ecdsa-old": ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256"),
    "pss": ("rsa", "rsassa-pss-sha256"),
    "pkcs1": ("rsa", "rsa-pkcs1v15-sha256"),
}


def canonical(value):
    """OLPC canonical JSON: only quotes and backslashes are escaped, so a line end in a PEM key stays one."""
    if isinstance(value, str):
        return b'"' + value.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'
    if isinstance(value, dict):
        return b"{" + b",".join(canonical(k) + b":" + canonical(value[k]) for k in sorted(value)) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(canonical(v) for v in value) + b"]"
    return json.dumps(value).encode()


class Key:
    def __init__(self, folder, kind="ed25519", **more):
        handle, self.path = tempfile.mkstemp(".pem", dir=folder)
        os.close(handle)
        generate = {"ecdsa": ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "rsa": ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]}
        keytype, scheme = KINDS[kind]
        self.scheme = scheme
        run(["openssl", "genpkey", "-out", self.path, "-algorithm"] + generate.get(keytype.split("-")[0], ["ed25519"]))
        if keytype == "ed25519":
            public = self.openssl("pkey", "-in", self.path, "-pubout", "-outform", "DER")[-32:].hex()
        else:
            public = self.openssl("pkey", "-in", self.path, "-pubout").decode()
        self.description = {"keytype": keytype, "scheme": scheme, "keyval": {"public": public}, **more}
        self.id = hashlib.sha256(canonical(self.description)).hexdigest()

    @staticmethod
    def openssl(*arguments):
        return subprocess.run(["openssl", *arguments], stdout=subprocess.PIPE, check=True).stdout

    def sign(self, data):
        with tempfile.NamedTemporaryFile() as f:
            f.write(data)
            f.flush()
            if self.scheme == "ed25519":
                return self.openssl("pkeyutl", "-sign", "-rawin", "-inkey", self.path, "-in", f.name).hex()
            pss = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"] if "pss" in self.scheme else []
            return self.openssl("dgst", "-sha256", "-sign", self.path, *pss, f.name).hex()


def rfc3339(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class Repository:
    """`signed[role]` is the next version's content, `files` what the server shows, `asked` what it was asked for."""

    def __init__(self, folder, consistent=True):
        self.folder = folder
        self.files = {}
        self.asked = []
        self.describe_all = False
        self.keys = {role: [Key(folder)] for role in ROLES}
        self.signed = {role: self.part(role) for role in ROLES}
        self.signed["root"].update(consistent_snapshot=consistent, keys={}, roles={})
        self.signed["timestamp"]["meta"] = {"snapshot.json": {"version": 1}}
        self.signed["snapshot"]["meta"] = {}
        self.signed["targets"]["targets"] = {}
        for role in ROLES:
            self.signed["root"]["roles"][role] = {"keyids": [], "threshold": 1}
            self.trust(role)
        self.publish("root", "targets", "snapshot", "timestamp")

    @staticmethod
    def part(role):
        kind = role if role in ROLES else "targets"
        return {"_type": kind, "spec_version": "1.0.31", "version": 0, "expires": rfc3339(time.time() + 30 * DAY_S)}

    @property
    def consistent(self):
        return self.signed["root"]["consistent_snapshot"]

    def trust(self, role):
        """root names the keys of the role as they are now"""
        root = self.signed["root"]
        root["roles"][role]["keyids"] = [k.id for k in self.keys[role]]
        root["keys"].update({k.id: k.description for k in self.keys[role]})

    def rotate(self, role):
        self.keys[role] = [Key(self.folder) for _ in self.keys[role]]
        self.trust(role)

    def file_of(self, role, version):
        quoted = urllib.parse.quote(role, "")
        prefixed = role == "root" or (self.consistent and role != "timestamp")
        return "metadata/%d.%s.json" % (version, quoted) if prefixed else "metadata/%s.json" % quoted

    def publish(self, *roles, bump=True, keys=None):
        for role in roles:
            part = self.signed[role]
            part["version"] += bump
            self.show(role, part["version"], self.encode(part, keys or self.keys[role]))

    @staticmethod
    def encode(part, keys):
        data = canonical(part)
        return json.dumps({"signatures": [{"keyid": k.id, "sig": k.sign(data)} for k in keys], "signed": part}, indent=1).encode()

    def show(self, role, version, data):
        self.files[self.file_of(role, version)] = data
        about = {"version": version}
        if self.describe_all:
            about.update(length=len(data), hashes={"sha256": hashlib.sha256(data).hexdigest()})
        if role == "snapshot":
            self.signed["timestamp"]["meta"]["snapshot.json"] = about
        elif role not in ROLES or role == "targets":
            self.signed["snapshot"]["meta"][role + ".json"] = about

    def edit(self, role, change):
        """Changes the newest file after it was signed."""
        name = self.file_of(role, self.signed[role]["version"])
        whole = json.loads(self.files[name])
        change(whole)
        self.files[name] = json.dumps(whole).encode()

    def everything(self):
        """All roles but root, in the order of publishing"""
        self.publish(*[r for r in self.signed if r not in ROLES], "targets", "snapshot", "timestamp")

    def delegate(self, role, name, paths=("*",), above=None, **more):
        part = self.signed[above or "targets"]
        keys = self.keys.setdefault(name, [Key(self.folder)])
        delegations = part.setdefault("delegations", {"keys": {}, "roles": []})
        delegations["keys"].update({k.id: k.description for k in keys})
        rule = {"name": name, "keyids": [k.id for k in keys], "threshold": 1, "terminating": False, **more}
        if paths is not None:
            rule["paths"] = list(paths)
        delegations["roles"].append(rule)
        if role not in self.signed:
            self.signed[role] = self.part(role)
            self.signed[role]["targets"] = {}
        return rule

    def add(self, name, data, role="targets", hashes=("sha256",)):
        digests = {h: hashlib.new(h, data).hexdigest() for h in hashes}
        self.signed[role]["targets"][name] = {"length": len(data), "hashes": digests}
        folder, file = os.path.split(urllib.parse.quote(name))
        for digest in digests.values():
            path = os.path.join("targets", folder, digest + "." + file if self.consistent else file)
            self.files[path] = data


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.lstrip("/")
        self.server.repository.asked.append(name)
        data = self.server.repository.files.get(name)
        if data is None and name in self.server.repository.files:
            self.close_connection = True  # not a word
            return
        if data is None:
            self.send_error(self.server.absent)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(data)

    def log_message(self, *arguments):
        pass


class Client:
    def __init__(self, folder, url):
        self.metadata = os.path.join(folder, "client")
        self.targets = os.path.join(folder, "downloads")
        self.url = url
        self.folder = folder
        self.message = ""

    def command(self, *arguments, time_shift=None):
        if time_shift and (SANITIZED or not shutil.which("faketime")):
            raise Skip("faketime is not here, or cannot be loaded together with the sanitizers")
        prefix = ["faketime", "-f", "+%dd" % time_shift] if time_shift else []
        done = subprocess.run(
            [*prefix, program("tuf-client"), "--metadata-dir", self.metadata, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60,
        )
        self.message = done.stdout.strip()
        check(done.returncode in (0, 1), "ended with code %d: %s" % (done.returncode, self.message))
        check(done.returncode == 0 or self.message.count("\n") == 0 and self.message.startswith("tuf-client: "), "not one sentence: " + self.message)
        return done.returncode == 0

    def init(self, root):
        path = os.path.join(self.folder, "first.json")
        with open(path, "wb") as f:
            f.write(root)
        return self.command("init", path)

    def refresh(self, time_shift=None):
        return self.command("--metadata-url", self.url + "/metadata/", "refresh", time_shift=time_shift)

    def download(self, *names, time_shift=None):
        wanted = [a for name in names for a in ("--target-name", name)]
        return self.command(
            "--metadata-url", self.url + "/metadata", *wanted, "--target-base-url", self.url + "/targets/", "--target-dir", self.targets,
            "download", time_shift=time_shift,
        )

    def versions(self):
        """{file: version} of what is trusted"""
        found = {}
        for file in os.listdir(self.metadata) if os.path.isdir(self.metadata) else ():
            if file == "root.seed":  # which root was installed, see sync/FORMAT.md
                with open(os.path.join(self.metadata, file), encoding="ascii") as f:
                    check(re.fullmatch("[0-9a-f]{64} [1-9][0-9]*\n", f.read()), "root.seed is not as sync/FORMAT.md says")
                continue
            check(file.endswith(".json"), "left behind: " + file)
            with open(os.path.join(self.metadata, file), "rb") as f:
                found[file[: -len(".json")]] = json.load(f)["signed"]["version"]
        return found

    def bytes_of(self, role):
        with open(os.path.join(self.metadata, role + ".json"), "rb") as f:
            return f.read()

    def downloads(self):
        found = []
        for folder, _, files in os.walk(self.targets):
            for file in files:
                with open(os.path.join(folder, file), "rb") as f:
                    found.append(f.read())
        return sorted(found)

    def expect(self, ok, words="", **versions):
        """ok is what a command answered to; the sentence has these words; what is trusted has these versions"""
        check(words in self.message, "no '%s' in: %s" % (words, self.message))
        check(ok, "the wrong outcome: " + (self.message or "success"))
        if versions:
            check(self.versions() == versions, "trusted: %s" % self.versions())


@contextlib.contextmanager
def world(consistent=True, init=True):
    if not shutil.which("openssl"):
        raise Failed("openssl is not installed: make deps-test")
    folder = tempfile.mkdtemp(prefix="borne-tuf-")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.absent = 404
    repository = server.repository = Repository(folder, consistent)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    client = Client(folder, "http://127.0.0.1:%d" % server.server_address[1])
    client.server = server
    try:
        if init:
            check(client.init(repository.files["metadata/1.root.json"]), "init: " + client.message)
        yield repository, client
    finally:
        server.shutdown()
        server.server_close()
        shutil.rmtree(folder)
