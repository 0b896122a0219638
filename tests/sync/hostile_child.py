#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fetching process that was taken over: run by borne-syncd in place of its own, with the socket as descriptor 3.

It fetches honestly from BORNE_SERVER, except for what BORNE_HOSTILE names."""
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
trick = os.environ["BORNE_HOSTILE"]
link = socket.socket(fileno=3)
lines = link.makefile("rb")


def say(**event):
    link.sendall(json.dumps(event).encode() + b"\n")


def answer(status, **more):
    base = {"status": status, "received": 0, "retry_after": -1, "redirected": False, "etag": "", "type": ""}
    return {**base, **more}


def body(request, data, start=0):
    say(id=request["id"], event="head", start=start, **answer(200))
    for at in range(0, len(data), 65536):
        part = data[at : at + 65536]
        say(id=request["id"], event="data", len=len(part))
        link.sendall(part)
    say(id=request["id"], event="done", ok=True, trouble="none", text="", **answer(200))


def misbehave(request, data):
    """True when it has answered already."""
    if trick == "garbage":
        link.sendall(os.urandom(200000))
    elif trick == "line-without-end":
        link.sendall(b"{" * 200000)
    elif trick == "silence":
        time.sleep(3600)
    elif trick == "flood":
        while True:
            body(request, data * 3)
    elif trick == "too-much":
        body(request, data + b"x" * 100000)
    elif trick == "other-bytes":
        body(request, bytes(len(data)))
    elif trick == "other-offset":
        body(request, data, start=1)
    elif trick == "other-answer":
        request["id"] += 7
        body(request, data)
    else:
        return False
    return True


say(id=0, event="ready", landlock=0, user="hostile")
for line in lines:
    request = json.loads(line)
    try:
        with urllib.request.urlopen(request["url"]) as reply:
            data = reply.read()
    except urllib.error.HTTPError as e:
        say(id=request["id"], event="done", ok=True, trouble="none", text="", **answer(e.code))
        continue
    if "/targets/" not in request["url"] or not misbehave(request, data):
        body(request, data)
sys.exit(0)
