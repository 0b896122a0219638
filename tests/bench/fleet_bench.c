/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fleet_bench.c - many units in one process, for tests/bench/fleet
 *
 * Each unit runs the daemon's real check: the update, install, plan and schedule of sync/daemon, over sync/transfer,
 * sync/generation and the real TUF client, with a store of its own. Three things are light, by --wrap at link time: the
 * fetch goes through fetch/http.c in this process instead of a confined child (a new connection per check, as a unit
 * makes), and the search index and SQLite's own check of the content are left out, because they load only the unit.
 *
 * Time is compressed: every wait of the schedule is divided by --factor, so requests come --factor times as dense as
 * in life. Network time and CPU are not scaled. Objects that arrived are replaced by hard links to one copy, or a
 * fleet would need its payload in memory thousands of times. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/str.h"
#include "daemon/schedule.h"
#include "daemon/trustclock.h"
#include "daemon/update.h"
#include "fetch/http.h"

#define LOG_MODULE "fleet"
#include "base/log.h"

enum { SECOND_US = 1000000 };

struct fleet {
	const char *units, *url, *root, *pack, *pool;
	long first, count, factor, interval_s, duration_s, start_ms;
	struct schedule schedule;
	struct refusals refusals; /* none refuses: one for all */
	struct update_options options;
	int64_t start_us;
};

struct unit {
	char *dir;
	struct sync_state state, saved;
	struct trustclock clock;
	time_t last_full; /* as struct update keeps it: gone after a start */
	int64_t next_us;  /* monotonic */
	bool settled;
	unsigned failures;
};

/* ---- the light fetch: one unit checks at a time ---------------------------------------------------------- */

static struct http *connection;

struct light {
	const struct transport_request *request;
	struct result *r;
	bool head_seen;
	bool refused; /* the caller said no */
};

static void fill_answer(struct transport_answer *out, const struct http_reply *reply)
{
	const struct headers *h = &reply->headers;
	out->status = h->status;
	str_cut(out->etag, sizeof out->etag, h->etag);
	str_cut(out->type, sizeof out->type, h->content_type);
}

static struct http_reply reply;

static bool light_sink(void *ctx, uint64_t offset, const void *bytes, size_t len, struct err *e)
{
	struct light *light = ctx;
	const struct transport_request *r = light->request;
	(void)e; /* is light->r->why */
	if (!light->head_seen) {
		light->head_seen = true;
		struct transport_answer head = { .start = offset };
		fill_answer(&head, &reply);
		if (r->head && !r->head(r->ctx, &head, light->r)) {
			light->refused = true;
			return false;
		}
	}
	light->refused = !r->body(r->ctx, bytes, len, light->r);
	return !light->refused;
}

static const char *word_of(enum http_trouble trouble)
{
	static const char *const words[] = { "none", "name", "connect", "tls", "proxy", "slow", "cut", "size", "status",
		"local" };
	return words[trouble];
}

bool __wrap_link_get(struct link *l, const struct transport_request *request, struct transport_answer *answer,
		struct result *result);
bool __wrap_link_get(struct link *l, const struct transport_request *r, struct transport_answer *answer,
		struct result *result)
{
	(void)l;
	if (!connection) {
		connection = http_create(&(struct http_options){ 0 });
	}
	struct light light = { .request = r, .r = result };
	struct http_request request = { .url = r->url,
		.max_bytes = r->max_bytes,
		.if_none_match = r->if_none_match,
		.resume_from = r->resume_from,
		.if_range = r->if_range,
		.sink = light_sink,
		.sink_ctx = &light };
	bool ok = http_perform(connection, &request, &reply, &result->why);
	fill_answer(answer, &reply);
	result->retry_after_s = reply.headers.retry_after_s;
	if (!ok && !light.refused) {
		return result_set(result, problem_of_trouble(word_of(reply.trouble)));
	}
	return ok;
}

void __wrap_link_rest(struct link *l);
void __wrap_link_rest(struct link *l)
{
	(void)l;
	http_destroy(connection);
	connection = NULL;
}

enum checker_outcome __wrap_checker_run(const struct checker_job *job, struct err *e);
enum checker_outcome __wrap_checker_run(const struct checker_job *job, struct err *e)
{
	CLEANUP(free_ptr) char *index = fs_join(job->staging, "search.sqlite");
	return fs_write_file_atomic(index, "", 0, 0644, e) ? CHECKER_GOOD : CHECKER_INDEX;
}

/* ---- one unit -------------------------------------------------------------------------------------------- */

static double random_share(void)
{
	uint32_t bits = 0;
	if (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits) {
		abort();
	}
	return (double)bits / 4294967296.0;
}

static int64_t scaled_us(const struct fleet *f, int64_t seconds)
{
	return seconds * SECOND_US / f->factor;
}

static void open_unit(const struct fleet *f, struct unit *u, long number)
{
	CLEANUP(free_ptr) char *state = NULL;
	u->dir = mem_printf("%s/%ld", f->units, number);
	state = fs_join(u->dir, "state.json");
	state_read(&u->state, state);
	u->saved = u->state;
	trustclock_init(&u->clock, u->state.trusted_time, true);
	u->next_us = f->start_us + scaled_us(f, 1) * schedule_first_s(&f->schedule, true, random_share());
}

/* Same hash, same bytes: the file a unit verified gives way to the one all share. */
static void share_objects(const struct fleet *f, const struct store *s)
{
	struct bundle b;
	struct err e;
	CLEANUP(free_ptr) char *dir = store_generation_path(s, store_generation(s, STORE_CURRENT), NULL);
	if (!bundle_open(&b, dir, NULL, &e)) {
		return;
	}
	for (size_t i = 0; i < b.components_len; i++) {
		CLEANUP(free_ptr) char *object = store_object_path(s, b.components[i].sha256);
		CLEANUP(free_ptr) char *pooled = fs_join(f->pool, b.components[i].sha256);
		CLEANUP(free_ptr) char *beside = mem_printf("%s.shared", object);
		if (link(object, pooled) != 0 && link(pooled, beside) == 0 && rename(beside, object) == 0) {
			(void)unlink(beside); /* still there when both were one file already */
		}
	}
	bundle_close(&b);
}

static enum update_outcome run_check(const struct fleet *f, struct unit *u, struct result *r)
{
	struct store store;
	struct update_found found = { 0 };
	const struct transports from = { 0 }; /* link_get() is the light one above */
	struct refusals refusals = f->refusals;
	CLEANUP(free_ptr) char *state = fs_join(u->dir, "state.json");
	*r = RESULT_NONE;
	store_init(&store, u->dir, NULL);
	if (!store_ready(&store, &r->why)) {
		store_close(&store);
		return UPDATE_FAILED;
	}
	struct update update = { .options = &f->options,
		.store = &store,
		.clock = &u->clock,
		.state = &u->state,
		.refusals = &refusals,
		.from = &from,
		.found = &found,
		.last_full = u->last_full };
	enum update_outcome outcome = update_check(&update, r);
	u->last_full = update.last_full;
	if (outcome == UPDATE_SWITCHED) {
		u->state.confirmed =
				store_generation(&store, STORE_CURRENT); /* what an interface without visitor says */
		share_objects(f, &store);
	}
	struct err left;
	if (!state_write(&u->state, &u->saved, state, &left)) {
		log_warn("the state is not saved: %s", left.message);
	}
	store_close(&store);
	return outcome;
}

/* The line of the report: when it was due and how late it began in simulated time, what came of it. */
static void check_unit(const struct fleet *f, struct unit *u, long number)
{
	static const char *const outcomes[] = { "current", "switched", "refused", "failed" };
	struct result r;
	int64_t begin_us = clock_monotonic_us();
	enum update_outcome outcome = run_check(f, u, &r);
	int64_t end_us = clock_monotonic_us();
	bool failed = outcome == UPDATE_FAILED;
	u->failures = failed ? u->failures + 1 : 0;
	printf("%ld %.3f %.3f %.3f %s %lld %s\n", number, (double)(u->next_us - f->start_us) / SECOND_US,
			(double)(begin_us - f->start_us) / SECOND_US, (double)(end_us - f->start_us) / SECOND_US,
			outcomes[outcome], (long long)u->state.release, failed ? r.why.message : "-");
	int64_t wait_s = failed       ? schedule_retry_s(&f->schedule, u->failures, r.retry_after_s, random_share())
			 : u->settled ? schedule_next_s(&f->schedule, random_share())
				      : schedule_second_s(&f->schedule, random_share());
	u->settled = u->settled || !failed;
	u->next_us = end_us + scaled_us(f, wait_s);
}

static void run_fleet(const struct fleet *f)
{
	struct unit *units = mem_zalloc((size_t)f->count, sizeof *units);
	int64_t stop_us = f->start_us + scaled_us(f, f->duration_s);
	for (long i = 0; i < f->count; i++) {
		open_unit(f, &units[i], f->first + i);
	}
	for (;;) {
		long due = 0;
		for (long i = 1; i < f->count; i++) {
			due = units[i].next_us < units[due].next_us ? i : due;
		}
		if (units[due].next_us >= stop_us) {
			break;
		}
		int64_t wait_us = units[due].next_us - clock_monotonic_us();
		if (wait_us > 0) {
			(void)usleep((useconds_t)wait_us);
		}
		check_unit(f, &units[due], f->first + due);
	}
	for (long i = 0; i < f->count; i++) {
		free(units[i].dir);
	}
	free(units);
}

static bool parse(struct fleet *f, int argc, char **argv, struct err *e)
{
	const struct opt table[] = {
		{ "units", OPT_TEXT, &f->units, "DIR", "folder of the stores, one per unit", 0, 0 },
		{ "url", OPT_TEXT, &f->url, "URL", "the server", 0, 0 },
		{ "root", OPT_TEXT, &f->root, "FILE", "first trusted root", 0, 0 },
		{ "pack", OPT_TEXT, &f->pack, "ID", "pack to follow", 0, 0 },
		{ "pool", OPT_TEXT, &f->pool, "DIR", "one copy of each object", 0, 0 },
		{ "first", OPT_LONG, &f->first, "N", "number of the first unit", 0, 1000000 },
		{ "count", OPT_LONG, &f->count, "N", "how many", 1, 100000 },
		{ "factor", OPT_LONG, &f->factor, "N", "simulated seconds in one", 1, 3600 },
		{ "interval", OPT_LONG, &f->interval_s, "S", "seconds between checks, simulated", 60, 86400 },
		{ "duration", OPT_LONG, &f->duration_s, "S", "of all, simulated", 1, 30L * 86400 },
		{ "start-ms", OPT_LONG, &f->start_ms, "MS", "monotonic clock at the beginning", 0, INT64_MAX / 1000 },
	};
	size_t args_len;
	if (!opt_parse(table, ARRAY_LEN(table), argc, argv, NULL, 0, &args_len, e)) {
		return false;
	}
	if (!f->units || !f->url || !f->root || !f->pack || !f->pool) {
		return fail(e, "run by tests/bench/fleet, which gives every option");
	}
	f->schedule = (struct schedule){ .interval_s = f->interval_s };
	f->options = (struct update_options){ .urls = { f->url }, .urls_len = 1, .pack = f->pack, .root = f->root };
	f->start_us = f->start_ms * 1000;
	return schedule_parse_quiet("", &f->schedule, e);
}

int main(int argc, char **argv)
{
	struct fleet f = { .count = 1, .factor = 1, .interval_s = 3600, .duration_s = 3600 };
	struct err e = { 0 };
	if (!parse(&f, argc, argv, &e) || !log_set_level_by_name("error", &e)) {
		(void)fprintf(stderr, "fleet_bench: %s\n", e.message);
		return 2;
	}
	run_fleet(&f);
	return 0;
}
