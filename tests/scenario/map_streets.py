# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up quarter for the tests of the map: a river with bridges of every kind and a tunnel, a square, paths with names."""
import math
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "sync"))
import osm_write  # noqa: E402

LON, LAT = 4.9, 46.2
RIVER_M = 40
# What crosses the river, west to east, metres: as a bridge, each 120 m from the next.
BRIDGES = {"footway": -600, "track": -480, "service": -360, "residential": -240, "tertiary": -120, "rail": 0}
BROOK_NORTH = 300
TUNNELS = {"residential": 200, "tertiary": 320}
SQUARE = (-60, 120, 0, 180)
NAMED = {"steps": "Escalier du Four", "path": "Sentier des Loups", "track": "Chemin des Vignes", "service": "Cour Basse", "footway": "Passage du Lavoir",
         "residential": "Rue Haute"}


def quarter():
    e = osm_write.Extract(LON, LAT)
    e.area(-700, -RIVER_M / 2, 700, RIVER_M / 2, natural="water", water="river")
    e.way([(-700, BROOK_NORTH), (700, BROOK_NORTH)], waterway="river", name="Bief")
    for kind, east in BRIDGES.items():
        tags = {"railway": "rail"} if kind == "rail" else {"highway": kind}
        e.way([(east, -200), (east, -60)], **tags)
        e.way([(east, -60), (east, 60)], bridge="yes", layer="1", **tags)
        e.way([(east, 60), (east, BROOK_NORTH + 100)], **tags)
    for kind, east in TUNNELS.items():
        e.way([(east, -200), (east, -60)], highway=kind)
        e.way([(east, -60), (east, 60)], highway=kind, tunnel="yes", layer="-1")
        e.way([(east, 60), (east, 200)], highway=kind)
    e.area(*SQUARE, highway="pedestrian", area="yes", name="Place du Marché")
    # A square around a fountain: a multipolygon, which says no area=yes.
    outer = e.area(40, 120, 100, 180)
    inner = e.area(60, 140, 80, 160)
    e.relation([(outer, "outer"), (inner, "inner")], type="multipolygon", highway="pedestrian", name="Place du Jet d’Eau")
    for i, (kind, name) in enumerate(NAMED.items()):
        e.way([(-600, -300 - 60 * i), (-100, -300 - 60 * i)], highway=kind, name=name)
    e.point((-30, -150), amenity="library", name="Bibliothèque")
    return e


# What is left of quarter_beyond() after a cut: its box, metres.
CUT = (-410, -410, 410, 410)


def quarter_beyond():
    """A street that leaves the box of CUT and comes back, a lake on its edge, a track outside. Points every 100 m."""
    e = osm_write.Extract(LON, LAT)
    up = [(-300, y) for y in range(-300, 901, 100)]
    e.way(up + [(300, y) for y in range(900, -301, -100)], highway="residential", name="Rue du Tour")
    lake = [(-100, y) for y in range(-200, -601, -100)] + [(100, y) for y in range(-600, -199, 100)]
    e.way(lake + lake[:1], natural="water")
    e.way([(x, 2000) for x in range(-500, 501, 100)], highway="track", name="Chemin d’Ailleurs")
    return e


def coast_town():
    """A coast from west to east, the sea south of it, with a mole; an island; a street. The coast goes on beyond the box of CUT."""
    e = osm_write.Extract(LON, LAT)
    shore = [(x, 0) for x in range(-900, -99, 100)] + [(-50, 0), (-50, -150), (-30, -150), (-30, 0)] + [(x, 0) for x in range(0, 901, 100)]
    e.way(shore, natural="coastline")
    e.way([(200, -300), (300, -300), (300, -200), (200, -200), (200, -300)], natural="coastline", name="Île aux Oiseaux", place="islet")
    e.way([(-400, 200), (400, 200)], highway="residential", name="Rue du Port")
    e.way([(-400, -400), (400, -400)], route="ferry")
    return e


NAMES = ("Acacias Bleuets Cerisiers Dahlias Épinettes Fontaines Genêts Halles Iris Jonquilles Lavandes Moulins Noyers Ormes Peupliers Quais Remparts "
         "Sources Tilleuls Vergers").split()
KINDS = ("Rue des", "Avenue des", "Allée des", "Impasse des", "Passage des", "Ruelle des")


def dense_town(side_m=1400, block_m=45, house_m=7):
    """An old town: short streets at all angles, each with a name, a number every few metres on both sides, stops and signs."""
    e = osm_write.Extract(LON, LAT)
    chance = random.Random(20261129)
    steps = side_m // block_m
    corner = {(i, k): (i * block_m - side_m / 2 + chance.uniform(-12, 12), k * block_m - side_m / 2 + chance.uniform(-12, 12))
              for i in range(steps + 1) for k in range(steps + 1)}
    for (i, k), a in corner.items():
        for other, line in (((i + 1, k), k), ((i, k + 1), 100 + i)):
            b = corner.get(other)
            if b is None:
                continue
            number = line * 7 + (i if line < 100 else k) // 4
            name = "%s %s" % (KINDS[number % len(KINDS)], NAMES[number * 3 % len(NAMES)])
            e.way([a, b], highway=("residential", "pedestrian", "service", "footway")[number % 4], name=name)
            long = math.dist(a, b)
            for at in range(house_m, int(long) - house_m + 1, house_m):
                share, side = at / long, 5 if at // house_m % 2 else -5
                across = ((b[1] - a[1]) / long * side, (a[0] - b[0]) / long * side)
                e.point((a[0] + (b[0] - a[0]) * share + across[0], a[1] + (b[1] - a[1]) * share + across[1]),
                        addr__housenumber=str(at // house_m + number % 90) + chance.choice(("", "", " bis", " B")))
        if chance.random() < 0.1:
            e.point((a[0] + 9, a[1] + 9), highway="bus_stop", name="Arrêt " + chance.choice(NAMES))
        if chance.random() < 0.05:
            e.point((a[0] - 9, a[1] + 9), amenity="library", name="Bibliothèque des " + chance.choice(NAMES))
    return e
