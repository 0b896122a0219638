/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search_rank.h"

#include <math.h>
#include <string.h>

#define METRES_PER_DEGREE 111195.0F
#define RADIANS (3.14159265F / 180)

enum {
	TOP_NETWORKS = 2,      /* before anything else */
	AROUND_METRES = 30000, /* of a town without places: what is farther is no answer */
	AROUND_LEAST = 3,      /* but so many are, wherever they are */
	PLACE_BAND = 10,       /* points: within them the nearer place is the better one */
};

#define TOP_SHARE 0.7F    /* of the best points of all: a network that is less is not what was asked for */
#define PART_SHARE 0.6F   /* of the best: what has less of the question is left out */
#define WHOLE_SHARE 0.5F  /* what only mentions the words, where something bears them in its name */
#define TOWN_SHARE 0.75F  /* where places stand in the town that was named: another name that begins so */
#define TITLE_BONUS 1.15F /* for a title that says nothing else */
#define THEME_BONUS 1.05F

/* What a question asks of the documents. */
struct demand {
	const struct match *m;
	const struct question *q;
	const struct search_asker *asker;
	unsigned places, texts; /* bits of the parts that a whole match has */
	bool any_place;         /* of a town alone: all places, by nearness */
	bool located;
	float lat, lon;    /* from where metres are counted */
	float metres_east; /* of a degree of longitude there */
	bool parts_only;   /* nothing has all */
	float best_whole, best_part;
	float least; /* points that a whole match has at least */
};

static enum rank_list list_of(uint8_t kind)
{
	return kind == HIT_NETWORK ? RANK_NETWORKS : kind == HIT_PLACE ? RANK_PLACES : RANK_TEXTS;
}

static unsigned towns_of(const struct question *q)
{
	unsigned towns = 0;
	for (int i = 0; i < q->parts_len; i++) {
		towns |= q->parts[i].kind == PART_NAME && q->parts[i].name->kind == NAME_TOWN ? 1U << i : 0;
	}
	return towns;
}

static bool is_shown(const struct demand *d, const struct search_doc *doc)
{
	return d->asker->professional || !doc->professional;
}

static unsigned needed(const struct demand *d, const struct search_doc *doc)
{
	return doc->kind == HIT_PLACE ? d->places : d->texts;
}

static float points_of(const struct demand *d, size_t i)
{
	const struct search_doc *doc = &d->m->index->docs[i];
	float points = d->m->score[i];
	if (doc->kind != HIT_PLACE && doc->words > 0 && d->m->title_words[i] >= doc->words) {
		points *= TITLE_BONUS;
	}
	return doc->kind == HIT_THEME ? points * THEME_BONUS : points;
}

static float metres_to(const struct demand *d, const struct search_doc *doc)
{
	if (!d->located || doc->kind != HIT_PLACE) {
		return 0;
	}
	float north = (doc->lat - d->lat) * METRES_PER_DEGREE;
	float east = (doc->lon - d->lon) * d->metres_east;
	return sqrtf(north * north + east * east);
}

/* False: it is left out. */
static bool judge(const struct demand *d, size_t i, struct ranked *out)
{
	const struct search_doc *doc = &d->m->index->docs[i];
	unsigned need = needed(d, doc);
	unsigned has = d->m->found[i] & need;
	bool anywhere = d->any_place && doc->kind == HIT_PLACE;
	if ((has == 0 && !anywhere) || !is_shown(d, doc)) {
		return false;
	}
	*out = (struct ranked){ .doc = (uint32_t)i, .tier = TIER_PARTS, .points = points_of(d, i) };
	if (has == need) {
		out->tier = (d->m->strong[i] & need) == need ? TIER_NAMED : TIER_WHOLE;
		if (out->points < d->least && !d->m->called[i]) {
			return false;
		}
	} else if (d->parts_only ? out->points < PART_SHARE * d->best_part
				 : doc->kind == HIT_PLACE || out->points <= d->best_whole) {
		return false;
	}
	bool place = doc->kind == HIT_PLACE;
	out->merit = (int)(place ? out->points / PLACE_BAND + 0.5F : out->points + 0.5F);
	out->metres = metres_to(d, doc);
	return true;
}

static bool is_better(const struct ranked *x, const struct ranked *y)
{
	if (x->tier != y->tier) {
		return x->tier < y->tier;
	}
	if (x->merit != y->merit) {
		return x->merit > y->merit;
	}
	if (x->metres != y->metres) {
		return x->metres < y->metres;
	}
	return x->doc < y->doc;
}

static void insert(struct ranking *r, enum rank_list list, const struct ranked *what)
{
	struct ranked *at = r->at[list];
	size_t i = r->len[list];
	if (i == SEARCH_HITS_MAX) {
		if (!is_better(what, &at[i - 1])) {
			return;
		}
		i--;
	} else {
		r->len[list]++;
	}
	for (; i > 0 && is_better(what, &at[i - 1]); i--) {
		at[i] = at[i - 1];
	}
	at[i] = *what;
}

/* The best points of a document that has all parts, and of one that has some. */
static void find_best(struct demand *d, bool town)
{
	bool any_whole = d->any_place;
	for (size_t k = 0; k < d->m->all_len; k++) {
		size_t i = d->m->all[k];
		const struct search_doc *doc = &d->m->index->docs[i];
		unsigned need = needed(d, doc);
		if ((d->m->found[i] & need) == 0 || !is_shown(d, doc)) {
			continue;
		}
		float points = points_of(d, i);
		bool whole = (d->m->found[i] & need) == need;
		any_whole |= whole;
		float *best = whole ? &d->best_whole : &d->best_part;
		*best = points > *best ? points : *best;
	}
	d->parts_only = !any_whole;
	d->least = (town ? TOWN_SHARE : WHOLE_SHARE) * d->best_whole;
}

/* A street that bears the town's name is not in it. */
static bool has_whole_place(const struct demand *d, unsigned towns)
{
	for (size_t k = 0; k < d->m->all_len; k++) {
		size_t i = d->m->all[k];
		if (d->m->index->docs[i].kind == HIT_PLACE && (d->m->found[i] & d->places) == d->places &&
				(d->m->strong[i] & towns) == towns) {
			return true;
		}
	}
	return false;
}

/* A town that was named and has none of the places: those around it are meant. */
static void look_around(struct demand *d, unsigned towns, struct ranking *out)
{
	for (int i = 0; i < d->q->parts_len && !out->around; i++) {
		out->around = towns & 1U << i ? d->q->parts[i].name : NULL;
	}
	d->located = true;
	d->lat = (float)out->around->lat;
	d->lon = (float)out->around->lon;
	d->places = d->m->known & ~towns;
	d->any_place = d->places == 0;
}

/* What is far from a town alone is no answer to its name. */
static void cut_far(struct ranking *r)
{
	size_t kept = 0;
	while (kept < r->len[RANK_PLACES] && (kept < AROUND_LEAST || r->at[RANK_PLACES][kept].metres < AROUND_METRES)) {
		kept++;
	}
	r->len[RANK_PLACES] = kept;
	r->totals[HIT_PLACE] = kept;
}

/* ---- one list out of three ---- */

static void move(struct ranking *r, enum rank_list list, size_t *at)
{
	r->merged[r->merged_len++] = r->at[list][(*at)++];
}

static void move_tier(struct ranking *r, enum rank_list list, size_t *at, enum tier tier)
{
	while (*at < r->len[list] && r->at[list][*at].tier == tier) {
		move(r, list, at);
	}
}

/* The first one left of a list, when it is named so and good enough; else NULL. */
static const struct ranked *first_named(const struct ranking *r, enum rank_list list, size_t at, float points)
{
	const struct ranked *next = &r->at[list][at];
	return at < r->len[list] && next->tier == TIER_NAMED && next->points >= points ? next : NULL;
}

/* A town or a day is asked of places. */
static bool asks_for_places(const struct question *q)
{
	for (int i = 0; i < q->parts_len; i++) {
		const struct part *p = &q->parts[i];
		if (p->kind == PART_NAME && p->name->kind != NAME_SYNONYM) {
			return true;
		}
	}
	return false;
}

/* Is the network one of those that come before anything else? Behind one that is called so, only another one. */
static bool is_top(const struct match *m, const struct ranking *r, size_t at, float points)
{
	const struct ranked *next = first_named(r, RANK_NETWORKS, at, points);
	if (!next || m->called[next->doc]) {
		return next != NULL;
	}
	return m->alike[next->doc] == 0 && (at == 0 || !m->called[r->at[RANK_NETWORKS][at - 1].doc]);
}

static void merge(const struct match *m, struct ranking *r, const struct question *q)
{
	size_t at[RANK_LISTS] = { 0 };
	float best = 0;
	for (int l = 0; l < RANK_LISTS; l++) {
		best = r->len[l] > 0 && r->at[l][0].points > best ? r->at[l][0].points : best;
	}
	if (asks_for_places(q)) {
		move_tier(r, RANK_PLACES, &at[RANK_PLACES], TIER_NAMED);
	}
	while (at[RANK_NETWORKS] < TOP_NETWORKS && is_top(m, r, at[RANK_NETWORKS], TOP_SHARE * best)) {
		move(r, RANK_NETWORKS, &at[RANK_NETWORKS]);
	}
	const struct ranked *place = first_named(r, RANK_PLACES, at[RANK_PLACES], 0);
	if (at[RANK_NETWORKS] > 0 && place && m->called[place->doc] && m->called[r->at[RANK_NETWORKS][0].doc]) {
		move(r, RANK_PLACES, &at[RANK_PLACES]);
	}
	for (enum tier tier = TIER_NAMED; tier <= TIER_PARTS; tier++) {
		move_tier(r, RANK_TEXTS, &at[RANK_TEXTS], tier);
		move_tier(r, RANK_NETWORKS, &at[RANK_NETWORKS], tier);
		move_tier(r, RANK_PLACES, &at[RANK_PLACES], tier);
	}
}

void rank_all(const struct match *m, const struct question *q, const struct search_asker *asker, struct ranking *out)
{
	unsigned towns = towns_of(q);
	unsigned known_towns = towns & m->known;
	struct demand d = { .m = m,
		.q = q,
		.asker = asker,
		.places = m->known,
		.texts = (m->known & ~towns) ? m->known & ~known_towns : m->known,
		.located = asker->located,
		.lat = (float)asker->lat,
		.lon = (float)asker->lon };
	memset(out, 0, sizeof *out);
	if (towns && (known_towns != towns || !has_whole_place(&d, towns))) {
		look_around(&d, towns, out);
	}
	d.metres_east = METRES_PER_DEGREE * cosf(d.lat * RADIANS);
	find_best(&d, towns && !out->around);
	/* Around a town those places are found as well that have nothing of the question. */
	size_t len = d.any_place ? m->index->docs_len : m->all_len;
	for (size_t k = 0; k < len; k++) {
		size_t i = d.any_place ? k : m->all[k];
		struct ranked r;
		if (judge(&d, i, &r)) {
			out->totals[m->index->docs[i].kind]++;
			insert(out, list_of(m->index->docs[i].kind), &r);
		}
	}
	if (d.any_place) {
		cut_far(out);
	}
	merge(m, out, q);
}
