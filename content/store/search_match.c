/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_match.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

enum { STRONG_POINTS = 50 };

/* Of a part by its byte (part_of): in the title, among the other names, in the text. */
#define WORTH(how, title, names, body)                                                                                 \
	[1 + (how)*FIELD_COUNT] = (title), [2 + (how)*FIELD_COUNT] = (names), [3 + (how)*FIELD_COUNT] = (body)
static const uint8_t points[1 + HOW_COUNT * FIELD_COUNT] = {
	WORTH(HOW_TOWN, 120, 120, 120),
	WORTH(HOW_DAY, 100, 100, 100),
	WORTH(HOW_NUMBER, 100, 100, 100),
	WORTH(HOW_EXACT, 100, 80, 25),
	WORTH(HOW_STEM, 95, 76, 23),
	WORTH(HOW_BEGUN, 80, 64, 18),
	WORTH(HOW_OTHER, 70, 56, 15),
};
_Static_assert(FIELD_TITLE == 0 && FIELD_NAMES == 1 && FIELD_BODY == 2, "the order of WORTH");

static uint8_t part_of(enum match_how how, enum posting_field field)
{
	return (uint8_t)(1 + (int)how * FIELD_COUNT + (int)field);
}

enum match_how match_how_of(uint8_t part, enum posting_field *field)
{
	*field = (enum posting_field)((part - 1) % FIELD_COUNT);
	return (enum match_how)((part - 1) / FIELD_COUNT);
}

int match_points(uint8_t part)
{
	return points[part];
}

bool match_open(struct match *m, const struct search_index *index, struct db *db, struct err *e)
{
	size_t len = index->docs_len + 1;
	*m = (struct match){ .index = index, .db = db };
	m->all = ARENA_ARRAY(index->arena, uint32_t, len);
	m->now = ARENA_ARRAY(index->arena, uint32_t, len);
	m->part = ARENA_ARRAY(index->arena, uint8_t, len);
	m->score = ARENA_ARRAY(index->arena, float, len);
	m->found = ARENA_ARRAY(index->arena, uint16_t, len);
	m->strong = ARENA_ARRAY(index->arena, uint16_t, len);
	m->alike = ARENA_ARRAY(index->arena, uint16_t, len);
	m->title_words = ARENA_ARRAY(index->arena, uint8_t, len);
	m->called = ARENA_ARRAY(index->arena, uint8_t, len);
	m->called_at = ARENA_ARRAY(index->arena, uint32_t, len);
	/* SQLite would take the key for any lang: the indexes are named. */
	m->exact = db_prepare(db, "SELECT docs FROM posting WHERE lang = ?1 AND word = ?2", e);
	m->stem = m->exact ? db_prepare(db,
					     "SELECT docs FROM posting INDEXED BY posting_stem WHERE lang = ?1 AND "
					     "stem = ?2",
					     e)
			   : NULL;
	m->begun = m->stem ? db_prepare(db,
					     "SELECT docs FROM posting WHERE lang = ?1 AND word > ?2 AND word < ?2 || "
					     "char(1114111)",
					     e)
			   : NULL;
	m->phone = m->begun ? db_prepare(db, "SELECT doc FROM phone WHERE digits >= ?1 AND digits < ?1 || ':'", e)
			    : NULL;
	m->sound = m->phone ? db_prepare(db,
					      "SELECT word, count FROM posting INDEXED BY posting_sound WHERE lang = "
					      "?1 AND sound = ?2 AND "
					      "sound "
					      "<> ''",
					      e)
			    : NULL;
	return m->sound != NULL;
}

void match_close(struct match *m)
{
	sqlite3_finalize(m->exact);
	sqlite3_finalize(m->stem);
	sqlite3_finalize(m->begun);
	sqlite3_finalize(m->phone);
	sqlite3_finalize(m->sound);
}

/* The better of what the document had and of what it has here. */
static void take(struct match *m, uint32_t doc, uint8_t part)
{
	if (doc >= m->index->docs_len) {
		return;
	}
	uint8_t had = m->part[doc];
	if (had == 0) {
		m->now[m->now_len++] = doc;
	}
	if (points[part] > points[had]) {
		m->part[doc] = part;
	}
}

static void forget_part(struct match *m)
{
	for (size_t i = 0; i < m->now_len; i++) {
		m->part[m->now[i]] = 0;
	}
	m->now_len = 0;
}

/* Steps through the rows of a statement that selects postings. */
static bool take_rows(struct match *m, sqlite3_stmt *s, enum match_how how, bool but_body, struct err *e)
{
	int code;
	while ((code = sqlite3_step(s)) == SQLITE_ROW) {
		const unsigned char *docs = sqlite3_column_blob(s, 0);
		struct posting_reader r = { .at = docs,
			.end = docs ? docs + sqlite3_column_bytes(s, 0) : NULL,
			.doc = UINT32_MAX };
		while (docs && posting_next(&r)) {
			if (!but_body || r.field != FIELD_BODY) {
				take(m, r.doc, part_of(how, r.field));
			}
		}
	}
	bool ok = code == SQLITE_DONE || db_fail(m->db, "search", e);
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return ok;
}

static bool take_all(struct match *m, sqlite3_stmt *s, int lang, const char *key, enum match_how how, bool but_body,
		struct err *e)
{
	sqlite3_bind_int(s, 1, lang);
	sqlite3_bind_text(s, 2, key, -1, SQLITE_STATIC);
	return take_rows(m, s, how, but_body, e);
}

static bool take_thing(struct match *m, const char *key, enum match_how how, struct err *e)
{
	return take_all(m, m->exact, POSTINGS_THINGS, key, how, false, e);
}

static bool take_word_in(struct match *m, const struct question *q, int i, unsigned lang, struct err *e)
{
	const struct word *w = &q->words[i];
	const char *stem = lang == q->lang ? q->stems[i] : q->first_stems[i].stem;
	bool one_letter = w->len <= 1; /* is in most texts: the names say enough */
	return take_all(m, m->exact, (int)lang, w->text, HOW_EXACT, one_letter && q->open[i], e) &&
	       take_all(m, m->stem, (int)lang, stem, HOW_STEM, one_letter && q->open[i], e) &&
	       (!q->open[i] || take_all(m, m->begun, (int)lang, w->text, HOW_BEGUN, one_letter, e));
}

static bool take_word(struct match *m, const struct question *q, int i, struct err *e)
{
	return take_word_in(m, q, i, q->lang, e) &&
	       (q->lang == LANGUAGE_MAIN || take_word_in(m, q, i, LANGUAGE_MAIN, e));
}

static bool take_days(struct match *m, const struct name *n, int weekday, struct err *e)
{
	unsigned days = (unsigned)n->group;
	if (days & (DAY_TODAY | DAY_TOMORROW)) {
		int day = (weekday + (n->group == DAY_TOMORROW ? 1 : 0)) % WEEKDAYS;
		days = weekday >= 0 ? 1U << day : 0;
	}
	m->days |= days;
	for (int day = 0; day < WEEKDAYS; day++) {
		char key[NAME_KEY_BYTES];
		name_day_key(day, key);
		if ((days & 1U << day) && !take_thing(m, key, HOW_DAY, e)) {
			return false;
		}
	}
	return true;
}

static bool take_synonym(struct match *m, unsigned lang, const struct name *n, enum match_how how, struct err *e)
{
	char key[NAME_KEY_BYTES];
	int things = POSTINGS_THINGS - (int)lang;
	name_key(n, key);
	if (!take_all(m, m->exact, things, key, how, false, e)) {
		return false;
	}
	name_group_key(n, key);
	return take_all(m, m->exact, things, key, HOW_OTHER, false, e);
}

static bool take_name(struct match *m, const struct question *q, const struct part *p, int weekday, struct err *e)
{
	char key[NAME_KEY_BYTES];
	if (p->len == 1 && !take_word(m, q, p->from, e)) {
		return false;
	}
	switch (p->name->kind) {
	case NAME_TOWN:
		name_group_key(p->name, key);
		return take_thing(m, key, HOW_TOWN, e);
	case NAME_DAY:
		return take_days(m, p->name, weekday, e);
	case NAME_SYNONYM:
	case NAME_KINDS:
		break;
	}
	enum match_how how = p->len > 1 ? HOW_EXACT : HOW_STEM;
	return take_synonym(m, q->lang, p->name, how, e) &&
	       (q->lang == LANGUAGE_MAIN || take_synonym(m, LANGUAGE_MAIN, p->name, how, e));
}

static bool take_number(struct match *m, const struct question *q, const struct part *p, struct err *e)
{
	if (p->len == 1 && !take_word(m, q, p->from, e)) {
		return false;
	}
	sqlite3_bind_text(m->phone, 1, p->digits, -1, SQLITE_STATIC);
	int code;
	while ((code = sqlite3_step(m->phone)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(m->phone, 0);
		take(m, id > 0 && id < UINT32_MAX ? (uint32_t)(id - 1) : UINT32_MAX, part_of(HOW_NUMBER, FIELD_TITLE));
	}
	bool ok = code == SQLITE_DONE || db_fail(m->db, "search", e);
	sqlite3_reset(m->phone);
	sqlite3_clear_bindings(m->phone);
	return ok;
}

static bool take_part(struct match *m, const struct question *q, const struct part *p, int weekday, struct err *e)
{
	switch (p->kind) {
	case PART_NAME:
		return take_name(m, q, p, weekday, e);
	case PART_NUMBER:
		return take_number(m, q, p, e);
	case PART_WORD:
		break;
	}
	return take_word(m, q, p->from, e);
}

/* Adds part `i` to the documents' scores. Returns its weight: a part says the more the fewer documents have it. */
static float add_part(struct match *m, const struct part *p, int i)
{
	if (m->now_len == 0) {
		return 0;
	}
	m->known |= 1U << i;
	uint16_t bit = (uint16_t)(1U << i);
	float weight = log2f(1 + (float)m->index->docs_len / (float)m->now_len);
	for (size_t k = 0; k < m->now_len; k++) {
		uint32_t d = m->now[k];
		int worth = points[m->part[d]];
		enum posting_field field;
		bool alike = match_how_of(m->part[d], &field) == HOW_OTHER;
		if (m->found[d] == 0) {
			m->all[m->all_len++] = d;
		}
		m->score[d] += weight * (float)worth;
		m->found[d] |= bit;
		m->strong[d] |= worth >= STRONG_POINTS ? bit : 0;
		m->alike[d] |= alike ? bit : 0;
		m->title_words[d] = (uint8_t)(m->title_words[d] + (field == FIELD_TITLE ? p->len : 0));
	}
	return weight;
}

static void forget_all(struct match *m)
{
	for (size_t k = 0; k < m->all_len; k++) {
		uint32_t d = m->all[k];
		m->score[d] = 0;
		m->found[d] = m->strong[d] = m->alike[d] = 0;
		m->title_words[d] = 0;
	}
	for (size_t k = 0; k < m->called_len; k++) {
		m->called[m->called_at[k]] = 0;
	}
	m->all_len = m->called_len = 0;
	m->known = 0;
}

static bool take_called(struct match *m, const struct name *n, struct err *e)
{
	char key[CALL_KEY_BYTES];
	name_call_key(n, key);
	bool ok = take_thing(m, key, HOW_EXACT, e);
	for (size_t k = 0; k < m->now_len; k++) {
		uint32_t d = m->now[k];
		if (!m->called[d]) {
			m->called[d] = 1;
			m->called_at[m->called_len++] = d;
		}
	}
	forget_part(m);
	return ok;
}

/* Documents that are called as the whole question says, or as another name of what it says. */
static bool find_called(struct match *m, const struct question *q, struct err *e)
{
	struct name whole = { .len = 0 };
	if (q->len == 0 || q->len > NAME_WORDS_MAX) {
		return true;
	}
	for (int i = 0; i < q->len; i++) {
		whole.stems[whole.len++] = q->first_stems[i].stem;
	}
	bool ok = take_called(m, &whole, e);
	const struct name *said = q->parts_len == 1 ? q->parts[0].name : NULL;
	const struct name_list *names = &m->index->names;
	for (size_t i = 0; ok && said && said->kind == NAME_SYNONYM && i < names->len; i++) {
		const struct name *other = &names->at[i];
		ok = other->kind != NAME_SYNONYM || other->group != said->group || take_called(m, other, e);
	}
	return ok;
}

bool match_run(struct match *m, const struct question *q, int weekday, struct err *e)
{
	size_t len = m->index->docs_len;
	float weights = 0;
	match_forget(m);
	if (!find_called(m, q, e)) {
		return false;
	}
	for (int i = 0; i < q->parts_len; i++) {
		if (!take_part(m, q, &q->parts[i], weekday, e)) {
			return false;
		}
		weights += add_part(m, &q->parts[i], i);
		if (m->explained) {
			memcpy(m->explained + (size_t)i * len, m->part, len);
		}
		forget_part(m);
	}
	for (size_t k = 0; weights > 0 && k < m->all_len; k++) {
		m->score[m->all[k]] /= weights;
	}
	return true;
}

void match_forget(struct match *m)
{
	forget_part(m);
	forget_all(m);
	m->days = 0;
}
