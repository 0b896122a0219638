# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock for a program under test, which stands at the machine's time until the test moves it on: clock.c says how."""
import os
import struct
import subprocess

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clock.c")


class Clock:
    """`environment` starts a program with this clock, plain or sanitized."""

    def __init__(self, folder):
        library = os.path.join(folder, "clock.so")
        self.path = os.path.join(folder, "clock")
        self.ahead_s = 0
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE], check=True)
        with open(self.path, "xb") as f:
            f.write(struct.pack("=q", 0))
        os.chmod(library, 0o755)
        os.chmod(self.path, 0o644)
        # a sanitizer wants to be the first library, but this one takes nothing that it watches
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        self.environment = {"LD_PRELOAD": library, "TEST_CLOCK": self.path, "ASAN_OPTIONS": sanitizer}

    def move(self, seconds):
        self.ahead_s += seconds
        with open(self.path, "r+b", buffering=0) as f:  # in place and in one write: the file is mapped
            f.write(struct.pack("=q", self.ahead_s))
