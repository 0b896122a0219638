# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes small OpenStreetMap extracts (PBF), whole and damaged ones, for the tests of maps and walks.

The numbers are those of the format's documentation, as in osm_route.py, which reads."""
import math
import struct
import zlib

METRES_PER_DEGREE = 111195.08
WAYS_A_BLOCK = 300


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def number(key, n):
    return varint(key << 3) + varint(n)


def field(key, payload):
    return varint(key << 3 | 2) + varint(len(payload)) + payload


def packed(numbers):
    return b"".join(varint(n) for n in numbers)


def signed(n):
    return n << 1 if n >= 0 else (-n << 1) - 1


def deltas(numbers):
    return packed(signed(b - a) for a, b in zip([0] + numbers, numbers))


def blob(kind, data):
    body = number(2, len(data)) + field(3, zlib.compress(data, 9))
    head = field(1, kind) + number(3, len(body))
    return struct.pack(">I", len(head)) + head + body


def texts(tags, word):
    if not tags:
        return b""
    return field(2, packed(word(k) for k in tags)) + field(3, packed(word(v) for v in tags.values()))


def block(group):
    """A primitive block. `group` makes its content, and numbers texts by the function it is given."""
    words = {"": 0}
    content = group(lambda text: words.setdefault(text, len(words)))
    return field(1, b"".join(field(1, w.encode("utf-8")) for w in words)) + field(2, content)


class Extract:
    """Things laid out in metres east and north of `lon`, `lat`. Points are shared where they have the same place."""

    def __init__(self, lon, lat):
        self.lon, self.lat = lon, lat
        self.points, self.tags, self.ways, self.relations, self.left_out = {}, {}, [], [], set()

    def degrees(self, east, north):
        return (self.lon + east / METRES_PER_DEGREE / math.cos(math.radians(self.lat)), self.lat + north / METRES_PER_DEGREE)

    def point(self, at, **tags):
        place = tuple(round(c * 1e7) for c in self.degrees(*at))
        number_of = self.points.setdefault(place, len(self.points) + 1)
        if tags:
            self.tags[number_of] = {k.replace("__", ":"): v for k, v in tags.items()}
        return number_of

    def way(self, points, **tags):
        self.ways.append(([self.point(p) for p in points], {k.replace("__", ":"): v for k, v in tags.items()}))
        return len(self.ways)

    def area(self, west, south, east, north, **tags):
        return self.way([(west, south), (east, south), (east, north), (west, north), (west, south)], **tags)

    def relation(self, ways, **tags):
        """`ways`: (number of the way, role)."""
        self.relations.append((ways, tags))

    def leave_out_beyond(self, west, south, east, north):
        """As a cut by a box does it that keeps ways whole and drops the points outside."""
        for (x, y), i in self.points.items():
            low, high = self.degrees(west, south), self.degrees(east, north)
            if not (low[0] <= x / 1e7 <= high[0] and low[1] <= y / 1e7 <= high[1]):
                self.left_out.add(i)

    def header(self, box):
        out = field(4, b"OsmSchema-V0.6") + field(4, b"DenseNodes")
        if box:
            kept = [p for p, i in self.points.items() if i not in self.left_out]
            xs, ys = [p[0] * 100 for p in kept], [p[1] * 100 for p in kept]
            edges = (min(xs), max(xs), max(ys), min(ys))
            out = field(1, b"".join(number(k, signed(v)) for k, v in enumerate(edges, 1))) + out
        return out

    def blocks(self):
        """One or more for each kind of object; as in real extracts, where a program may read them with several threads."""
        yield block(self.dense)
        for first in range(0, len(self.ways), WAYS_A_BLOCK):
            some = self.ways[first:first + WAYS_A_BLOCK]
            yield block(lambda word, first=first, some=some: b"".join(
                field(3, number(1, i) + texts(tags, word) + field(8, deltas(refs))) for i, (refs, tags) in enumerate(some, first + 1)))
        if self.relations:
            yield block(lambda word: b"".join(
                field(4, number(1, i) + texts(tags, word) + field(8, packed(word(role) for _, role in members)) +
                      field(9, deltas([way for way, _ in members])) + field(10, packed(1 for _ in members)))
                for i, (members, tags) in enumerate(self.relations, 1)))

    def dense(self, word):
        ids, lats, lons, words = [], [], [], []
        for (x, y), i in sorted(self.points.items(), key=lambda p: p[1]):
            if i in self.left_out:
                continue
            ids.append(i)
            lons.append(x)
            lats.append(y)
            for k, v in self.tags.get(i, {}).items():
                words += [word(k), word(v)]
            words.append(0)
        return field(2, field(1, deltas(ids)) + field(8, deltas(lats)) + field(9, deltas(lons)) + field(10, packed(words)))

    def write(self, path, box=True):
        """`box`: with a bounding box in the header."""
        with open(path, "wb") as f:
            f.write(blob(b"OSMHeader", self.header(box)) + b"".join(blob(b"OSMData", data) for data in self.blocks()))
        return path


def valley(lon=4.9, lat=46.2):
    """A street that goes up one side of a valley for 3 km and comes back down the other, 300 m from where it began; and a hamlet
    whose ways meet no other. Points every 50 m."""
    e = Extract(lon, lat)
    up = [(x, 0) for x in range(0, 3001, 50)]
    e.way(up + [(3000, y) for y in range(50, 301, 50)] + [(x, 300) for x in range(2950, -1, -50)], highway="residential", name="Rue Longue")
    e.way([(x, -1500) for x in range(0, 1001, 50)], highway="residential", name="Rue de l’Île")
    return e


def village(street_m):
    """One street of that length eastwards, a point every 50 m, and houses' ways off it: enough for a walk."""
    e = Extract(4.9, 46.2)
    e.way([(x, 0) for x in range(0, street_m + 1, 50)], highway="residential", name="Rue Longue")
    for x in range(0, street_m + 1, 500):
        e.way([(x, 0), (x, 60)], highway="footway")
    return e
