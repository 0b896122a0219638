/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/newcommunes.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"

struct addition {
	const struct known_commune *commune;
};

static int by_code(const void *a, const void *b)
{
	const struct addition *x = a;
	const struct addition *y = b;
	return strcmp(x->commune->insee, y->commune->insee);
}

/* Communes of the list that places are in and the pack has not, by their code. */
static size_t missing(struct pack *p, const struct communes *c, const struct placetable *places, struct addition **out)
{
	struct names seen = { 0 };
	size_t len = 0;
	*out = NULL;
	for (size_t i = 0; i < places->len; i++) {
		const char *insee = places->rows[i].value[PLACE_INSEE];
		int at = names_find(&c->by_insee, insee);
		if (!places->rows[i].gone && at >= 0 && !c->at[at].in_pack && names_add(&seen, insee, 1) < 0) {
			*PACK_PUSH(p->arena, *out, len) = (struct addition){ &c->at[at] };
		}
	}
	names_finish(&seen);
	if (len > 1) {
		qsort(*out, len, sizeof **out, by_code);
	}
	return len;
}

static void add_line(struct buf *out, const struct known_commune *c)
{
	placetable_add_field(out, c->insee);
	buf_add_char(out, ',');
	placetable_add_field(out, c->name);
	buf_printf(out, ",%s,%s\n", c->lat, c->lon);
}

bool newcommunes_print(struct pack *p, const struct communes *c, const struct placetable *places, struct buf *out,
		struct err *e)
{
	struct buf old = { 0 };
	struct addition *new = NULL;
	size_t len = missing(p, c, places, &new);
	if (!fs_read_file(pack_path(p, "communes.csv"), PACK_FILE_BYTES_MAX, &old, e)) {
		buf_finish(&old);
		return false;
	}
	size_t next = 0;
	bool header = true;
	for (const char *at = buf_text(&old), *end = at + old.len; at < end;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t line = newline ? (size_t)(newline - at) + 1 : (size_t)(end - at);
		/* Lines are in the order of codes; where they are not, a new one goes before the first greater. */
		while (!header && next < len &&
				strncmp(new[next].commune->insee, at, strlen(new[next].commune->insee)) < 0) {
			add_line(out, new[next++].commune);
		}
		buf_add(out, at, line);
		if (!newline) {
			buf_add_char(out, '\n');
		}
		header = false;
		at += line;
	}
	while (next < len) {
		add_line(out, new[next++].commune);
	}
	buf_finish(&old);
	return true;
}

static bool is_of_departments(const struct pack *p, const char *insee)
{
	for (size_t i = 0; i < p->territories_len; i++) {
		const struct pack_territory *t = &p->territories[i];
		if (!t->labelled && t->code[0] && str_starts(insee, t->code)) {
			return true;
		}
	}
	return false;
}

void newcommunes_print_coverage(const struct pack *p, const struct communes *c, const struct common *common,
		struct buf *out)
{
	struct addition *all = ARENA_ARRAY(p->arena, struct addition, c->len + 1);
	size_t len = 0;
	for (size_t i = 0; i < c->len; i++) {
		const struct known_commune *k = &c->at[i];
		if (is_of_departments(p, k->insee) && communes_by_code(c, common, k->insee) == k) {
			all[len++].commune = k;
		}
	}
	qsort(all, len, sizeof *all, by_code);
	buf_add_text(out, "insee,name,lat,lon\n");
	for (size_t i = 0; i < len; i++) {
		add_line(out, all[i].commune);
	}
}
