-- SPDX-License-Identifier: GPL-3.0-or-later
-- routes.sqlite: how to walk from each kiosk to the places around it. Compiled into the programs that write and read it; explained in FORMAT.md part 2.
-- PRAGMA application_id = 0x42726e32 ("Brn2"), PRAGMA user_version = 1 (raised when a reader must change).
--
-- `site` and `place` are the rows of content.sqlite. One record a route, complete in itself: an edit of a street
-- touches the routes that use it and no other page.

CREATE TABLE origin (          -- the sites that lie on the extract's ways: for them, a place without a route has no path
	site INTEGER PRIMARY KEY,
	reach INTEGER NOT NULL     -- metres: how far was looked
);

CREATE TABLE beyond (          -- places nearer than `reach` as the crow flies, to which the shortest known way is longer than that
	site INTEGER NOT NULL,     -- files of earlier compilers have no such table
	place INTEGER NOT NULL,
	PRIMARY KEY (site, place)
) WITHOUT ROWID;

CREATE TABLE route (
	site INTEGER NOT NULL,
	variant INTEGER NOT NULL,  -- 0 shortest, 1 without steps; 1 is absent when 0 does it or there is none
	place INTEGER NOT NULL,
	metres INTEGER NOT NULL,   -- along the line, its straight ends included
	seconds INTEGER NOT NULL,  -- at 80 m a minute, half of that on steps
	flags INTEGER NOT NULL,    -- 1: has steps; 2: is free of steps and obstacles as far as the map knows
	start_gap INTEGER NOT NULL,-- metres from the kiosk straight to the first way
	end_gap INTEGER NOT NULL,  -- metres from the last way straight to the place
	line BLOB NOT NULL,        -- points, see store/route.c
	steps BLOB NOT NULL,       -- instructions, the same
	PRIMARY KEY (site, variant, place)
) WITHOUT ROWID;
