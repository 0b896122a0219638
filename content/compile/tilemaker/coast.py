# SPDX-License-Identifier: GPL-3.0-or-later
"""The sea of a box, from OpenStreetMap's coastlines.

A coastline (natural=coastline) has the land on its left and the sea on its right; it is drawn as lines, so that an extract holds
pieces of it and no area. Their pieces are joined, cut at the box, and closed along its edge with the sea on the right: from where
a line leaves the box, clockwise along the edge, to the next line that comes in. Closed lines inside are islands or inner seas.
(wiki.openstreetmap.org, "Tag:natural=coastline".)

Coordinates are WGS84 degrees (lon, lat). A line that ends inside the box, some metres before its edge, is led there by the shortest
way that crosses no coast. Coasts that contradict each other (two lines that leave, none that comes in between) give no sea:
Unclear says where."""
import math

# How far a line may be led to the edge, as a part of the box's diagonal: further than that the end is not the extract's.
LED_AT_MOST = 0.1
# A piece with a led end that is no longer than this part of the diagonal tells nothing of the sides: it is left out.
SCRAP = 0.01


class Unclear(Exception):
    """The coast says nothing certain about land and sea; the text says where and why."""


def at(point):
    return "%.5f, %.5f" % (point[1], point[0])


def joined(ways):
    """Lists of points from ways that are lists of points, end to beginning; a closed one ends with its first point."""
    begins, ends = {}, {}
    for way in ways:
        if begins.setdefault(way[0], way) is not way or ends.setdefault(way[-1], way) is not way:
            raise Unclear("two coastlines begin or end at %s" % at(way[0] if begins[way[0]] is not way else way[-1]))
    lines, left = [], {id(w): w for w in ways}
    # Those first that continue no other: what is left then is rings.
    for way in sorted(ways, key=lambda w: w[0] in ends):
        if id(way) not in left:
            continue
        line = []
        while way is not None and left.pop(id(way), None):
            line += way[1:] if line else way
            way = begins.get(way[-1])
        lines.append(line)
    return lines


def inside(point, box):
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def clipped(a, b, box):
    """The part of the segment a-b in the box (Liang and Barsky), or None."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        d = b[axis] - a[axis]
        for edge, sign in ((box[axis], -1), (box[axis + 2], 1)):
            p, q = sign * d, sign * (edge - a[axis])
            if p == 0:
                if q < 0:
                    return None
            elif p < 0:
                low = max(low, q / p)
            else:
                high = min(high, q / p)
    if low >= high:
        return None
    part = [(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for t in (low, high)]
    return (a if low == 0 else on_edge(part[0], box)), (b if high == 1 else on_edge(part[1], box))


def on_edge(point, box):
    """The point with the coordinate of the edge it was cut at, without what the division left."""
    def near(c, edges):
        return next((e for e in edges if abs(c - e) < 1e-9), c)
    return near(point[0], (box[0], box[2])), near(point[1], (box[1], box[3]))


def pieces(line, box):
    """The parts of a line that lie in the box. A ring that lies inside stays one piece."""
    out, piece = [], []
    for a, b in zip(line, line[1:]):
        part = clipped(a, b, box)
        if part is None:
            continue
        if piece and piece[-1] == part[0]:
            piece.append(part[1])
        else:
            piece = list(part)
            out.append(piece)
    if len(out) > 1 and line[0] == line[-1] and out[-1][-1] == out[0][0]:
        out[0] = out.pop() + out[0][1:]
    return out


def crosses(a, b, c, d):
    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def distance(a, b):
    """In degrees of latitude."""
    return math.hypot((b[0] - a[0]) * math.cos(math.radians(a[1])), b[1] - a[1])


def is_scrap(line, box):
    return (inside(line[0], box) or inside(line[-1], box)) and \
        sum(distance(a, b) for a, b in zip(line, line[1:])) <= SCRAP * distance(box[:2], box[2:])


def led(point, box, segments):
    """Where a line that ends at `point` meets the edge of the box; None: it is there already."""
    if not inside(point, box):
        return None
    x, y = point
    feet = (box[0], y), (x, box[1]), (box[2], y), (x, box[3])
    for far, foot in sorted((distance(point, foot), foot) for foot in feet):
        if far > LED_AT_MOST * distance(box[:2], box[2:]):
            break
        if not any(crosses(point, foot, c, d) for c, d in segments):
            segments.append((point, foot))
            return foot
    raise Unclear("the coastline ends at %s, inside the map's box" % at(point))


def along(point, box):
    """Where on the edge of the box a point lies: 0 to 4, clockwise from the south-west corner."""
    x, y = point
    w, h = box[2] - box[0], box[3] - box[1]
    return min((abs(x - box[0]) / w, 0 + (y - box[1]) / h), (abs(y - box[3]) / h, 1 + (x - box[0]) / w),
               (abs(x - box[2]) / w, 2 + (box[3] - y) / h), (abs(y - box[1]) / h, 3 + (box[2] - x) / w))[1] % 4


def corners(start, end, box):
    """The corners of the box between two places on its edge, clockwise."""
    all_four = ((box[0], box[1]), (box[0], box[3]), (box[2], box[3]), (box[2], box[1]))
    length = (end - start) % 4
    return [all_four[k % 4] for k in range(math.ceil(start), math.ceil(start) + 5) if 0 < k - start < length]


def closed_along_the_edge(lines, box):
    """Rings, clockwise, of lines that come in and leave at the edge of the box."""
    comes = sorted((along(line[0], box), i) for i, line in enumerate(lines))
    leaves = sorted(along(line[-1], box) for line in lines)
    follows = {}
    for i, line in enumerate(lines):
        start = along(line[-1], box)
        gap, k = min(((place - start) % 4, k) for place, k in comes)
        if k in follows.values() or any(0 < (other - start) % 4 < gap for other in leaves):
            raise Unclear("two coastlines leave the map's box at %s, and none comes in between" % at(line[-1]))
        follows[i] = k
    rings, left = [], set(follows)
    while left:
        first = i = min(left)
        ring = []
        while i in left:
            left.discard(i)
            ring += lines[i]
            nxt = follows[i]
            ring += corners(along(lines[i][-1], box), along(lines[nxt][0], box), box)
            i = nxt
        rings.append([*ring, lines[first][0]])
    return rings


def clockwise(ring):
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in zip(ring, ring[1:])) > 0


def holds(ring, point):
    hit = False
    for a, b in zip(ring, ring[1:]):
        if (a[1] > point[1]) != (b[1] > point[1]) and point[0] < a[0] + (point[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]):
            hit = not hit
    return hit


def sea_of(ways, box):
    """(outer rings, inner rings) of the sea in the box (west, south, east, north); both empty where no coastline is in it."""
    open_lines, outer, islands = [], [], []
    for line in joined([w for w in ways if len(w) > 1]):
        for piece in pieces(line, box):
            if piece[0] != piece[-1]:
                open_lines += [] if is_scrap(piece, box) else [piece]
            elif len(piece) > 3:
                (outer if clockwise(piece) else islands).append(piece)
    segments = [s for line in [*open_lines, *outer, *islands] for s in zip(line, line[1:])]
    whole = []
    for line in open_lines:
        foot, head = led(line[-1], box, segments), led(line[0], box, segments)
        whole.append([*([head] if head else []), *line, *([foot] if foot else [])])
    outer += closed_along_the_edge(whole, box)
    # Islands that lie in no sea so far, and no coast that crosses the box: all of the box is their sea.
    if islands and not whole and not any(holds(ring, islands[0][0]) for ring in outer):
        outer.append([(box[0], box[1]), (box[0], box[3]), (box[2], box[3]), (box[2], box[1]), (box[0], box[1])])
    for island in islands:
        if not any(holds(ring, island[0]) for ring in outer):
            raise Unclear("an island at %s lies on land" % at(island[0]))
    return outer, islands
