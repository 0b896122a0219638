/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/merge.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "import/gathered.h"
#include "import/likeness.h"

/* ---- reading ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of sources that have a mapping and a memory, but for the one at hand; in the order of the alphabet. */
static bool other_sources(const struct merge *m, const char *dir, const char **names, size_t *len, struct err *e)
{
	DIR *d = opendir(dir);
	if (!d) {
		return fail_errno(e, "read %s", dir);
	}
	bool ok = true;
	for (const struct dirent *entry; ok && (entry = readdir(d)) != NULL;) {
		const char *file = entry->d_name;
		size_t stem = strlen(file) > 4 ? strlen(file) - 4 : 0;
		if (file[0] == '.' || !str_ends(file, ".csv") || stem == 0) {
			continue;
		}
		const char *name = arena_strndup(m->pack->arena, file, stem);
		if (str_equal(name, m->source) || !fs_exists(arena_printf(m->pack->arena, "%s/%s.yaml", dir, name))) {
			continue;
		}
		ok = *len < MERGE_MEMORIES_MAX || fail(e, "%s: more than %d sources", dir, MERGE_MEMORIES_MAX);
		if (ok) {
			names[(*len)++] = name;
		}
	}
	(void)closedir(d);
	qsort(names, *len, sizeof *names, by_name);
	return ok;
}

bool merge_open(struct merge *m, struct pack *p, const struct words *words, const char *source, struct err *e)
{
	*m = (struct merge){ .pack = p, .words = words, .source = source, .account = { .arena = p->arena } };
	const char *dir = pack_path(p, "import");
	const char *names[MERGE_MEMORIES_MAX] = { NULL };
	const char *own = arena_printf(p->arena, "%s/%s.csv", dir, source);
	if (!other_sources(m, dir, names, &m->others_len, e) ||
			!placetable_read(&m->places, p->arena, pack_path(p, "places.csv"), false, e) ||
			!placetable_read(&m->before, p->arena, own, true, e)) {
		return false;
	}
	placetable_begin(&m->now, p->arena, own, true);
	for (size_t i = 0; i < m->others_len; i++) {
		const char *file = arena_printf(p->arena, "%s/%s.csv", dir, names[i]);
		if (!placetable_read(&m->others[i], p->arena, file, true, e)) {
			return false;
		}
	}
	return true;
}

/* ---- which place a record is ---- */

struct joiner {
	struct merge *m;
	const struct record *records;
	size_t len;
	const char **ids;                          /* of each record; NULL: not known yet */
	struct likeness_side *sides, *place_sides; /* of each record, of each row of places.csv */
	struct names places;                       /* id -> row of places.csv */
	struct names taken;                        /* id -> first record of this source that is it */
};

static void take(struct joiner *j, size_t record, const char *id)
{
	j->ids[record] = id;
	(void)names_add(&j->taken, id, (int)record);
}

/* Records keep the place they were at the last import. */
static void recall(struct joiner *j)
{
	struct names keys = { 0 };
	for (size_t i = 0; i < j->m->before.len; i++) {
		(void)names_add(&keys, j->m->before.rows[i].key, (int)i);
	}
	for (size_t i = 0; i < j->len; i++) {
		int row = names_find(&keys, j->records[i].key);
		if (row >= 0) {
			take(j, i, j->m->before.rows[row].value[PLACE_ID]);
		}
	}
	names_finish(&keys);
}

/* The place of places.csv that the record is most like. */
static const char *like_place(const struct joiner *j, size_t record)
{
	const struct merge *m = j->m;
	const char *best = NULL;
	enum likeness best_like = LIKE_NOT;
	for (size_t i = 0; i < m->places.len; i++) {
		const char *const *value = m->places.rows[i].value;
		enum likeness like = likeness_of(&j->sides[record], &j->place_sides[i]);
		/* Another record of this source is that place: two records of one source are one only if surely. */
		if (like == LIKE_PERHAPS && names_find(&j->taken, value[PLACE_ID]) >= 0) {
			continue;
		}
		if (like > best_like) {
			best = value[PLACE_ID];
			best_like = like;
		}
	}
	return best;
}

/* An earlier record of the same file that is the same place. */
static const char *like_record(const struct joiner *j, size_t record)
{
	for (size_t i = 0; i < j->len; i++) {
		if (i != record && j->ids[i] && !j->records[i].fill &&
				likeness_of(&j->sides[record], &j->sides[i]) == LIKE_SURELY) {
			return j->ids[i];
		}
	}
	return NULL;
}

static void place(struct joiner *j, size_t i)
{
	const struct record *r = &j->records[i];
	struct account *account = &j->m->account;
	const char *own = r->value[PLACE_ID];
	const char *id = names_find(&j->places, own) >= 0 ? own : like_place(j, i);
	if (!id) {
		id = like_record(j, i);
	}
	if (id && !str_equal(id, own)) {
		account_add(account, ACCOUNT_JOINED, "line %d, %s: is %s, %s", r->line, r->key, id,
				r->value[PLACE_NAME]);
	}
	if (!id && r->fill) {
		account_add(account, ACCOUNT_LEFT, "line %d, %s: no newer source has it: %s, %s", r->line, r->key,
				r->value[PLACE_NAME], r->value[PLACE_ADDRESS]);
		return;
	}
	take(j, i, id ? id : own);
}

static void remember(struct merge *m, const struct joiner *j)
{
	for (size_t i = 0; i < j->len; i++) {
		if (!j->ids[i]) {
			continue;
		}
		struct placerow *row = placetable_add(&m->now);
		memcpy(row->value, j->records[i].value, sizeof row->value);
		row->value[PLACE_ID] = j->ids[i];
		row->key = j->records[i].key;
		row->fill = j->records[i].fill;
	}
}

/* ---- value by value ---- */

enum { METRES_OF_A_DEGREE = 111000, SAME_POINT_M = 3 };

/* Degrees that were rounded another way are the same. */
static bool same_value(int column, const char *x, const char *y)
{
	double a;
	double b;
	bool degrees = (column == PLACE_LAT || column == PLACE_LON) && str_to_double(x, &a) && str_to_double(y, &b);
	return degrees ? fabs(a - b) * METRES_OF_A_DEGREE < SAME_POINT_M : str_equal(x, y);
}

static void set(struct placerow *row, int column, const char *value)
{
	row->value[column] = value;
	row->raw = NULL;
}

/* `said` is what the sources said before; NULL: nothing. */
static void follow(struct merge *m, struct placerow *row, const struct placerow *said, const struct placerow *say)
{
	const char *id = row->value[PLACE_ID];
	for (int c = 0; c < PLACE_COLUMNS; c++) {
		const char *mine = row->value[c];
		const char *before = said ? said->value[c] : "";
		if (c == PLACE_ID || same_value(c, mine, say->value[c])) {
			continue;
		}
		if (same_value(c, mine, before)) {
			account_add(&m->account, ACCOUNT_CHANGED, "%s: %s '%s' is now '%s'", id, place_columns[c].name,
					mine, say->value[c]);
			set(row, c, say->value[c]);
		} else if (say->value[c][0] || before[0]) {
			account_add(&m->account, ACCOUNT_KEPT, "%s: %s '%s' (the source says '%s')", id,
					place_columns[c].name, mine, say->value[c]);
		}
	}
}

/* No source has the place any more. */
static void forget(struct merge *m, struct placerow *row, const struct placerow *said)
{
	for (int c = 0; c < PLACE_COLUMNS; c++) {
		if (c != PLACE_ID && !same_value(c, row->value[c], said->value[c])) {
			account_add(&m->account, ACCOUNT_KEPT,
					"%s: no source has it any more, and its %s '%s' was written by hand. Remove it "
					"by hand if it is no more",
					row->value[PLACE_ID], place_columns[c].name, row->value[c]);
			return;
		}
	}
	account_add(&m->account, ACCOUNT_REMOVED, "%s: %s, %s, %s", row->value[PLACE_ID], row->value[PLACE_NAME],
			row->value[PLACE_ADDRESS], row->value[PLACE_COMMUNE]);
	row->gone = true;
}

/* Which source gives what of a place that several have. */
static void account_lent(struct merge *m, const struct placerow *place, const char *lent)
{
	if (lent[0]) {
		account_add(&m->account, ACCOUNT_JOINED, "%s: %s; the rest of '%s'", place->value[PLACE_ID], lent,
				place->value[PLACE_SOURCE]);
	}
}

static void add_new(struct merge *m, const struct joiner *j, const struct gathered *said, const struct gathered *say)
{
	struct arena *a = m->pack->arena;
	struct names done = { 0 };
	for (size_t i = 0; i < m->now.len; i++) {
		const char *id = m->now.rows[i].value[PLACE_ID];
		struct placerow before;
		struct placerow new;
		const char *lent = "";
		if (names_find(&j->places, id) >= 0 || names_add(&done, id, 1) >= 0 ||
				!gathered_say(say, a, id, &new, &lent)) {
			continue;
		}
		if (gathered_say(said, a, id, &before, NULL)) {
			account_add(&m->account, ACCOUNT_KEPT, "%s: was removed by hand, and stays away: %s", id,
					new.value[PLACE_NAME]);
			continue;
		}
		account_lent(m, &new, lent);
		struct placerow *row = placetable_add(&m->places);
		memcpy(row->value, new.value, sizeof row->value);
		account_add(&m->account, ACCOUNT_ADDED, "%s: %s, %s, %s %s", id, new.value[PLACE_NAME],
				new.value[PLACE_ADDRESS], new.value[PLACE_POSTCODE], new.value[PLACE_COMMUNE]);
	}
	names_finish(&done);
}

static void bring_up(struct merge *m, const struct joiner *j)
{
	struct arena *a = m->pack->arena;
	const struct placetable *memories[MERGE_MEMORIES_MAX + 1];
	size_t len = 0;
	memories[len++] = &m->before;
	for (size_t i = 0; i < m->others_len; i++) {
		memories[len++] = &m->others[i];
	}
	struct gathered said;
	struct gathered say;
	gathered_make(&said, a, memories, len);
	memories[0] = &m->now;
	gathered_make(&say, a, memories, len);
	struct names own = { 0 }; /* places that this source has or had: others are not its business */
	for (size_t i = 0; i < m->before.len; i++) {
		(void)names_add(&own, m->before.rows[i].value[PLACE_ID], 1);
	}
	for (size_t i = 0; i < m->now.len; i++) {
		(void)names_add(&own, m->now.rows[i].value[PLACE_ID], 1);
	}
	for (size_t i = 0, rows = m->places.len; i < rows; i++) {
		struct placerow *row = &m->places.rows[i];
		if (names_find(&own, row->value[PLACE_ID]) < 0) {
			continue;
		}
		struct placerow before;
		struct placerow now;
		bool had = gathered_say(&said, a, row->value[PLACE_ID], &before, NULL);
		const char *lent = "";
		if (gathered_say(&say, a, row->value[PLACE_ID], &now, &lent)) {
			account_lent(m, &now, lent);
			follow(m, row, had ? &before : NULL, &now);
		} else if (had) {
			forget(m, row, &before);
		}
	}
	names_finish(&own);
	add_new(m, j, &said, &say);
}

static void prepare(struct joiner *j)
{
	const struct merge *m = j->m;
	j->sides = mem_zalloc(j->len + 1, sizeof *j->sides);
	j->place_sides = mem_zalloc(m->places.len + 1, sizeof *j->place_sides);
	for (size_t i = 0; i < j->len; i++) {
		likeness_prepare(&j->sides[i], m->words, m->pack->arena, j->records[i].value);
	}
	for (size_t i = 0; i < m->places.len; i++) {
		likeness_prepare(&j->place_sides[i], m->words, m->pack->arena, m->places.rows[i].value);
	}
}

void merge_run(struct merge *m, const struct record *records, size_t len)
{
	struct joiner j = { .m = m, .records = records, .len = len };
	j.ids = mem_zalloc(len + 1, sizeof *j.ids);
	for (size_t i = 0; i < m->places.len; i++) {
		(void)names_add(&j.places, m->places.rows[i].value[PLACE_ID], (int)i);
	}
	recall(&j);
	prepare(&j);
	for (size_t i = 0; i < len; i++) {
		if (!j.ids[i]) {
			place(&j, i);
		}
	}
	remember(m, &j);
	bring_up(m, &j);
	names_finish(&j.places);
	names_finish(&j.taken);
	free(j.sides);
	free(j.place_sides);
	free(j.ids);
}
