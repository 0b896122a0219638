/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/communes.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "compile/distance.h"

static const char *known_as(const struct word_pairs *pairs, const char *from)
{
	for (size_t i = 0; i < pairs->len; i++) {
		if (str_equal(pairs->at[i].from, from)) {
			return pairs->at[i].to;
		}
	}
	return NULL;
}

/* The words of a name without "cedex 9", with "saint" for "st". */
static const char *folded_name(const struct common *common, struct arena *a, const char *name)
{
	const char *words = words_in_full(&common->words, a, name);
	struct buf out = { 0 };
	for (const char *at = words; *at;) {
		size_t len = strcspn(at, " ");
		const char *word = arena_strndup(a, at, len);
		bool number = strspn(word, "0123456789") == len;
		at += len + strspn(at + len, " ");
		if (words_find(&common->ignored, word) >= 0) {
			break; /* what follows it is the number of an office */
		}
		if (!number || out.len == 0) {
			buf_printf(&out, "%s%s", out.len ? " " : "", word);
		}
	}
	const char *folded = arena_strdup(a, buf_text(&out));
	buf_finish(&out);
	return folded;
}

static void add(struct communes *c, const struct common *common, struct arena *a, struct known_commune new)
{
	if (names_add(&c->by_insee, new.insee, (int)c->len) >= 0) {
		return;
	}
	new.folded = folded_name(common, a, new.name);
	new.lat = arena_printf(a, "%.5f", new.y);
	new.lon = arena_printf(a, "%.5f", new.x);
	*PACK_PUSH(a, c->at, c->len) = new;
}

static void split_postcodes(struct arena *a, struct known_commune *c, const char *text, const char *separator)
{
	for (const char *at = text; *at;) {
		size_t len = strcspn(at, separator);
		if (len > 0) {
			*PACK_PUSH(a, c->postcodes, c->postcodes_len) = arena_strndup(a, at, len);
		}
		at += len + (at[len] != '\0');
	}
}

static bool read_list(struct communes *c, struct pack *p, const struct common *common, const char *path, struct err *e)
{
	struct outside o;
	struct csv_row row;
	if (!outside_open(&o, &p->report, p->arena, path, e)) {
		return false;
	}
	const struct communes_form *f = &common->communes;
	const char *const names[] = { f->insee, f->name, f->postcodes, f->lat, f->lon };
	int at[ARRAY_LEN(names)];
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		at[i] = names[i] ? outside_column(&o, names[i]) : -1;
		if (at[i] < 0) {
			return fail(e, "%s:1: no column '%s', which communes: of import/common.yaml names", path,
					names[i] ? names[i] : "");
		}
	}
	while (outside_next(&o, &row)) {
		struct known_commune new = { .insee = row.fields[at[0]], .name = row.fields[at[1]] };
		if (!str_to_double(row.fields[at[3]], &new.y) || !str_to_double(row.fields[at[4]], &new.x) ||
				fabs(new.y) > 90 || fabs(new.x) > 180 || !new.insee[0] || !new.name[0]) {
			report_warning(&p->report, path, row.line,
					"a commune without code, name or position. It is left out");
			continue;
		}
		split_postcodes(p->arena, &new, row.fields[at[2]], f->separator);
		int known = names_find(&c->by_insee, new.insee);
		if (known >= 0) { /* the pack's own name and centre stay */
			c->at[known].postcodes = new.postcodes;
			c->at[known].postcodes_len = new.postcodes_len;
		} else {
			new.name = words_tidy(&common->words, p->arena, new.name);
			add(c, common, p->arena, new);
		}
	}
	return true;
}

bool communes_read(struct communes *c, struct pack *p, const struct common *common, const char *path, struct err *e)
{
	*c = (struct communes){ 0 };
	for (size_t i = 0; i < p->communes_len; i++) {
		const struct pack_commune *pc = &p->communes[i];
		add(c, common, p->arena,
				(struct known_commune){ .insee = pc->insee,
						.name = pc->name,
						.y = pc->lat,
						.x = pc->lon,
						.in_pack = true });
	}
	return !path || read_list(c, p, common, path, e);
}

void communes_finish(struct communes *c)
{
	names_finish(&c->by_insee);
	*c = (struct communes){ 0 };
}

const struct known_commune *communes_by_code(const struct communes *c, const struct common *common, const char *insee)
{
	const char *now = known_as(&common->merged, insee);
	int at = names_find(&c->by_insee, now ? now : insee);
	return at < 0 ? NULL : &c->at[at];
}

/* Characters that a postcode has in common with the nearest of the commune's. */
static size_t nearness(const struct known_commune *c, const char *postcode)
{
	size_t best = 0;
	for (size_t i = 0; i < c->postcodes_len; i++) {
		size_t same = 0;
		while (postcode[same] && postcode[same] == c->postcodes[i][same]) {
			same++;
		}
		best = same > best ? same : best;
	}
	return best;
}

const struct known_commune *communes_by_name(const struct communes *c, const struct common *common, struct arena *a,
		const char *name, const char *postcode)
{
	const char *folded = folded_name(common, a, name);
	const char *now = known_as(&common->former, folded);
	if (now) {
		return communes_by_code(c, common, now);
	}
	const struct known_commune *best = NULL;
	size_t best_near = 0;
	bool tie = false;
	for (size_t i = 0; folded[0] && i < c->len; i++) {
		if (!str_equal(c->at[i].folded, folded)) {
			continue;
		}
		size_t near = nearness(&c->at[i], postcode);
		tie = best && near == best_near;
		if (!best || near > best_near) {
			best = &c->at[i];
			best_near = near;
		}
	}
	/* A name alone may be of another region: the postcode has to begin alike, where both are known. */
	bool contradicts = best && best->postcodes_len > 0 && postcode[0] && best_near < 2;
	return tie || contradicts ? NULL : best;
}

bool commune_has_postcode(const struct known_commune *c, const char *postcode)
{
	for (size_t i = 0; i < c->postcodes_len; i++) {
		if (str_equal(c->postcodes[i], postcode)) {
			return true;
		}
	}
	return false;
}

bool communes_know_postcode(const struct communes *c, const char *postcode)
{
	for (size_t i = 0; i < c->len; i++) {
		if (commune_has_postcode(&c->at[i], postcode)) {
			return true;
		}
	}
	return false;
}

double commune_distance_km(const struct known_commune *c, double lat, double lon)
{
	return distance_km(c->y, c->x, lat, lon);
}
