# SPDX-License-Identifier: GPL-3.0-or-later
"""A street map of any size, made up but shaped like one, and the same map a month later.

Valid vector tiles (MVT 2.1, OpenMapTiles layer names) in an MBTiles file as tilemaker writes it: gzip, one row a tile.
The same seed gives the same bytes. An edit changes what mappers change: a name, the shape of a way, a building more or less."""
import gzip
import math
import os
import random
import sqlite3

WORDS = ("Moulin Église Gare Mairie École République Jaurès Victor Hugo Prés Sources Tilleuls Lavoir Saint Martin Grande "
         "Vieille Croix Fontaine Marché Acacias Peupliers Verdun Libération Général Leclerc Pasteur Curie Vignes Bresse").split()
KINDS = ("rue", "avenue", "chemin", "impasse", "place", "allée", "route", "boulevard")
CLASSES = ("minor", "service", "path", "tertiary", "secondary", "primary", "track", "residential", "grass", "wood")
LAYERS = (("transportation", 2, 34), ("building", 3, 60), ("landcover", 3, 14), ("transportation_name", 2, 12), ("waterway", 2, 4))
# Bytes of a delta-coded line: short steps are the rule.
STEPS = bytes(min(126, int(abs(math.tan((i - 127.5) / 81.2)) * 22)) for i in range(256))


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def field(number, payload):
    return varint(number << 3 | 2) + varint(len(payload)) + payload


class Feature:
    """id, tags, and a shape of n points: enough to be written, and to be edited."""

    def __init__(self, rng, geometry_type, names):
        self.id = rng.getrandbits(30)
        self.kind = geometry_type
        self.tags = [(0, rng.randrange(len(CLASSES)))]
        if rng.random() < 0.35:
            self.tags.append((1, len(CLASSES) + rng.randrange(names)))
        self.reshape(rng)

    def reshape(self, rng):
        points = rng.choice((3, 4, 4, 5, 7, 11, 18)) if self.kind == 3 else rng.choice((2, 3, 5, 9, 16, 30))
        start = varint(rng.randrange(8192)) + varint(rng.randrange(8192))
        end = b"\x0f" if self.kind == 3 else b""
        self.geometry = b"\x09" + start + varint(points << 3 | 2) + rng.randbytes(2 * points).translate(STEPS) + end

    def encode(self):
        tags = b"".join(varint(k) + varint(v) for k, v in self.tags)
        return b"\x08" + varint(self.id) + field(2, tags) + b"\x18" + bytes([self.kind]) + field(4, self.geometry)


def make_tile(rng, size):
    """Layers of features; `size` 1.0 is about 7 kB."""
    tile = []
    for name, kind, count in LAYERS:
        names = [" ".join([rng.choice(KINDS)] + rng.sample(WORDS, rng.choice((1, 2, 2, 3)))) for _ in range(8)]
        features = [Feature(rng, kind, len(names)) for _ in range(max(1, int(count * size)))]
        features.sort(key=lambda f: f.id)
        tile.append((name, names, features))
    return tile


def encode_tile(tile):
    out = bytearray()
    for name, names, features in tile:
        body = bytearray(field(1, name.encode()))
        for f in features:
            body += field(2, f.encode())
        body += field(3, b"class") + field(3, b"name")
        for text in CLASSES + tuple(names):
            body += field(4, field(1, text.encode()))
        body += b"\x28\x80\x20\x78\x02"  # extent 4096, version 2
        out += field(3, bytes(body))
    return bytes(out)


def edit_tile(rng, tile):
    for _ in range(rng.choice((1, 1, 2, 4))):
        name, names, features = rng.choice(tile)
        act = rng.randrange(4)
        if act == 0:
            names[rng.randrange(len(names))] = rng.choice(KINDS) + " " + " ".join(rng.sample(WORDS, 2))
        elif act == 1:
            rng.choice(features).reshape(rng)
        elif act == 2:
            features.append(Feature(rng, features[0].kind, len(names)))
            features.sort(key=lambda f: f.id)
        elif len(features) > 1:
            features.pop(rng.randrange(len(features)))


def write(path, count, seed=1, edited=0.0):
    """`count` tiles of zoom 14 around Lyon; `edited`: the share of them that a month of mapping changed."""
    if os.path.exists(path):
        os.unlink(path)
    db = sqlite3.connect(path)
    db.executescript("""PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
        CREATE TABLE metadata (name text, value text, UNIQUE (name));
        CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);""")
    side = int(math.ceil(math.sqrt(count)))
    changes = random.Random(seed * 7919 + 1)
    for i in range(count):
        rng = random.Random(seed * 1000003 + i)
        tile = make_tile(rng, rng.lognormvariate(-0.35, 0.8))
        if changes.random() < edited:
            edit_tile(changes, tile)
        db.execute("INSERT INTO tiles VALUES (14, ?, ?, ?)", (8400 + i // side, 10500 + i % side, gzip.compress(encode_tile(tile), 6, mtime=0)))
    db.executemany("INSERT INTO metadata VALUES (?, ?)", (("name", "synthetic"), ("format", "pbf"), ("minzoom", "14"), ("maxzoom", "14"),
                                                         ("bounds", "4.5,45.5,5.2,46.2"), ("attribution", "none: made up")))
    db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
    db.commit()
    db.close()


if __name__ == "__main__":
    import sys
    write(sys.argv[1], int(sys.argv[2]), edited=float(sys.argv[3]) if len(sys.argv) > 3 else 0.0)
