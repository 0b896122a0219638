# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles that no honest publisher would sign, made from a good one.

CASES maps a name to (what happens to the bundle's folder, may it be shown). `Bundle` is the folder that is being spoilt: files in it are
changed, and its manifest is written again at the end, so that hashes and lengths agree unless that is the point."""
import gzip
import hashlib
import json
import math
import os
import random
import sqlite3
import struct
import zlib

CASES = {}
REFUSED, EITHER = False, True
BODY_FORMAT = 1
WORD_KINDS = 0


def case(name, may_be_shown=REFUSED):
    def keep(make):
        assert name not in CASES, name
        CASES[name] = (make, may_be_shown)
        return make

    return keep


class Bundle:
    """A copy of the good bundle, on its way to be a bad one."""

    def __init__(self, folder):
        self.folder = folder
        self.left_out = []  # components that are taken off the server again
        with open(self.path("bundle.json"), encoding="utf-8") as f:
            self.manifest = json.load(f)
        self.sealed = False

    def path(self, name):
        return os.path.join(self.folder, name)

    def names(self):
        return [c["name"] for c in self.manifest["components"]]

    def map(self):
        return next(n for n in self.names() if n.endswith(".mbtiles"))

    def add(self, name, data=None):
        if data is not None:
            os.makedirs(os.path.dirname(self.path(name)) or ".", exist_ok=True)
            with open(self.path(name), "wb") as f:
                f.write(data)
        if name not in self.names():
            self.manifest["components"].append({"name": name, "length": 0, "sha256": ""})

    def sql(self, *statements, file="content.sqlite", parameters=()):
        """Each statement in turn, and one with parameters at the end."""
        db = sqlite3.connect(self.path(file), isolation_level=None)
        db.execute("PRAGMA writable_schema = ON")
        db.execute("BEGIN")
        for statement in statements:
            if parameters and statement is statements[-1]:
                db.executemany(statement, parameters)
            else:
                db.execute(statement)
        db.execute("COMMIT")
        db.close()

    def columns(self, table, file="content.sqlite"):
        db = sqlite3.connect(self.path(file))
        rows = db.execute("PRAGMA table_info(%s)" % table).fetchall()
        db.close()
        return [r[1] for r in rows]

    def view(self, table, query, file="content.sqlite"):
        """A view of that name in place of the table; `query` for one column, of which every column is made."""
        columns = self.columns(table, file)
        select = query % ", ".join(["i"] * len(columns))
        self.sql("DROP TABLE %s" % table, "CREATE VIEW %s (%s) AS %s" % (table, ", ".join('"%s"' % c for c in columns), select), file=file)

    def schema(self, table, old, new, file="content.sqlite"):
        """Another text of the table's definition, whatever SQLite would say of it."""
        db = sqlite3.connect(self.path(file))
        text = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        assert old in text, text
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (text.replace(old, new, 1), table))
        db.commit()
        db.close()

    def pragma(self, text, file="content.sqlite"):
        db = sqlite3.connect(self.path(file))
        db.execute("PRAGMA " + text)
        db.commit()
        db.close()

    def bytes_of(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def put(self, name, data):
        with open(self.path(name), "wb") as f:
            f.write(data)

    def seal(self):
        """Hashes and lengths as they are now, unless the case wrote bundle.json itself."""
        if self.sealed:
            return
        for c in self.manifest["components"]:
            if os.path.isfile(self.path(c["name"])):
                data = self.bytes_of(c["name"])
                c.update(length=len(data), sha256=hashlib.sha256(data).hexdigest())
        self.write_manifest(json.dumps(self.manifest).encode())

    def write_manifest(self, data):
        self.put("bundle.json", data)
        self.sealed = True


# ---- schema -------------------------------------------------------------------------------------------------

TABLES = (
    "meta language words string theme article article_version article_network network network_alias territory territory_department site"
    " place commune synonym guide_question guide_answer guide_rule guide_when guide_network guide_article"
).split()
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT %s FROM n"
MULTIPLYING = "WITH RECURSIVE n(i) AS (SELECT 'aaaaaaaa' UNION ALL SELECT i || i FROM n) SELECT %s FROM n"
BOMB_OF_DATE = "SELECT %s FROM (SELECT 1 AS i) WHERE date('now') < '2026-11-01'"

for _table in TABLES:
    case("endless-view-" + _table.replace("_", "-"))(lambda b, table=_table: b.view(table, ENDLESS))

case("multiplying-words")(lambda b: b.view("words", MULTIPLYING))
case("multiplying-strings")(lambda b: b.view("string", MULTIPLYING))
case("view-on-the-date")(lambda b: b.view("theme", BOMB_OF_DATE))
case("trigger")(lambda b: b.sql("CREATE TRIGGER t AFTER INSERT ON place BEGIN DELETE FROM place; END"))
case("trigger-on-view")(lambda b: b.sql("CREATE VIEW v AS SELECT * FROM place", "CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END"))
case("virtual-table")(lambda b: b.sql("DROP TABLE synonym", "CREATE VIRTUAL TABLE synonym USING fts5(grp, position, word)"))
case("virtual-table-beside")(lambda b: b.sql("CREATE VIRTUAL TABLE beside USING fts5(a)"))
case("generated-column")(lambda b: b.schema("theme", "home INTEGER NOT NULL", "home INTEGER NOT NULL AS (randomblob(1000000000))"))
case("default-of-an-expression")(lambda b: b.schema("theme", "home INTEGER NOT NULL", "home INTEGER NOT NULL DEFAULT (zeroblob(1000000000))"))
case("check-constraint")(lambda b: b.schema("theme", "home INTEGER NOT NULL", "home INTEGER NOT NULL CHECK (length(randomblob(1000000000)) > 0)"))
case("index-on-an-expression")(lambda b: b.sql("CREATE INDEX i ON place (length(name || name))"))
case("another-index")(lambda b: b.sql("CREATE INDEX i ON place (name)"))
case("another-column")(lambda b: b.sql("ALTER TABLE place ADD COLUMN more TEXT"))
case("another-table")(lambda b: b.sql("CREATE TABLE more (a)"))
case("two-thousand-tables")(lambda b: b.sql(*["CREATE TABLE more%d (a)" % i for i in range(2000)]))
case("column-of-another-name")(lambda b: b.sql("ALTER TABLE place RENAME COLUMN name TO label"))
case("column-missing")(lambda b: b.sql("ALTER TABLE place DROP COLUMN phone"))
case("collation-unknown")(lambda b: b.schema("words", "field TEXT NOT NULL", "field TEXT NOT NULL COLLATE nowhere"))
case("broken-sql-in-the-schema")(lambda b: b.schema("theme", "CREATE TABLE", "CREATE TABEL"))
case("schema-points-at-another-table")(lambda b: b.sql(
    "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'place') WHERE name = 'words'"))
case("schema-points-nowhere")(lambda b: b.sql("UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'place'"))
case("no-table-place")(lambda b: b.sql("DROP TABLE place"))
case("no-table-meta")(lambda b: b.sql("DROP TABLE meta"))
case("no-table-at-all")(lambda b: b.sql(*["DROP TABLE %s" % t for t in TABLES]))
case("application-id")(lambda b: b.pragma("application_id = 7"))
case("version-99")(lambda b: b.pragma("user_version = 99"))
case("version-minus-one")(lambda b: b.pragma("user_version = -1"))


@case("rows-twice", EITHER)
def _(b):
    """The same names again, under other rows: nothing forbids it but sense."""
    b.sql("INSERT INTO theme SELECT row + 1, id, position, icon, professional, home FROM theme")


@case("synonyms-twice")
def _(b):
    b.schema("synonym", "PRIMARY KEY (grp, position)", "PRIMARY KEY (grp, position, word)")
    b.sql("REINDEX synonym")


# ---- bombs: too much of anything -----------------------------------------------------------------------------

MUCH = 5 * 1024 * 1024


def long_text(table, column, where="1"):
    return lambda b: b.sql("UPDATE %s SET %s = replace(hex(zeroblob(%d)), '0', 'a ') WHERE %s" % (table, column, MUCH // 4, where))


for _table, _column, _where in (
    ("words", "text", "field = 'title'"), ("words", "text", "field = 'summary'"), ("words", "text", "field = 'reason'"),
    ("string", "text", "key = (SELECT min(key) FROM string)"), ("place", "name", "1"), ("place", "address", "1"), ("place", "phone", "1"), ("place", "website", "1"),
    ("place", "opening_hours", "1"), ("article", "id", "1"), ("article", "source", "1"), ("article_version", "title", "1"),
    ("article_version", "keywords", "1"), ("commune", "name", "1"), ("network_alias", "alias", "1"), ("synonym", "word", "1"),
    ("meta", "value", "key = 'timezone'"), ("language", "name", "1"), ("site", "map_area", "1"),
):
    case("five-megabytes-%s-%s%s" % (_table.replace("_", "-"), _column.replace("_", "-"), "-" + _where.split("'")[1] if "'" in _where else ""))(
        long_text(_table, _column, _where))


def many(table, count, row):
    """`row(i)`: the values of the i-th."""

    def change(b):
        columns = b.columns(table)
        marks = ", ".join("?" * len(columns))
        b.sql("INSERT OR REPLACE INTO %s VALUES (%s)" % (table, marks), parameters=[row(i) for i in range(count)])

    return change


case("five-thousand-themes")(many("theme", 5000, lambda i: (10**9 + i, "t%d" % i, i, "formation", 0, 1)))
case("two-hundred-languages")(many("language", 200, lambda i: (i, "fr" if i == 0 else "x%d" % i, "L%d" % i, 0)))
case("ten-thousand-networks")(many("network", 10000, lambda i: (10**9 + i, "n%d" % i, i, "ml", 1, 1, 0, 0, None, None)))
case("ten-thousand-territories")(many("territory", 10000, lambda i: (10**9 + i, "t%d" % i, i, 1, "01")))
case("hundred-thousand-synonyms")(many("synonym", 100000, lambda i: (i // 3 + 100, i % 3, "mot%d" % i)))
case("thousand-questions")(many("guide_question", 1000, lambda i: (i, 10**9 + i, "q%d" % i)))
case("thousand-answers")(many("guide_answer", 1000, lambda i: (0, i, 10**9 + i, "a%d" % i, None, 0)))
for _name, _value in (("none", "0"), ("of-words", "beaucoup"), ("below-zero", "-5"), ("with-more-behind", "12 000"), ("huge", "99999999")):
    case("communes-counted-" + _name)(lambda b, v=_value: b.sql("INSERT OR REPLACE INTO words SELECT row, 'communes', 0, '%s' FROM territory" % v))
case("four-hundred-thousand-communes")(many("commune", 400000, lambda i: ("%07d" % i, "C%d" % i, 45.0, 5.0)))
case("three-hundred-thousand-strings")(many("string", 300000, lambda i: ("key.%d" % i, 0, "x")))
case("nothing-in-it")(lambda b: b.sql(*["DELETE FROM %s" % t for t in TABLES if t not in ("meta", "language")]))
case("no-language")(lambda b: b.sql("DELETE FROM language"))
case("no-facts")(lambda b: b.sql("DELETE FROM meta"))


def places(b, count, hours):
    db = sqlite3.connect(b.path("content.sqlite"))
    network = db.execute("SELECT row FROM network LIMIT 1").fetchone()[0]
    db.close()
    many("place", count, lambda i: (
        10**9 + i, "p%d" % i, network, "Lieu %d" % i, "1 rue", "01000", "Bourg", "01053", "", "", "", "", hours(i), "essai", "2024-08-01", 0,
        45.0 + i % 300 / 300, 4.5 + i // 300 % 300 / 300, 0))(b)


case("sixty-thousand-odd-hours", EITHER)(lambda b: places(b, 60000, lambda i: "2026 Dec %02d off" % (i % 28 + 1)))
case("hours-different-at-each-of-sixty-thousand")(lambda b: places(b, 60000, lambda i: "%s\"%d\"" % ("Jan off; Mo; " * 20, i)))
case("hours-far-away", EITHER)(lambda b: places(b, 9000, lambda i: "9999 Dec 24 10:00-11:00"))
case("hours-of-weeks", EITHER)(lambda b: places(b, 9000, lambda i: "week 53 Su[5] 23:59-24:00; PH off; easter -1 day off"))
case("hours-of-a-thousand-rules")(lambda b: b.sql("UPDATE place SET opening_hours = '%s'" % "; ".join("Jan %02d off" % (i % 28 + 1) for i in range(1000))))
case("hours-that-are-none", EITHER)(lambda b: b.sql("UPDATE place SET opening_hours = '(((((((((((((((Mo-Su'"))
case("a-place-each-metre", EITHER)(lambda b: places(b, 8000, lambda i: ""))


# ---- bodies of articles ------------------------------------------------------------------------------------


def number(n):
    out = b""
    while n >= 0x80:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def text(words):
    return b"\0" if words is None else number(len(words) + 1) + words


def block(spans=(), kind=1, level=0, nth=0, title=None, image=None, alt=None):
    body = bytes([kind]) + number(level) + number(nth) + text(title) + text(image) + text(alt) + number(len(spans))
    return body + b"".join(bytes([k]) + text(w) + text(t) for k, w, t in spans)


def body(blocks, count=None):
    return bytes([BODY_FORMAT]) + number(len(blocks) if count is None else count) + b"".join(blocks)


def bodies(data):
    def change(b):
        b.sql("UPDATE article_version SET body = ?", parameters=[(data(),)])

    return change


WORDS = b"Des mots qui ne finissent pas. "
case("body-of-five-megabytes")(bodies(lambda: body([block([(0, WORDS * (MUCH // len(WORDS)), None)])])))
case("body-of-one-word")(bodies(lambda: body([block([(0, b"a" * MUCH, None)])])))
case("body-of-sixty-thousand-blocks")(bodies(lambda: body([block([(0, b"x", None)])] * 60000)))
case("body-of-hundred-thousand-spans")(bodies(lambda: body([block([(0, b"x", None)] * 100000)])))
case("body-that-counts-too-much")(bodies(lambda: body([], count=2**28 - 1)))
case("body-cut")(bodies(lambda: body([block([(0, WORDS, None)])])[:-7]))
case("body-empty", EITHER)(bodies(lambda: b""))
case("body-of-noise")(bodies(lambda: random.Random(7).randbytes(30000)))
case("body-of-unknown-kinds")(bodies(lambda: body([block([(250, b"x", None)], kind=250, level=7)] * 20)))
case("body-with-far-pictures", EITHER)(bodies(lambda: body([block(kind=1, image=b"../../../../etc/passwd", alt=b"x"), block([(0, b"x", None)])])))
case("body-not-utf-8", EITHER)(bodies(lambda: body([block([(0, b"\xff\xfe\xc0\x80\xed\xa0\x80", None)])])))
case("body-with-nul", EITHER)(bodies(lambda: body([block([(0, b"avant\0apres", None)])])))


# ---- numbers ------------------------------------------------------------------------------------------------

INT64_MAX, INT64_MIN = 2**63 - 1, -(2**63)
INFINITE = "9e999"

for _table in ("place", "site", "commune"):
    for _name, _value in (("infinite", INFINITE), ("minus-infinite", "-" + INFINITE), ("huge", "1e300"), ("of-words", "'nord'")):
        case("%s-%s" % (_table, _name))(lambda b, t=_table, v=_value: b.sql("UPDATE %s SET lat = %s, lon = %s" % (t, v, v)))
case("place-outside-of-the-world")(lambda b: b.sql("UPDATE place SET lat = 400, lon = -4000"))
case("place-at-the-pole", EITHER)(lambda b: b.sql("UPDATE place SET lat = 84.9, lon = 179.9"))
case("negative-rows")(lambda b: b.sql("UPDATE theme SET row = -row", "UPDATE article SET theme = -theme"))
case("largest-rows")(lambda b: b.sql("UPDATE place SET row = %d WHERE rowid = (SELECT min(rowid) FROM place)" % INT64_MAX))
case("smallest-rows")(lambda b: b.sql("UPDATE network SET row = %d WHERE rowid = (SELECT min(rowid) FROM network)" % INT64_MIN))
case("positions-at-the-end")(lambda b: b.sql("UPDATE theme SET position = %d" % INT64_MAX))
case("languages-below-zero")(lambda b: b.sql("UPDATE OR IGNORE words SET lang = -1"))
case("language-of-a-billion")(lambda b: b.sql("UPDATE language SET lang = 1000000000 WHERE lang = 1"))
case("all-bits-of-masks")(lambda b: b.sql("UPDATE article SET audiences = %d, level = %d" % (INT64_MAX, INT64_MIN)))
case("answers-of-all-bits")(lambda b: b.sql("UPDATE guide_when SET answers = -1, question = question + 77777"))
case("level-99")(lambda b: b.sql("UPDATE guide_rule SET level = 99"))
case("minutes-of-a-life")(lambda b: b.sql("UPDATE article_version SET minutes = %d" % INT64_MAX))
case("words-where-numbers-are-due")(lambda b: b.sql("UPDATE article SET theme = 'x', audiences = 'y', position = 'z'"))
case("bytes-where-words-are-due")(lambda b: b.sql("UPDATE place SET name = x'00ff00ff', address = zeroblob(1000)"))
case("numbers-where-words-are-due", EITHER)(lambda b: b.sql("UPDATE article_version SET title = 1e308"))
case("references-to-nothing")(lambda b: b.sql("UPDATE article SET theme = 42", "UPDATE place SET network = 42"))
case("a-site-nowhere", EITHER)(lambda b: b.sql("UPDATE site SET place = 42, territory = 42, map_area = 'nulle-part'"))


# ---- writing ------------------------------------------------------------------------------------------------


def titles(words):
    def change(b):
        value = words if isinstance(words, bytes) else words.encode()
        db = sqlite3.connect(b.path("content.sqlite"))
        db.execute("UPDATE words SET text = CAST(? AS TEXT) WHERE field IN ('title', 'name')", (value,))
        db.execute("UPDATE place SET name = CAST(? AS TEXT), commune = CAST(? AS TEXT)", (value, value))
        db.execute("UPDATE article_version SET title = CAST(? AS TEXT)", (value,))
        db.commit()
        db.close()

    return change


case("a-long-word", EITHER)(titles("W" * 290))
case("a-very-long-word")(titles("W" * 20000))
case("a-long-line", EITHER)(titles("mot " * 70))
case("bidirectional-controls", EITHER)(titles("Accueil \u202e\u2066\u202d\u2067 lieu \u202c\u2069" * 4))
case("bidirectional-unclosed", EITHER)(titles("\u202e" * 90))
case("astral-letters", EITHER)(titles("\U0001f9d1\u200d\U0001f680\U0001d518\U00020000" * 14))
case("piles-of-accents", EITHER)(titles("e" + "\u0301\u0323\u0330" * 40))
case("only-accents", EITHER)(titles("\u0301" * 120))
case("only-blanks", EITHER)(titles(" \u00a0\u2003" * 30))
case("nothing-visible", EITHER)(titles("\u200b\u200d\ufeff\u2060" * 20))
case("line-ends-in-titles", EITHER)(titles("a\nb\r\nc\u2028d\u2029e\tf\x1b[31m\x07"))
case("not-utf-8", EITHER)(titles(b"Accueil \xff\xfe\xc3\x28\xf0\x28\x8c\xbc"))
case("surrogates", EITHER)(titles(b"\xed\xa0\x80\xed\xb0\x80" * 20))
case("overlong-letters", EITHER)(titles(b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf" * 10))
case("a-nul-in-a-title", EITHER)(titles(b"Accueil\0 et apres"))
case("characters-of-none", EITHER)(titles("\ufffe\uffff\U0010ffff\U000e0001" * 10))
case("marks-of-printf", EITHER)(titles("%s%n%d%100000000s {0} {1} $(reboot)"))
case("joined-letters", EITHER)(titles("\ufdfa\ufdfa\u0644\u0627" * 20))
case("dates-that-are-none", EITHER)(lambda b: b.sql("UPDATE article SET verified = '2026-02-31', valid_until = '0000-99-99'", "UPDATE place SET verified = 'hier'"))
case("ended-long-ago", EITHER)(lambda b: b.sql("UPDATE article SET valid_until = '1970-01-01'"))
case("icons-of-nowhere", EITHER)(lambda b: b.sql("UPDATE theme SET icon = '../../../etc/passwd'"))
case("identifiers-like-paths", EITHER)(lambda b: b.sql("UPDATE article SET id = '../../' || id"))
case("strings-without-parameters", EITHER)(lambda b: b.sql("INSERT OR REPLACE INTO string SELECT 'home.title', 0, '{9} {1} %s {'"))


# ---- the map --------------------------------------------------------------------------------------------------


def zeros(megabytes):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(megabytes)) + packer.flush()


SITE = (46.26541, 4.88775)  # where the unit stands


def tile(data):
    """That tile, under the unit's feet and around."""

    def change(b):
        lat, lon = (math.radians(v) for v in SITE)
        n = 2**14
        column = int((lon / math.pi + 1) / 2 * n)
        row = n - 1 - int((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * n)
        whole = data()
        around = [(14, column + x, row + y, whole) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        b.sql("DELETE FROM tiles", "INSERT INTO tiles VALUES (?, ?, ?, ?)", file=b.map(), parameters=around[:1] if len(whole) > 1000000 else around)
        if len(whole) > 1000000:
            b.sql("UPDATE tiles SET tile_column = %d, tile_row = %d" % (column, row), file=b.map())

    return change


def layer(name, features):
    """A vector tile of one layer, by hand: field 3 of the tile; 1 name, 2 feature, 5 extent, 15 version."""
    inner = b"\x0a" + number(len(name)) + name + b"".join(b"\x12" + number(len(f)) + f for f in features) + b"\x28" + number(4096) + b"\x78\x02"
    return b"\x1a" + number(len(inner)) + inner


def line(commands):
    geometry = b"".join(number(c) for c in commands)
    return b"\x18\x02\x22" + number(len(geometry)) + geometry


case("map-endless-tiles")(lambda b: b.view("tiles", ENDLESS, file=b.map()))
case("map-endless-metadata")(lambda b: b.view("metadata", ENDLESS, file=b.map()))
case("map-with-a-trigger")(lambda b: b.sql("CREATE TRIGGER t AFTER INSERT ON tiles BEGIN SELECT 1; END", file=b.map()))
case("map-without-metadata")(lambda b: b.sql("DROP TABLE metadata", file=b.map()))
case("map-without-tiles")(lambda b: b.sql("DROP TABLE tiles", file=b.map()))
case("map-tile-of-thirty-megabytes", EITHER)(tile(lambda: b"\x1a" + bytes(30 * 1024 * 1024)))
case("map-tile-that-unpacks", EITHER)(tile(lambda: zeros(300)))
case("map-tile-wrongly-packed", EITHER)(tile(lambda: gzip.compress(b"x" * 1000)[:-9] + b"wrongwron"))
case("map-tile-of-noise", EITHER)(tile(lambda: random.Random(3).randbytes(60000)))
case("map-tile-empty", EITHER)(tile(lambda: b""))
case("map-tile-of-huge-lines", EITHER)(tile(lambda: layer(b"transportation", [line([9, 0, 0, (2000000 << 3) | 2] + [2, 2] * 100)] * 50)))
case("map-tile-far-outside", EITHER)(tile(lambda: layer(b"water", [line([9, 2**31, 2**31, (3 << 3) | 2, 2**32 - 2, 2**32 - 1, 0, 0, 1, 1])] * 300)))
case("map-tile-of-a-million-features", EITHER)(tile(lambda: gzip.compress(layer(b"poi", [line([9, 2, 2])] * 1000000))))
case("map-zooms-out-of-range", EITHER)(lambda b: b.sql(
    "UPDATE tiles SET zoom_level = 31, tile_column = -1, tile_row = %d WHERE rowid = (SELECT min(rowid) FROM tiles)" % INT64_MAX, file=b.map()))
case("map-metadata-of-five-megabytes", EITHER)(lambda b: b.sql("UPDATE metadata SET value = hex(zeroblob(2500000))", file=b.map()))
case("map-metadata-deep", EITHER)(lambda b: b.sql("UPDATE metadata SET value = ? WHERE name = 'json'", file=b.map(), parameters=[("[" * 500000,)]))
case("map-bounds-infinite", EITHER)(lambda b: b.sql("UPDATE metadata SET value = 'nan,inf,-inf,1e999' WHERE name IN ('bounds', 'center')", file=b.map()))
case("map-zooms-swapped", EITHER)(lambda b: b.sql("UPDATE metadata SET value = CASE name WHEN 'minzoom' THEN '99' ELSE '-5' END WHERE name LIKE '%zoom'", file=b.map()))
case("map-cut")(lambda b: b.put(b.map(), b.bytes_of(b.map())[: len(b.bytes_of(b.map())) // 2 // 4096 * 4096]))
case("map-that-is-none")(lambda b: b.put(b.map(), b"not a map " * 1000))
case("map-of-nothing")(lambda b: b.put(b.map(), b""))


# ---- walks ------------------------------------------------------------------------------------------------------


def routes(change):
    """routes.sqlite as the schema says, then spoilt by `change(db, site, place)`."""

    def make(b):
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        with open(os.path.join(root, "content/routes-schema.sql"), encoding="utf-8") as f:
            schema = f.read()
        content = sqlite3.connect(b.path("content.sqlite"))
        site = content.execute("SELECT row FROM site").fetchone()[0]
        place = content.execute("SELECT row FROM place").fetchone()[0]
        content.close()
        db = sqlite3.connect(b.path("routes.sqlite"))
        db.executescript("PRAGMA application_id = 0x42726e32; PRAGMA user_version = 1;" + schema)
        db.execute("INSERT INTO origin VALUES (?, 5000)", (site,))
        db.execute("INSERT INTO route VALUES (?, 0, ?, 100, 75, 2, 1, 1, x'0102', x'01')", (site, place))
        change(db)
        db.commit()
        db.close()
        b.add("routes.sqlite")

    return make


def run_script(text):
    return lambda db: db.executescript(text)


case("routes-endless")(routes(run_script("DROP TABLE route; CREATE VIEW route (site, variant, place, metres, seconds, flags, start_gap, end_gap, line, steps) AS "
                                         + ENDLESS % ", ".join(["i"] * 10))))
case("routes-of-five-megabytes")(routes(run_script("UPDATE route SET line = zeroblob(5000000), steps = zeroblob(5000000)")))
case("routes-of-noise")(routes(run_script("UPDATE route SET line = randomblob(5000), steps = randomblob(5000)")))
case("routes-with-odd-numbers")(routes(run_script("UPDATE route SET metres = %d, seconds = -1, flags = %d, start_gap = -5" % (INT64_MAX, INT64_MIN))))
case("routes-of-another-program")(routes(run_script("PRAGMA application_id = 1")))
case("routes-with-a-trigger")(routes(run_script("CREATE TRIGGER t AFTER INSERT ON route BEGIN SELECT 1; END")))


# ---- bundle.json ------------------------------------------------------------------------------------------------


def manifest(change):
    """bundle.json after `change(its value)`; bytes are written as they are."""

    def make(b):
        for c in b.manifest["components"]:
            data = b.bytes_of(c["name"])
            c.update(length=len(data), sha256=hashlib.sha256(data).hexdigest())
        value = change(b.manifest)
        b.write_manifest(value if isinstance(value, bytes) else json.dumps(value).encode())

    return make


def with_first(**more):
    def change(m):
        m["components"][0].update(more)
        return m

    return manifest(change)


case("manifest-of-format-2")(manifest(lambda m: {**m, "format": 2}))
case("manifest-of-another-pack")(manifest(lambda m: {**m, "pack": "autre"}))
case("manifest-edition-of-controls")(manifest(lambda m: {**m, "edition": "\u202e\n\x1b"}))
case("manifest-without-components")(manifest(lambda m: {**m, "components": []}))
case("manifest-of-noise")(manifest(lambda m: random.Random(5).randbytes(5000)))
case("manifest-deep")(manifest(lambda m: b"[" * 1000000))
case("manifest-too-long")(manifest(lambda m: json.dumps({**m, "more": "x" * (3 * 1024 * 1024)}).encode()))
case("manifest-with-more", EITHER)(manifest(lambda m: {**m, "later": {"a": [1, 2, 3]}}))
case("manifest-keys-twice")(manifest(lambda m: json.dumps(m).encode()[:-1] + b', "format": 1}'))
case("manifest-component-twice")(manifest(lambda m: {**m, "components": m["components"] + m["components"][:1]}))
case("manifest-path-upwards")(with_first(name="../../../etc/passwd"))
case("manifest-path-absolute")(with_first(name="/etc/passwd"))
case("manifest-name-with-nul")(with_first(name="content\u0000.sqlite"))
case("manifest-name-too-long")(with_first(name="a" * 300))
case("manifest-length-negative")(with_first(length=-1))
case("manifest-length-huge")(with_first(length=2**62))
case("manifest-length-of-another")(with_first(length=12345))
case("manifest-hash-of-another")(with_first(sha256="0" * 64))
case("manifest-hash-like-a-path")(with_first(sha256="../" * 21 + "a"))
case("manifest-sites-of-none")(with_first(sites=[]))
case("manifest-five-thousand-components")(manifest(lambda m: {**m, "components": [
    {"name": "x/%d" % i, "length": 1, "sha256": hashlib.sha256(b"%d" % i).hexdigest()} for i in range(5000)]}))


@case("component-not-on-the-server")
def _(b):
    b.left_out.append("content.sqlite")
    b.sql("UPDATE place SET phone = '01'")


@case("content-not-in-the-manifest")
def _(b):
    b.manifest["components"] = [c for c in b.manifest["components"] if c["name"] != "content.sqlite"]


# ---- damaged files ----------------------------------------------------------------------------------------------


def flip(seed, count):
    def change(b):
        data = bytearray(b.bytes_of("content.sqlite"))
        rng = random.Random(seed)
        for _ in range(count):
            data[rng.randrange(100, len(data))] ^= 1 << rng.randrange(8)
        b.put("content.sqlite", bytes(data))

    return change


for _seed in range(6):
    case("bits-flipped-%d" % _seed, EITHER)(flip(_seed, 40 * (_seed + 1)))


def header(offset, data):
    def change(b):
        whole = bytearray(b.bytes_of("content.sqlite"))
        whole[offset:offset + len(data)] = data
        b.put("content.sqlite", bytes(whole))

    return change


case("content-cut")(lambda b: b.put("content.sqlite", b.bytes_of("content.sqlite")[: len(b.bytes_of("content.sqlite")) // 2 // 4096 * 4096]))
case("content-of-nothing")(lambda b: b.put("content.sqlite", b""))
case("content-that-is-none")(lambda b: b.put("content.sqlite", b"SQLite format 3\0" + b"x" * 5000))
case("content-with-a-journal", EITHER)(header(18, b"\x02\x02"))
case("content-of-odd-pages")(header(16, struct.pack(">H", 777)))
case("content-with-a-free-list")(header(32, struct.pack(">II", 2, 4000000)))
case("content-of-a-large-count")(header(28, struct.pack(">I", 2**31)))
case("picture-that-is-none", EITHER)(lambda b: [b.put(n, b"\x89PNG\r\n\x1a\n" + bytes(500)) for n in b.names() if n.endswith(".png")])
case("picture-of-a-billion-points", EITHER)(lambda b: [b.put(n, png(30000, 30000)) for n in b.names() if n.endswith(".png")])


def png(width, height):
    """All zero, so that it is small until it is opened."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    data = b"".join(packer.compress(row) for _ in range(min(height, 3000))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


# One of each kind, for every run of the tests.
SAMPLE = (
    "endless-view-words", "endless-view-place", "multiplying-strings", "generated-column", "five-megabytes-place-name", "hours-of-a-thousand-rules", "nothing-in-it",
    "body-of-hundred-thousand-spans", "site-infinite", "largest-rows", "bidirectional-controls", "a-nul-in-a-title", "map-endless-tiles",
    "map-tile-that-unpacks", "routes-of-noise", "manifest-deep", "bits-flipped-2",
)
assert len(CASES) >= 100 and set(SAMPLE) <= set(CASES)
