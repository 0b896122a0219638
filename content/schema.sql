-- SPDX-License-Identifier: GPL-3.0-or-later
-- content.sqlite: everything a kiosk shows but map tiles and pictures. Compiled into the programs that write and read it;
-- explained in FORMAT.md part 2. A file with another table, column or index is refused: whoever changes one raises
-- user_version, and readers keep taking the version before.
-- PRAGMA application_id = 0x42726e31 ("Brn1"), PRAGMA user_version = 1 (raised when a reader must change).
--
-- `row` is 47 bits of SHA-256("kind:id"): the same id keeps its row in every edition, so that a small edit changes few
-- pages of the file. Nothing here carries the time of the build. Dates are 'YYYY-MM-DD'. Masks are those of
-- store/catalogue.h. Search indexes are not shipped: the unit builds them.

CREATE TABLE meta (            -- pack, edition, timezone, licence, west, south, east, north, stale, stale.<theme.row>,
                               -- guide.verified, territory.networks, territory.themes (ids),
                               -- news.since, news.<kind>, dated.map, dated.routes (FORMAT.md)
	key TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE language (        -- 0 is the reference language
	lang INTEGER PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	rtl INTEGER NOT NULL
);

CREATE TABLE words (           -- every localized text: `field` of record `row` in language `lang`
	row INTEGER NOT NULL,      -- 0: of the pack itself
	field TEXT NOT NULL,       -- title summary name short publics label help reason bring attribution; of a contact: phone
	                           -- phone_cost phone_hours in_person contact_source contact_verified; of row 0: news.*
	lang INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (row, field, lang)
) WITHOUT ROWID;

CREATE TABLE string (          -- the interface's own words, from assets/strings/<language>.po
	key TEXT NOT NULL,
	lang INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (key, lang)
) WITHOUT ROWID;

CREATE TABLE theme (
	row INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	position INTEGER NOT NULL, -- order of the pack
	icon TEXT NOT NULL,
	professional INTEGER NOT NULL,
	home INTEGER NOT NULL
);

CREATE TABLE article (
	row INTEGER PRIMARY KEY,
	id TEXT NOT NULL,          -- theme/slug
	theme INTEGER NOT NULL,    -- theme.row
	position INTEGER NOT NULL, -- `order` of the reference version
	audiences INTEGER NOT NULL,
	level INTEGER NOT NULL,
	professional INTEGER NOT NULL,
	source TEXT NOT NULL,
	verified TEXT NOT NULL,
	valid_until TEXT           -- NULL: no end
);

CREATE TABLE article_version (
	row INTEGER PRIMARY KEY,   -- of "theme/slug.lang" or "theme/slug.lang.easy"
	article INTEGER NOT NULL,
	lang INTEGER NOT NULL,
	easy INTEGER NOT NULL,
	minutes INTEGER NOT NULL,  -- reading time
	title TEXT NOT NULL,
	summary TEXT NOT NULL,
	keywords TEXT NOT NULL,    -- separated by line feeds; for the search
	body BLOB NOT NULL         -- blocks, see store/article.c
);

CREATE UNIQUE INDEX article_version_article ON article_version (article, lang, easy);

CREATE TABLE article_network ( -- who can help
	article INTEGER NOT NULL,
	position INTEGER NOT NULL,
	network INTEGER NOT NULL,
	PRIMARY KEY (article, position)
) WITHOUT ROWID;

CREATE TABLE network (
	row INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	position INTEGER NOT NULL,
	symbol TEXT NOT NULL,
	audiences INTEGER NOT NULL,
	levels INTEGER NOT NULL,
	cep INTEGER NOT NULL,
	opacif INTEGER NOT NULL,
	article INTEGER,           -- article.row or NULL
	website TEXT
);

CREATE TABLE network_alias (   -- old and other names; for the search
	network INTEGER NOT NULL,
	position INTEGER NOT NULL,
	alias TEXT NOT NULL,
	PRIMARY KEY (network, position)
) WITHOUT ROWID;

CREATE TABLE territory (
	row INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	position INTEGER NOT NULL,
	labelled INTEGER NOT NULL,
	code TEXT NOT NULL
);

CREATE TABLE territory_department (
	territory INTEGER NOT NULL,
	position INTEGER NOT NULL,
	department INTEGER NOT NULL,
	PRIMARY KEY (territory, position)
) WITHOUT ROWID;

CREATE TABLE site (
	row INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	position INTEGER NOT NULL,
	lat REAL NOT NULL,
	lon REAL NOT NULL,
	place INTEGER,             -- place.row or NULL
	map_area TEXT,             -- component map/<map_area>.mbtiles
	territory INTEGER
);

CREATE TABLE place (
	row INTEGER PRIMARY KEY,
	id TEXT NOT NULL,
	network INTEGER NOT NULL,
	name TEXT NOT NULL,
	address TEXT NOT NULL,
	postcode TEXT NOT NULL,
	commune TEXT NOT NULL,
	insee TEXT NOT NULL,
	phone TEXT NOT NULL,
	email TEXT NOT NULL,
	website TEXT NOT NULL,
	audience_note TEXT NOT NULL,
	opening_hours TEXT NOT NULL, -- OSM syntax; '': unknown
	source TEXT NOT NULL,
	verified TEXT NOT NULL,
	access INTEGER NOT NULL,
	lat REAL NOT NULL,
	lon REAL NOT NULL,
	approximate INTEGER NOT NULL -- stands at its commune's centre
);

CREATE TABLE commune (
	insee TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	lat REAL NOT NULL,
	lon REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE synonym (
	grp INTEGER NOT NULL,
	position INTEGER NOT NULL,
	word TEXT NOT NULL,
	PRIMARY KEY (grp, position)
) WITHOUT ROWID;

CREATE TABLE guide_question (
	position INTEGER PRIMARY KEY,
	row INTEGER NOT NULL,      -- for `words`
	id TEXT NOT NULL
);

CREATE TABLE guide_answer (
	question INTEGER NOT NULL, -- guide_question.position
	position INTEGER NOT NULL,
	row INTEGER NOT NULL,
	id TEXT NOT NULL,
	icon TEXT,
	unknown INTEGER NOT NULL,
	PRIMARY KEY (question, position)
) WITHOUT ROWID;

CREATE TABLE guide_rule (
	position INTEGER PRIMARY KEY,
	row INTEGER NOT NULL,
	level INTEGER NOT NULL     -- 0 accueil, 1 conseil, 2 accompagnement
);

CREATE TABLE guide_when (      -- a question without a row here: any answer
	rule INTEGER NOT NULL,     -- guide_rule.position
	question INTEGER NOT NULL,
	answers INTEGER NOT NULL,  -- bit per accepted answer
	PRIMARY KEY (rule, question)
) WITHOUT ROWID;

CREATE TABLE guide_network (
	rule INTEGER NOT NULL,
	position INTEGER NOT NULL,
	row INTEGER NOT NULL,      -- for the words of `reason`
	network INTEGER NOT NULL,
	PRIMARY KEY (rule, position)
) WITHOUT ROWID;

CREATE TABLE guide_article (
	rule INTEGER NOT NULL,
	position INTEGER NOT NULL,
	article INTEGER NOT NULL,
	PRIMARY KEY (rule, position)
) WITHOUT ROWID;
