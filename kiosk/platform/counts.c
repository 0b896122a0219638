/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/counts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/sha256.h"
#include "base/str.h"

#define LOG_MODULE "counts"
#include "base/log.h"

enum { SALT_BYTES = 16, VAIN_MAX = 512, MINUTE_US = 60000000, SECOND_US = 1000000 };

/* What was searched in vain by fewer than USAGE_LEAST visits, as hashes with a salt of this process: the words are
 * neither in memory nor on the disk. */
struct vain {
	uint64_t hash;
	unsigned visits;
};

struct counts {
	char *state_dir, *run_dir;
	struct filewriter *writer;
	struct usage usage;   /* months, and what days have of USAGE_LEAST and more */
	struct usage day;     /* of today, not yet in `usage`: in memory alone */
	struct usage reports; /* by day */
	struct usage_period today;
	int reports_today;
	bool dirty;
	int64_t written_us;
	uint8_t salt[SALT_BYTES];
	struct vain vain[VAIN_MAX];
	int vain_len;
};

static struct usage_period day_of(const struct tm *local)
{
	return (struct usage_period){ (int16_t)(local->tm_year + 1900), (int8_t)(local->tm_mon + 1),
		(int8_t)local->tm_mday };
}

static struct usage_period month_of(struct usage_period day)
{
	day.day = 0;
	return day;
}

static struct usage_period months_before(struct usage_period period, int months)
{
	int month = period.year * 12 + period.month - 1 - months;
	return (struct usage_period){ (int16_t)(month / 12), (int8_t)(month % 12 + 1), 0 };
}

/* ---- files ---- */

static void read_file(const struct counts *c, const char *name, struct usage *out)
{
	CLEANUP(free_ptr) char *path = c->state_dir ? fs_join(c->state_dir, name) : NULL;
	struct buf text = { 0 };
	struct err e;
	if (path && fs_exists(path) &&
			(!fs_read_file(path, USAGE_BYTES_MAX, &text, &e) ||
					!usage_parse(buf_text(&text), text.len, out, &e))) {
		log_warn("%s: %s. It is counted from nothing again", name, e.message);
	}
	buf_finish(&text);
}

static void tell(const struct counts *c, const char *name, const struct usage *u, uint32_t least)
{
	struct buf text = { 0 };
	struct err e;
	usage_write(u, least, &text);
	if (c->run_dir && !rundir_write(c->run_dir, RUNDIR_UI, name, buf_text(&text), text.len, &e)) {
		log_warn("the daemon is not told of %s: %s", name, e.message);
	}
	buf_finish(&text);
}

/* `least` of what is told outside of the kiosk's own files. */
static void write_file(const struct counts *c, const char *name, struct usage *u, uint32_t least)
{
	CLEANUP(free_ptr)
	char *path = c->state_dir && access(c->state_dir, W_OK | X_OK) == 0 ? fs_join(c->state_dir, name) : NULL;
	struct buf text = { 0 };
	usage_sort(u);
	usage_write(u, 1, &text);
	if (path) {
		filewriter_put(c->writer, path, &text, "a restart forgets the newest counts");
	}
	buf_finish(&text);
	tell(c, name, u, least);
}

/* ---- days ---- */

/* A day's count is kept once it is large enough to be no single person's. */
static void keep_day(struct counts *c)
{
	size_t left = 0;
	for (size_t i = 0; i < c->day.len; i++) {
		const struct usage_row *r = &c->day.at[i];
		if (r->count >= USAGE_LEAST || usage_count(&c->usage, r->period, r->what, r->key) > 0) {
			usage_add(&c->usage, r->period, r->what, r->key, r->count);
		} else {
			c->day.at[left++] = *r;
		}
	}
	c->day.len = left;
}

static void write_usage(struct counts *c, int64_t now_us)
{
	keep_day(c);
	write_file(c, "usage.tsv", &c->usage, USAGE_LEAST);
	c->dirty = false;
	c->written_us = now_us;
}

static void turn_day(struct counts *c, struct usage_period today)
{
	keep_day(c);
	usage_finish(&c->day); /* what is left was too small to be kept by day; its month has it */
	usage_forget(&c->usage, months_before(today, COUNTS_MONTHS));
	usage_forget(&c->reports, months_before(today, COUNTS_REPORT_MONTHS));
	if (c->today.month != today.month) {
		explicit_bzero(c->vain, sizeof c->vain);
		c->vain_len = 0;
	}
	c->today = today;
	c->reports_today = 0;
}

static void count(struct counts *c, enum usage_what what, const char *key, uint32_t by)
{
	if (by > 0) {
		usage_add(&c->usage, month_of(c->today), what, key, by);
		usage_add(&c->day, c->today, what, key, by);
	}
}

/* ---- words ---- */

/* Small letters, one space between words. */
static void normalise(char *word)
{
	char *to = word;
	for (const char *from = word; *from; from++) {
		bool space = *from == ' ';
		if (!space || (to > word && to[-1] != ' ')) {
			*to++ = space ? ' ' : (char)tolower((unsigned char)*from);
		}
	}
	to -= to > word && to[-1] == ' ';
	*to = '\0';
}

static uint64_t salted(const struct counts *c, const char *word)
{
	uint8_t digest[SHA256_BYTES];
	char text[SALT_BYTES + VISIT_WORDS_BYTES];
	memcpy(text, c->salt, SALT_BYTES);
	str_cut(text + SALT_BYTES, sizeof text - SALT_BYTES, word);
	sha256_of(text, SALT_BYTES + strlen(text + SALT_BYTES), digest);
	explicit_bzero(text, sizeof text);
	uint64_t hash;
	memcpy(&hash, digest, sizeof hash);
	return hash;
}

/* How many visits have searched for it, this one included. */
static unsigned visits_in_vain(struct counts *c, const char *word)
{
	uint64_t hash = salted(c, word);
	for (int i = 0; i < c->vain_len; i++) {
		if (c->vain[i].hash == hash) {
			return ++c->vain[i].visits;
		}
	}
	int at = c->vain_len < VAIN_MAX ? c->vain_len++ : (int)(hash % VAIN_MAX);
	c->vain[at] = (struct vain){ hash, 1 };
	return 1;
}

static void searched(struct counts *c, const char *typed)
{
	char word[VISIT_WORDS_BYTES];
	str_cut(word, sizeof word, typed);
	normalise(word);
	if (usage_count(&c->usage, month_of(c->today), USAGE_NOT_FOUND, word) > 0) {
		usage_add(&c->usage, month_of(c->today), USAGE_NOT_FOUND, word, 1);
	} else if (word[0] && visits_in_vain(c, word) >= USAGE_LEAST) {
		usage_add(&c->usage, month_of(c->today), USAGE_NOT_FOUND, word, USAGE_LEAST);
	}
	explicit_bzero(word, sizeof word);
}

/* ---- visits ---- */

static void count_guide(struct counts *c, const struct visit_counts *v, const struct catalogue *catalogue)
{
	static const char *const levels[] = { [GUIDE_ACCUEIL] = "information",
		[GUIDE_CONSEIL] = "advice",
		[GUIDE_ACCOMPAGNEMENT] = "support" };
	if (!v->guided) {
		return;
	}
	count(c, USAGE_LEVEL, levels[v->level], 1);
	for (int i = 0; i < v->networks_len; i++) {
		count(c, USAGE_NETWORK, catalogue->networks[v->networks[i]].id, 1);
	}
	for (int i = 0; i < catalogue->guide.questions_len && i < GUIDE_QUESTIONS_MAX; i++) {
		const struct guide_question *q = &catalogue->guide.questions[i];
		if (v->answers[i] >= 0 && v->answers[i] < q->answers_len) {
			CLEANUP(free_ptr) char *key = mem_printf("%s/%s", q->id, q->answers[v->answers[i]].id);
			count(c, USAGE_ANSWER, key, 1);
		}
	}
}

void counts_visit(struct counts *c, const struct visit_counts *v, const struct catalogue *catalogue,
		const struct tm *local)
{
	counts_step(c, c->written_us, local);
	count(c, USAGE_VISITS, "", 1);
	count(c, USAGE_MINUTES, "", (uint32_t)((v->ended_us - v->began_us + MINUTE_US / 2) / MINUTE_US));
	count(c, USAGE_LANGUAGE, catalogue->languages[v->lang].code, 1);
	if (v->theme >= 0) {
		count(c, USAGE_THEME, catalogue->themes[v->theme].id, 1);
	}
	for (int i = 0; i < v->places.len; i++) {
		count(c, USAGE_PLACE, catalogue->places[v->places.at[i]].id, 1);
	}
	for (int i = 0; i < v->articles.len; i++) {
		count(c, USAGE_ARTICLE, catalogue->articles[v->articles.at[i]].id, 1);
	}
	count_guide(c, v, catalogue);
	for (int i = 0; i < VISIT_OPTIONS; i++) {
		count(c, USAGE_OPTION, visit_option_word((enum visit_option)i), v->options >> i & 1U);
	}
	count(c, USAGE_TAKEN, "", v->taken);
	for (int i = 0; i < VISIT_WORDS_MAX && v->words[i][0]; i++) {
		searched(c, v->words[i]);
	}
	c->dirty = true;
}

void counts_report(struct counts *c, const char *key, const struct tm *local)
{
	counts_step(c, c->written_us, local);
	if (c->reports_today++ >= COUNTS_REPORTS_A_DAY) {
		return; /* touches without a purpose: nothing to count */
	}
	log_info("a record is said to be wrong record=%s", key);
	usage_add(&c->reports, c->today, USAGE_WRONG, key, 1);
	write_file(c, "reports.tsv", &c->reports, 1);
}

void counts_step(struct counts *c, int64_t now_us, const struct tm *local)
{
	struct usage_period today = day_of(local);
	bool another = usage_period_compare(today, c->today) != 0;
	if (another) {
		turn_day(c, today);
	}
	if (c->dirty && (another || now_us - c->written_us >= (int64_t)COUNTS_WRITE_S * SECOND_US)) {
		write_usage(c, now_us);
	}
}

const struct usage *counts_usage(struct counts *c)
{
	keep_day(c);
	usage_sort(&c->usage);
	return &c->usage;
}

/* ---- life ---- */

struct counts *counts_create(const char *state_dir, const char *run_dir, struct filewriter *writer)
{
	struct counts *c = mem_zalloc(1, sizeof *c);
	c->writer = writer;
	c->state_dir = state_dir && state_dir[0] ? mem_strdup(state_dir) : NULL;
	c->run_dir = run_dir && run_dir[0] ? mem_strdup(run_dir) : NULL;
	if (getrandom(c->salt, sizeof c->salt, 0) != (ssize_t)sizeof c->salt) {
		log_warn("the kernel has no random numbers: hashes of words are without a salt");
	}
	read_file(c, "usage.tsv", &c->usage);
	read_file(c, "reports.tsv", &c->reports);
	tell(c, "usage.tsv", &c->usage, USAGE_LEAST);
	tell(c, "reports.tsv", &c->reports, 1);
	return c;
}

void counts_destroy(struct counts *c)
{
	if (!c) {
		return;
	}
	if (c->dirty) {
		write_usage(c, c->written_us);
	}
	usage_finish(&c->usage);
	usage_finish(&c->day);
	usage_finish(&c->reports);
	free(c->state_dir);
	free(c->run_dir);
	explicit_bzero(c, sizeof *c);
	free(c);
}
