# SPDX-License-Identifier: GPL-3.0-or-later
"""A second opinion on walks: an OpenStreetMap PBF reader, the rules for people on foot and a plain Dijkstra, written from the
format's and the wiki's documentation with nothing but Python's library. Slow and simple on purpose."""
import heapq
import math
import struct
import zlib

EARTH = 6371008.8


# ---- reading: protocol buffers, then the PBF format ----
def varint(data, at):
    n = shift = 0
    while True:
        b = data[at]
        at += 1
        n |= (b & 127) << shift
        if b < 128:
            return n, at
        shift += 7


def fields(data):
    at, end = 0, len(data)
    while at < end:
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        elif key & 7 == 2:
            size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        else:
            raise ValueError("wire type %d" % (key & 7))
        yield key >> 3, value


def packed(data):
    at, end, out = 0, len(data), []
    while at < end:
        n, at = varint(data, at)
        out.append(n)
    return out


def signed(numbers):
    return [n >> 1 ^ -(n & 1) for n in numbers]


def running(numbers):
    total, out = 0, []
    for n in numbers:
        total += n
        out.append(total)
    return out


def blocks(path):
    with open(path, "rb") as f:
        while True:
            head = f.read(4)
            if not head:
                return
            header = dict(fields(f.read(struct.unpack(">I", head)[0])))
            blob = dict(fields(f.read(header[3])))
            if header[1] == b"OSMData":
                yield zlib.decompress(blob[3]) if 3 in blob else blob[1]


class Map:
    """nodes: id -> (lon, lat); tags: id -> dict, of nodes that have some; ways: id -> (refs, tags); relations: [(members, tags)]"""

    def __init__(self, path):
        self.nodes, self.tags, self.ways, self.relations = {}, {}, {}, []
        for block in blocks(path):
            self.block(block)

    def block(self, data):
        strings, groups, scale, lat0, lon0 = [], [], 100, 0, 0
        for key, value in fields(data):
            if key == 1:
                strings = [v.decode("utf-8") for k, v in fields(value) if k == 1]
            elif key == 2:
                groups.append(value)
            elif key == 17:
                scale = value
            elif key == 19:
                lat0 = value
            elif key == 20:
                lon0 = value
        for group in groups:
            for key, value in fields(group):
                if key == 2:
                    self.dense(dict(fields(value)), strings, scale, lat0, lon0)
                elif key == 3:
                    way = dict(fields(value))
                    self.ways[way[1]] = (running(signed(packed(way.get(8, b"")))), self.words(way, strings))
                elif key == 4:
                    relation = dict(fields(value))
                    ids = running(signed(packed(relation.get(9, b""))))
                    kinds = packed(relation.get(10, b""))
                    self.relations.append(([i for i, k in zip(ids, kinds) if k == 1], self.words(relation, strings)))

    @staticmethod
    def words(thing, strings):
        return {strings[k]: strings[v] for k, v in zip(packed(thing.get(2, b"")), packed(thing.get(3, b"")))}

    def dense(self, d, strings, scale, lat0, lon0):
        ids = running(signed(packed(d[1])))
        lats, lons = running(signed(packed(d[8]))), running(signed(packed(d[9])))
        for i, lat, lon in zip(ids, lats, lons):
            self.nodes[i] = ((lon0 + scale * lon) / 1e9, (lat0 + scale * lat) / 1e9)
        words, at = packed(d.get(10, b"")), 0
        for i in ids:
            tags = {}
            while at < len(words) and words[at]:
                tags[strings[words[at]]] = strings[words[at + 1]]
                at += 2
            at += 1
            if tags:
                self.tags[i] = tags


# ---- rules ----
YES = {"yes", "designated", "permissive", "official", "public", "destination"}
NO = {"no", "private", "customers", "delivery", "agricultural", "forestry", "military", "permit", "residents", "emergency",
      "employees", "restricted", "use_sidepath", "license", "members", "staff"}
STREETS = {"primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential",
           "living_street", "service", "road", "pedestrian"}
PATHS = {"footway", "crossing", "platform", "path", "track", "steps", "elevator"}
ASK = {"motorway", "motorway_link", "trunk", "trunk_link", "cycleway", "bridleway", "busway", "corridor"}
SOFT = set("unpaved gravel pebblestone rock rocks ground dirt earth mud sand grass soil woodchips snow ice salt stepping_stones cobblestone "
           "unhewn_cobblestone grass_paver shells stone clay bare_rock".split())
FIRM = set("paved asphalt concrete concrete:plates concrete:lanes paving_stones sett compacted fine_gravel wood metal metal_grid bricks brick "
           "tiles rubber tartan chipseal acrylic".split())


def values(tags, key):
    return {v.strip() for v in tags.get(key, "").replace(" ", ";").split(";") if v.strip()}


def verdict(tags, key):
    v = values(tags, key)
    return True if v & YES else False if v & NO else None


def number(text):
    """(number, unit) or None"""
    digits = ""
    for c in text.strip():
        if c in "+-.0123456789":
            digits += c
        else:
            break
    try:
        return float(digits), text.strip()[len(digits):].strip()
    except ValueError:
        return None


def on_foot(tags):
    kind = tags.get("highway", "")
    other = tags.get("railway") == "platform" or tags.get("public_transport") == "platform" or tags.get("man_made") == "pier"
    if kind not in STREETS | PATHS | ASK and not other or tags.get("route") == "ferry":
        return False
    if values(tags, "construction") & {"yes", "true", "1"}:
        return False
    foot, access = verdict(tags, "foot"), verdict(tags, "access")
    merged = foot if foot is not None else access
    hard = values(tags, "sac_scale") & {"demanding_mountain_hiking", "alpine_hiking", "demanding_alpine_hiking", "difficult_alpine_hiking"}
    if kind in ASK or hard or tags.get("trail_visibility") == "no" or tags.get("motorroad") == "yes":
        sidewalk = kind.startswith("trunk") and values(tags, "sidewalk") & {"both", "left", "right", "yes"}
        return foot is True or (bool(sidewalk) and merged is not False)
    return merged is not False


def ways_of(tags):
    """(forward, backward)"""
    one = values(tags, "oneway:foot")
    forward = not one & {"-1", "reverse"} and verdict(tags, "foot:forward") is not False and tags.get("conveying") != "backward"
    backward = not one & {"yes", "1", "true"} and verdict(tags, "foot:backward") is not False and tags.get("conveying") != "forward"
    return forward, backward


def narrow(tags):
    for key in ("width", "est_width", "maxwidth:physical"):
        got = number(tags.get(key, ""))
        if got:
            n, unit = got
            factor = {"cm": 0.01, "mm": 0.001}.get(unit, 0.3048 if unit[:1] == "'" else 0.0254 if unit[:1] == '"' else 1)
            return n * factor < 0.9
    return False


def steep(tags):
    got = number(tags.get("incline", ""))
    if not got:
        return False
    n, unit = got
    return abs(math.tan(math.radians(n)) * 100 if unit[:1] == "°" or unit.startswith("deg") else n) > 6


def on_wheels(tags):
    said = values(tags, "wheelchair")
    if said & {"yes", "designated", "limited", "permissive"}:
        return True
    if said & {"no", "bad"} or values(tags, "kerb") & {"raised", "regular", "rolled"}:
        return False
    if tags.get("highway") == "steps" and tags.get("ramp:wheelchair") != "yes":
        return False
    if tags.get("ford") == "yes" or tags.get("obstacle:wheelchair") == "yes" or tags.get("sac_scale") or tags.get("conveying"):
        return False
    surface, smooth = values(tags, "surface"), values(tags, "smoothness")
    if surface & SOFT or smooth & {"bad", "very_bad", "horrible", "very_horrible", "impassable"} or narrow(tags) or steep(tags):
        return False
    if tags.get("highway") in ("path", "track", "bridleway") and tags.get("tracktype") != "grade1":
        return bool(surface & FIRM or smooth & {"excellent", "good", "intermediate"})
    return True


def barrier(tags):
    """(stops feet, stops wheels)"""
    kind = tags.get("barrier", "")
    door = kind or tags.get("entrance")
    foot = verdict(tags, "foot")
    merged = foot if foot is not None else verdict(tags, "access")
    wall = kind in ("wall", "retaining_wall", "city_wall", "fence", "hedge", "ditch", "guard_rail", "jersey_barrier")
    locked = tags.get("locked") == "yes" and kind in ("gate", "lift_gate", "swing_gate", "sliding_gate", "wicket_gate", "kissing_gate",
                                                       "turnstile", "full-height_turnstile")
    feet = bool(door) and merged is False or (not door or merged is None) and (wall or locked)
    kerb = bool(values(tags, "kerb") & {"raised", "regular", "rolled"}) and tags.get("highway") != "crossing"
    wheels = wall or kerb or kind in ("hampshire_gate", "stile", "kissing_gate", "turnstile", "full-height_turnstile", "cycle_barrier",
                                      "motorcycle_barrier", "horse_stile", "sump_buster", "cattle_grid", "chain", "rope", "log", "debris", "step")
    if values(tags, "wheelchair") & {"yes", "designated", "limited"}:
        wheels = False
    elif door and tags.get("wheelchair") == "no":
        wheels = True
    return feet, wheels or feet or (bool(door) and narrow(tags))


# ---- network ----
def metres(p, q):
    a = math.sin(math.radians(q[1] - p[1]) / 2) ** 2
    a += math.cos(math.radians(p[1])) * math.cos(math.radians(q[1])) * math.sin(math.radians(q[0] - p[0]) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(a))


def inside(ring, x, y):
    odd = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def crosses(a, b, c, d):
    def turn(p, q, r):
        v = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        return 0 if abs(v) < 1e-16 else 1 if v > 0 else -1
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


class Network:
    """edges: (from, to, metres, across); both directions of an edge are two of them"""

    def __init__(self, osm, wheels):
        self.osm, self.near, self.edges, self.spots_of = osm, {}, [], {}
        outlines = {}
        for members, tags in osm.relations:
            if tags.get("type") == "multipolygon" and on_foot(tags):
                for way in members:
                    outlines.setdefault(way, tags)
        chosen = {}
        for way, (refs, tags) in osm.ways.items():
            own = on_foot(tags) and any(ways_of(tags))
            if own or way in outlines and any(ways_of(outlines[way])):
                chosen[way] = (refs, tags if own else outlines[way], own)
        uses = {}
        for refs, tags, _ in chosen.values():
            for ref in set(refs):
                uses[ref] = uses.get(ref, 0) + 1
        for refs, tags, own in chosen.values():
            forward, backward = ways_of(tags)
            if wheels and not on_wheels(tags):
                forward = backward = False
            for a, b in zip(refs, refs[1:]):
                self.add(a, b, forward, backward, False)
            if own and tags.get("area") == "yes" and len(refs) > 3 and refs[0] == refs[-1] and all(r in osm.nodes for r in refs):
                self.square(refs, uses, forward, backward)
        self.stop = {i for i, tags in osm.tags.items() if barrier(tags)[wheels]}
        self.join()

    def add(self, a, b, forward, backward, across):
        if a == b or a not in self.osm.nodes or b not in self.osm.nodes or not (forward or backward):
            return
        p, q = self.osm.nodes[a], self.osm.nodes[b]
        length = metres(p, q)
        self.edges.append((a, b, p, q, length, forward, backward, across))
        if forward:
            self.near.setdefault(a, []).append((b, length))
        if backward:
            self.near.setdefault(b, []).append((a, length))

    def square(self, refs, uses, forward, backward):
        ring = [self.osm.nodes[r] for r in refs]
        doors = [r for r in refs[:-1] if uses[r] > 1]
        if len(doors) > 48:
            return
        for i, a in enumerate(doors):
            for b in doors[i + 1:]:
                p, q = self.osm.nodes[a], self.osm.nodes[b]
                clear = not any(crosses(p, q, c, d) for c, d in zip(ring, ring[1:]))
                if clear and all(inside(ring, p[0] + (q[0] - p[0]) * t / 10, p[1] + (q[1] - p[1]) * t / 10) for t in range(1, 10)):
                    self.add(a, b, forward, backward, True)

    def join(self):
        """How many metres of way hang together at each node."""
        links = {}
        for a, b, *_ in self.edges:
            links.setdefault(a, set()).add(b)
            links.setdefault(b, set()).add(a)
        self.island, part = {}, 0
        for start in links:
            if start in self.island:
                continue
            todo = [start]
            self.island[start] = part
            while todo:
                for other in links[todo.pop()]:
                    if other not in self.island:
                        self.island[other] = part
                        todo.append(other)
            part += 1
        self.size = [0.0] * part
        for a, _, _, _, length, _, _, across in self.edges:
            self.size[self.island[a]] += 0 if across else length

    def spots(self, at, most):
        """[(gap, edge, metres from its first end)] of edges within `most` metres, nearest first; each place is looked up once, for all sites"""
        if (at, most) not in self.spots_of:
            self.spots_of[at, most] = self.look_up(at, most)
        return self.spots_of[at, most]

    def look_up(self, at, most):
        out, shrink = [], math.cos(math.radians(at[1]))
        far = most / 100000
        for e in self.edges:
            p, q = e[2], e[3]
            if e[7] or min(p[1], q[1]) > at[1] + far or max(p[1], q[1]) < at[1] - far or \
                    min(p[0], q[0]) > at[0] + far / shrink or max(p[0], q[0]) < at[0] - far / shrink:
                continue
            ax, ay, dx, dy = (p[0] - at[0]) * shrink, p[1] - at[1], (q[0] - p[0]) * shrink, q[1] - p[1]
            square = dx * dx + dy * dy
            t = min(1, max(0, -(ax * dx + ay * dy) / square)) if square else 0
            gap = metres(at, (p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
            if gap < most:
                out.append((gap, e, t * e[4]))
        return sorted(out, key=lambda s: s[0])

    def start(self, at, most):
        for spot in self.spots(at, most):
            if self.size[self.island[spot[1][0]]] >= 500:
                return spot
        return None

    def tree(self, spot, reach):
        _, e, from_a = spot
        dist, heap = {}, []
        for node, d, may in ((e[0], from_a, e[6]), (e[1], e[4] - from_a, e[5])):
            if may and d < dist.get(node, 1e9):
                dist[node] = d
                heapq.heappush(heap, (d, node))
        while heap:
            d, node = heapq.heappop(heap)
            if d > dist[node] or node in self.stop:
                continue
            for other, length in self.near.get(node, ()):
                if d + length <= reach and d + length < dist.get(other, 1e9):
                    dist[other] = d + length
                    heapq.heappush(heap, (d + length, other))
        return dist

    def over(self, dist, spot):
        _, e, from_a = spot
        best = 1e9
        for node, rest, may in ((e[0], from_a, e[5]), (e[1], e[4] - from_a, e[6])):
            if node in dist and (may and node not in self.stop or rest < 0.005):
                best = min(best, dist[node] + rest)
        return best

    def walk(self, start, dist, at, most, reach):
        """Metres without the gaps, and the gap at the end; None."""
        spots = self.spots(at, most)
        if not spots:
            return None
        limit = min(most, spots[0][0] + 60)
        tree = next((s for s in spots if s[0] < limit and self.over(dist, s) < 1e9), None)
        best = (self.over(dist, tree), tree[0]) if tree else (1e9, 0)
        for spot in spots[:1]:
            if spot[1] is start[1]:
                ahead = spot[2] >= start[2]
                if spot[1][5 if ahead else 6] and abs(spot[2] - start[2]) <= best[0]:
                    best = (abs(spot[2] - start[2]), spot[0])
        return best if best[0] <= reach else None
