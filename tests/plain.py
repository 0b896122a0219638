# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tests `make test` leaves to the plain build: tests/plain.txt names them and says why. BORNE_SANITIZED=all
(`make test-sanitized`) runs them sanitized as well, and so does asking for one by its name."""
import fnmatch
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
LIST = os.path.join(HERE, "plain.txt")
WHY = "plain build alone (tests/plain.txt)"
WHOLE = "*"


def entries():
    """[(file as FOLDER/NAME, patterns of its tests)] of the list; a line that is none raises ValueError."""
    out = []
    with open(LIST, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.strip()
            if line and not line.startswith("#"):
                match = re.fullmatch(r"(\w+/\w+)((?: [\w*]+)+): (\S.*)", line)
                if not match:
                    raise ValueError("tests/plain.txt:%d: not FOLDER/FILE TEST...: REASON" % number)
                out.append((match[1], match[2].split()))
    return out


def left_out(folder, name):
    """Patterns of the tests of tests/FOLDER/NAME.test that do not run sanitized; [WHOLE]: none of them does."""
    if os.environ.get("BORNE_SANITIZED") == "all":
        return []
    return [pattern for file, patterns in entries() if file == "%s/%s" % (folder, name) for pattern in patterns]


def faults():
    """What is wrong with the list itself: lines, files that are not there, a file that is left out whole and in parts."""
    try:
        listed = entries()
    except ValueError as why:
        return [str(why)]
    missing = ["tests/plain.txt: there is no tests/%s.test" % file for file, _ in listed if not os.path.exists(os.path.join(HERE, file + ".test"))]
    both = ["tests/plain.txt: %s is left out whole, and has tests of its own there" % file
            for file in sorted({f for f, _ in listed}) if len(all_of := [p for f, ps in listed if f == file for p in ps]) > 1 and WHOLE in all_of]
    return missing + both


def split(folder, path, names):
    """(names to run, names left out, patterns that no name has) of a file of tests in the sanitized build."""
    patterns = [p for p in left_out(folder, os.path.basename(path).removesuffix(".test")) if p != WHOLE]
    out = [n for n in names if any(fnmatch.fnmatchcase(n, p) for p in patterns)]
    stale = [p for p in patterns if not fnmatch.filter(names, p)]
    return [n for n in names if n not in out], out, stale
