/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contents, their updates, and the interface that shows them: from the store and the run folder (sync/FORMAT.md). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/str.h"
#include "health/healthcheck_part.h"
#include "health/stick.h"

enum { DAY_S = 86400, EDITION_OLD_DAYS = 120, SILENT_DAYS = 7, SILENT_BROKEN_DAYS = 30, EXPIRY_NEAR_DAYS = 3 };

static enum health_area area_of(enum problem p)
{
	static const enum health_area areas[] = {
		[PROBLEM_OF_UPDATES] = HEALTH_SYNC,
		[PROBLEM_OF_NETWORK] = HEALTH_NETWORK,
		[PROBLEM_OF_STORAGE] = HEALTH_STORAGE,
		[PROBLEM_OF_INTERFACE] = HEALTH_INTERFACE,
	};
	return areas[problem_area(p)];
}

static time_t age(const struct healthcheck *c, int64_t when)
{
	return c->source->now - (time_t)when;
}

/* content/FORMAT.md part 2: a component that lists sites is for the units there; a unit that does not know its site
 * keeps what it was given, so nothing that lists sites is missing. */
static bool is_needed(const json_t *component, const char *site)
{
	const json_t *sites = json_object_get(component, "sites");
	const json_t *id;
	size_t i;
	if (json_array_size(sites) == 0) {
		return true;
	}
	json_array_foreach(sites, i, id)
	{
		const char *text = json_string_value(id);
		if (text && site[0] && str_equal(text, site)) {
			return true;
		}
	}
	return false;
}

/* How many components that this unit needs are not in the store at their length. */
static size_t count_missing(const struct healthcheck *c)
{
	size_t missing = 0;
	size_t i;
	const json_t *component;
	json_array_foreach(json_object_get(c->bundle, "components"), i, component)
	{
		if (!is_needed(component, c->config.site)) {
			continue;
		}
		CLEANUP(free_ptr)
		char *path = mem_printf("%s%s/objects/%s", c->source->root, c->config.paths.store,
				healthcheck_text(component, "sha256"));
		missing += fs_file_size(path) != healthcheck_integer(component, "length");
	}
	return missing;
}

static void check_edition(const struct healthcheck *c, struct health *h)
{
	char text[CLOCK_RFC3339_BYTES];
	time_t edition;
	const char *word = healthcheck_text(c->bundle, "edition");
	(void)snprintf(text, sizeof text, "%.10sT00:00:00Z", word);
	if (!clock_parse_rfc3339(text, &edition)) {
		return;
	}
	time_t old = c->source->now - edition;
	if (old > (time_t)EDITION_OLD_DAYS * DAY_S) {
		health_add(h, HEALTH_CONTENT, HEALTH_ATTENTION, HEALTH_CONTENT_OLD,
				WORDS_VALUES({ "age", health_duration(h, old) }));
	}
}

void healthcheck_content(const struct healthcheck *c, struct health *h)
{
	if (!c->bundle) {
		health_add(h, HEALTH_CONTENT, HEALTH_BROKEN, HEALTH_CONTENT_NONE,
				WORDS_VALUES({ "store", c->config.paths.store }));
		return;
	}
	int64_t installed = healthcheck_integer(c->release, "installed_at");
	health_add(h, HEALTH_CONTENT, HEALTH_OK, HEALTH_CONTENT_SERVED,
			WORDS_VALUES({ "pack", healthcheck_text(c->bundle, "pack") },
					{ "edition", healthcheck_text(c->bundle, "edition") },
					{ "release", health_number(healthcheck_integer(c->release, "release")) },
					{ "age", installed > 0 ? health_duration(h, age(c, installed)) : "?" }));
	size_t missing = count_missing(c);
	if (missing > 0) {
		health_add(h, HEALTH_CONTENT, HEALTH_BROKEN, HEALTH_CONTENT_MISSING,
				WORDS_VALUES({ "count", health_number((long long)missing) }));
	}
	check_edition(c, h);
}

/* A code of a later version has no words here: then those of the file, which are English. */
static void report_problem(const struct healthcheck *c, struct health *h, const json_t *error)
{
	enum health_state state =
			json_is_true(json_object_get(error, "needs_someone")) ? HEALTH_BROKEN : HEALTH_ATTENTION;
	enum problem p = problem_of_code(healthcheck_text(error, "code"));
	char filled[PROBLEM_REMEDY_BYTES];
	const char *language = health_language(h);
	const char *message = healthcheck_text(error, "message"); /* English: its words say more than {cause} there */
	const char *cause = p != PROBLEM_NONE ? problem_cause(p, language) : healthcheck_text(error, "code");
	const char *remedy = p != PROBLEM_NONE ? problem_remedy(p, language, c->config.paths.store, filled)
					       : healthcheck_text(error, "remedy");
	const char *since = health_duration(h, age(c, healthcheck_integer(error, "since")));
	health_add(h, area_of(p), state, HEALTH_SYNC_PROBLEM,
			WORDS_VALUES({ "cause", cause }, { "age", since }, { "message", message },
					{ "remedy", remedy }));
}

static void check_progress(const struct healthcheck *c, struct health *h)
{
	const json_t *progress = json_object_get(c->status, "progress");
	int64_t total = healthcheck_integer(progress, "total");
	if (json_is_object(progress) && total > 0) {
		health_add(h, HEALTH_SYNC, HEALTH_OK, HEALTH_SYNC_DOWNLOADING,
				WORDS_VALUES({ "done", health_decimal(health_language(h),
								       (double)healthcheck_integer(progress, "bytes") /
										       1e6,
								       1) },
						{ "total", health_decimal(health_language(h), (double)total / 1e6,
									   1) }));
	}
	if (str_equal(healthcheck_text(c->status, "waiting_for"), "visit")) {
		health_add(h, HEALTH_SYNC, HEALTH_OK, HEALTH_SYNC_VISIT, NULL);
	}
}

/* The day until which what is known is believed to be the newest. */
static const char *signed_until(const struct healthcheck *c, char out[CLOCK_RFC3339_BYTES])
{
	int64_t expires = healthcheck_integer(c->status, "metadata_expires");
	str_cut(out, CLOCK_RFC3339_BYTES, "?");
	if (expires > 0) {
		clock_format_rfc3339((time_t)expires, out);
		out[strlen("2026-11-23")] = '\0';
	}
	return out;
}

static void check_last_success(const struct healthcheck *c, struct health *h)
{
	int64_t last = healthcheck_integer(c->status, "last_success");
	if (last <= 0) {
		health_add(h, HEALTH_SYNC, HEALTH_ATTENTION, HEALTH_SYNC_NEVER, NULL);
		return;
	}
	const char *since = health_duration(h, age(c, last));
	if (age(c, last) > (time_t)SILENT_DAYS * DAY_S) {
		health_add(h, HEALTH_SYNC,
				age(c, last) > (time_t)SILENT_BROKEN_DAYS * DAY_S ? HEALTH_BROKEN : HEALTH_ATTENTION,
				HEALTH_SYNC_LATE, WORDS_VALUES({ "age", since }));
		return;
	}
	char until[CLOCK_RFC3339_BYTES];
	health_add(h, HEALTH_SYNC, HEALTH_OK, HEALTH_SYNC_CHECKED,
			WORDS_VALUES({ "age", since },
					{ "release", health_number(healthcheck_integer(c->status, "release")) },
					{ "until", signed_until(c, until) }));
}

static void check_stick(const struct healthcheck *c, struct health *h)
{
	const json_t *import = json_object_get(c->status, "import");
	struct buf words = { 0 };
	struct buf remedy = { 0 };
	enum health_state state = stick_describe(import, health_language(h), c->config.paths.store, &words, &remedy);
	if (words.len > 0) {
		const char *when = health_duration(h, age(c, healthcheck_integer(import, "at")));
		health_add(h, HEALTH_SYNC, state, HEALTH_SYNC_STICK,
				WORDS_VALUES({ "stick", buf_text(&words) }, { "age", when },
						{ "remedy", buf_text(&remedy) }));
	}
	buf_finish(&words);
	buf_finish(&remedy);
}

/* Until then a server or a stick can keep this unit from what is newer without being noticed. */
static void check_expiry(const struct healthcheck *c, struct health *h)
{
	char date[CLOCK_RFC3339_BYTES];
	int64_t expires = healthcheck_integer(c->status, "metadata_expires");
	time_t left = -age(c, expires);
	if (expires <= 0) {
		return;
	}
	if (left < 0) {
		health_add(h, HEALTH_SYNC, HEALTH_ATTENTION, HEALTH_SYNC_EXPIRED,
				WORDS_VALUES({ "age", health_duration(h, age(c, expires)) }));
		return;
	}
	if (left < (time_t)EXPIRY_NEAR_DAYS * DAY_S) {
		health_add(h, HEALTH_SYNC, HEALTH_ATTENTION, HEALTH_SYNC_EXPIRES,
				WORDS_VALUES({ "until", signed_until(c, date) }));
	}
}

void healthcheck_sync(const struct healthcheck *c, struct health *h)
{
	check_stick(c, h);
	if (c->config.sync.url[0] == '\0') {
		health_add(h, HEALTH_SYNC, HEALTH_ATTENTION, HEALTH_SYNC_NO_SERVER,
				WORDS_VALUES({ "path", c->source->config_path }));
		if (healthcheck_integer(c->status, "metadata_expires") > (int64_t)c->source->now) {
			char until[CLOCK_RFC3339_BYTES];
			health_add(h, HEALTH_SYNC, HEALTH_OK, HEALTH_SYNC_STICK_SIGNED,
					WORDS_VALUES({ "until", signed_until(c, until) }));
		}
		check_expiry(c, h);
		return;
	}
	if (!c->status || str_equal(healthcheck_text(c->status, "state"), "stopped")) {
		health_add(h, HEALTH_SYNC, HEALTH_BROKEN, HEALTH_SYNC_STOPPED, NULL);
		return;
	}
	const json_t *error = json_object_get(c->status, "error");
	if (json_is_object(error)) {
		report_problem(c, h, error);
	}
	check_last_success(c, h);
	check_progress(c, h);
	check_expiry(c, h);
}

/* Generation number that STORE/current points at; 0: none. */
static long current_generation(const struct healthcheck *c)
{
	return (long)healthcheck_integer(c->release, "generation");
}

/* The interface has read the content: it knows whether the site of the settings is one of its sites. */
static void check_site(const struct healthcheck *c, struct health *h)
{
	const json_t *unknown = json_object_get(c->ui, "site_unknown");
	const json_t *id;
	size_t i;
	struct buf nearest = { 0 };
	if (!json_is_object(unknown)) {
		return;
	}
	json_array_foreach(json_object_get(unknown, "nearest"), i, id)
	{
		const char *text = json_string_value(id);
		buf_printf(&nearest, "%s%s", i ? ", " : "", text ? text : "");
	}
	if (str_equal(healthcheck_text(unknown, "id"), CONFIG_SITE_UNREAD)) {
		health_add(h, HEALTH_CONFIG, HEALTH_BROKEN, HEALTH_CONFIG_UNREAD,
				WORDS_VALUES({ "path", c->source->config_path }));
		buf_finish(&nearest);
		return;
	}
	health_add(h, HEALTH_CONFIG, HEALTH_BROKEN, HEALTH_CONFIG_SITE,
			WORDS_VALUES({ "site", healthcheck_text(unknown, "id") }, { "path", c->source->config_path },
					{ "nearest", buf_text(&nearest) }));
	buf_finish(&nearest);
}

void healthcheck_interface(const struct healthcheck *c, struct health *h)
{
	CLEANUP(free_ptr)
	char *process = mem_printf("%s/proc/%lld", c->source->root, (long long)healthcheck_integer(c->ui, "pid"));
	if (!c->ui || healthcheck_integer(c->ui, "pid") <= 0 || !fs_exists(process)) {
		health_add(h, HEALTH_INTERFACE, HEALTH_BROKEN, HEALTH_INTERFACE_STOPPED, NULL);
		return;
	}
	check_site(c, h);
	const json_t *refused = json_object_get(c->ui, "refused");
	if (json_is_object(refused)) {
		health_add(h, HEALTH_INTERFACE, HEALTH_ATTENTION, HEALTH_INTERFACE_REFUSED,
				WORDS_VALUES({ "generation", health_number(healthcheck_integer(refused,
									     "generation")) },
						{ "why", healthcheck_text(refused, "why") }));
	}
	bool says_shown = json_is_integer(json_object_get(c->ui, "shown")); /* not what is confirmed yet */
	long shown = (long)healthcheck_integer(c->ui, says_shown ? "shown" : "generation");
	long current = current_generation(c);
	bool visit = json_is_true(json_object_get(c->ui, "session"));
	if (current > 0 && shown != current && !visit) {
		health_add(h, HEALTH_INTERFACE, HEALTH_ATTENTION, HEALTH_INTERFACE_BEHIND,
				WORDS_VALUES({ "shown", health_number(shown) },
						{ "installed", health_number(current) }));
		return;
	}
	health_add(h, HEALTH_INTERFACE, HEALTH_OK, visit ? HEALTH_INTERFACE_VISITED : HEALTH_INTERFACE_RUNS,
			WORDS_VALUES({ "shown", health_number(shown) }));
}
