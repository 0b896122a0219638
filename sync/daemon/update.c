/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/update.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/config_machine.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "generation/gc.h"
#include "generation/integrity.h"
#include "generation/release_facts.h"

#define LOG_MODULE "update"
#include "base/log.h"

enum { TIMESTAMP_MAX_BYTES = 16 * 1024, DIR_MODE = 0755, FILE_MODE = 0644 };

/* One check against one server. */
struct check {
	struct update *u;
	const char *url;
	struct result *r;
	struct buf timestamp;        /* already fetched by the brief question; empty when not */
	char etag[STATE_ETAG_BYTES]; /* of the timestamp.json that this check is about */
};

/* ---- metadata, through the child ------------------------------------------------------------------------ */

static bool on_head(void *ctx, const struct transport_answer *answer, struct result *r)
{
	(void)ctx;
	return !str_equal(answer->type, "text/html") ||
	       result_fail(r, PROBLEM_CAPTIVE_PORTAL, ERR_NETWORK, "a web page came instead of the release's metadata");
}

static bool on_body(void *ctx, const char *bytes, size_t len, struct result *r)
{
	(void)r;
	buf_add(ctx, bytes, len);
	return true;
}

/* A login page does not always say that it is one. */
static bool looks_like_page(const struct buf *bytes)
{
	const char *text = buf_text(bytes);
	return text[strspn(text, " \t\r\n\xEF\xBB\xBF")] == '<';
}

/* `out` is appended to for status 200 alone. */
static bool get_metadata(struct check *c, const char *path, uint64_t max_bytes, const char *if_none_match,
		struct buf *out, struct transport_answer *answer)
{
	CLEANUP(free_ptr) char *url = mem_printf("%s/metadata/%s", c->url, path);
	struct transport_request request = { .url = url,
		.max_bytes = max_bytes,
		.if_none_match = if_none_match,
		.check_dates = trustclock_is_sure(c->u->clock),
		.head = on_head,
		.body = on_body,
		.ctx = out };
	if (!transport_get(c->u->from, &request, answer, c->r)) {
		return fail_wrap(&c->r->why, "%s", path);
	}
	c->r->retry_after_s = -1; /* of failures alone */
	if (answer->status == HTTP_OK && looks_like_page(out)) {
		return result_fail(c->r, PROBLEM_CAPTIVE_PORTAL, ERR_NETWORK,
				"%s: a web page came instead of the release's metadata", path);
	}
	return true;
}

static bool fail_no_repository(struct check *c, long status)
{
	return result_fail(c->r, PROBLEM_NOT_A_REPOSITORY, ERR_NETWORK,
			"%s has no metadata/timestamp.json (HTTP status %ld)", c->url, status);
}

/* The result keeps the problem, which the TUF client does not know; *e, which may be a part of it, gets the words. */
static enum tuf_fetch_result fetch_failed(const struct check *c, struct err *e)
{
	struct err why = c->r->why;
	*e = why;
	return TUF_FETCH_FAILED;
}

/* Root walks the same way from the installed root when it installs a firmware (firmware/proof.h). Nothing is trusted
 * here yet; a root that turns out bad is replaced by the next one of its number. */
static void keep_root(const struct check *c, const char *path, const struct buf *bytes)
{
	CLEANUP(free_ptr) char *folder = store_path(c->u->store, "firmware/roots");
	CLEANUP(free_ptr) char *file = fs_join(folder, path);
	struct err why;
	if (!fs_make_dirs(folder, DIR_MODE, &why) ||
			!fs_write_file_atomic(file, buf_text(bytes), bytes->len, FILE_MODE, &why)) {
		log_warn("%s is not kept for firmware: %s", path, why.message);
	}
}

static enum tuf_fetch_result fetch_metadata(void *ctx, const char *path, uint64_t max_bytes, struct buf *out,
		struct err *e)
{
	struct check *c = ctx;
	bool is_timestamp = str_equal(path, "timestamp.json");
	if (is_timestamp && c->timestamp.len > 0) {
		buf_add(out, buf_text(&c->timestamp), c->timestamp.len);
		return TUF_FETCH_OK;
	}
	struct transport_answer answer;
	if (!get_metadata(c, path, max_bytes, NULL, out, &answer)) {
		return fetch_failed(c, e);
	}
	if (answer.status != HTTP_OK) {
		if (is_timestamp) {
			(void)fail_no_repository(c, answer.status);
			return fetch_failed(c, e);
		}
		return TUF_FETCH_ABSENT;
	}
	if (is_timestamp) {
		str_cut(c->etag, sizeof c->etag, answer.etag);
	} else if (str_ends(path, ".root.json")) {
		keep_root(c, path, out);
	}
	return TUF_FETCH_OK;
}

/* ---- the brief question --------------------------------------------------------------------------------- */

/* Only about a check that ended well, and not for ever: a server that freezes us must be noticed, and a new root
 * that comes without a new timestamp must be found. */
static bool may_ask_briefly(const struct update *u)
{
	time_t now = trustclock_now(u->clock);
	return u->last_full > 0 && now >= u->last_full && now - u->last_full < UPDATE_FULL_EVERY_S &&
	       u->state->etag[0] != '\0' && now < u->state->valid_until && u->whole &&
	       (u->refused == PROBLEM_NONE || u->refused_until == 0 || now < u->refused_until);
}

/* *unchanged: nothing new. Otherwise the new timestamp.json waits in c->timestamp. */
static bool ask_briefly(struct check *c, bool *unchanged)
{
	struct transport_answer answer;
	if (!get_metadata(c, "timestamp.json", TIMESTAMP_MAX_BYTES, c->u->state->etag, &c->timestamp, &answer)) {
		return false;
	}
	*unchanged = answer.status == HTTP_NOT_MODIFIED;
	if (!*unchanged && answer.status != HTTP_OK) {
		return fail_no_repository(c, answer.status);
	}
	str_cut(c->etag, sizeof c->etag, answer.etag);
	return true;
}

/* ---- the full walk -------------------------------------------------------------------------------------- */

static time_t trusted_now(void *ctx)
{
	return trustclock_now(ctx);
}

/* Expiry tells that news is withheld: by a server, not by this unit's own disk. */
static time_t long_ago(void *ctx)
{
	(void)ctx;
	return 0;
}

static const struct {
	enum tuf_trouble trouble;
	enum problem problem;
} tuf_problems[] = {
	{ TUF_TROUBLE_SIGNATURE, PROBLEM_SIGNATURE }, { TUF_TROUBLE_ROLLBACK, PROBLEM_OLDER },
	{ TUF_TROUBLE_EXPIRED, PROBLEM_EXPIRED },
	{ TUF_TROUBLE_NETWORK, PROBLEM_TARGET_MISSING }, /* the transport was well: the server lacks a file */
};

static enum update_outcome fail_refresh(struct check *c, const struct tuf_client *client)
{
	const struct err *e = &c->r->why;
	if (c->r->problem != PROBLEM_NONE) {
		return UPDATE_FAILED; /* the transport knew better */
	}
	bool ours = e->kind == ERR_NO_SPACE || e->kind == ERR_DENIED || e->kind == ERR_READ_ONLY ||
		    e->kind == ERR_OTHER;
	c->r->problem = ours ? problem_of_kind(e->kind) : PROBLEM_SIGNATURE;
	for (size_t i = 0; i < ARRAY_LEN(tuf_problems); i++) {
		if (tuf_client_trouble(client) == tuf_problems[i].trouble) {
			c->r->problem = tuf_problems[i].problem;
		}
	}
	return UPDATE_FAILED;
}

static struct install install_of(struct check *c, const char *targets_url, int64_t release)
{
	struct update *u = c->u;
	return (struct install){ .store = u->store,
		.from = u->from,
		.state = u->state,
		.refusals = u->refusals,
		.changed = u->changed,
		.changed_ctx = u->changed_ctx,
		.targets_url = targets_url,
		.pack = u->options->pack,
		.check_dates = trustclock_is_sure(u->clock),
		.confine = u->options->confine,
		.check_time_s = u->options->check_time_s,
		.open_generation = u->open_generation,
		.now = trustclock_shown(u->clock),
		.trusted_now = trustclock_now(u->clock),
		.release = release };
}

static enum update_outcome install(struct check *c, struct tuf_client *client, const struct tuf_target *bundle,
		int64_t release)
{
	CLEANUP(free_ptr) char *targets_url = mem_printf("%s/targets", c->url);
	struct install in = install_of(c, targets_url, release);
	char *path = NULL;
	bool ok = install_obtain_manifest(&in, bundle, &path, c->r) && install_bundle(&in, client, bundle, path, c->r);
	free(path);
	if (!ok) {
		(void)result_of_err(c->r);
		return UPDATE_FAILED;
	}
	return UPDATE_SWITCHED;
}

static enum update_outcome fail_check(struct check *c, enum problem problem)
{
	(void)result_set(c->r, problem);
	return UPDATE_FAILED;
}

static enum update_outcome compare(struct check *c, struct tuf_client *client, const struct tuf_target *bundle)
{
	struct update *u = c->u;
	int64_t release = bundle->list_version;
	struct release_facts facts = { 0 };
	bool has_facts = release_facts_read(u->store, store_generation(u->store, STORE_CURRENT), &facts);
	bool same = has_facts && str_equal(facts.bundle_sha256, bundle->sha256);
	if (u->came_with_unit && has_facts && !same && str_equal(facts.pack, u->options->pack) &&
			release <= facts.release) {
		return UPDATE_CURRENT; /* also after another root was installed, where no version is remembered */
	}
	u->found->release = release;
	if (bundle->sha256[0] == '\0') {
		(void)fail_kind(&c->r->why, ERR_FORMAT,
				"%s is signed without a SHA-256, by which the store names files", bundle->name);
		return fail_check(c, PROBLEM_BUNDLE_INVALID);
	}
	const struct refusal *refusal = refusals_find(u->refusals, bundle->sha256, trustclock_now(u->clock));
	if (refusal) {
		u->refused_until = refusal->until;
		u->state->release = release;
		enum problem known = problem_of_code(refusal->code);
		(void)result_fail(c->r, known != PROBLEM_NONE ? known : PROBLEM_REFUSED_BY_INTERFACE, ERR_FORMAT,
				"release %lld was tried and is not tried again%s: %s", (long long)refusal->release,
				refusal->until == 0 ? "" : " for a while", refusal->why);
		return UPDATE_REFUSED;
	}
	if (same && integrity_current_is_whole(u->store)) {
		u->state->release = release;
		struct err left;
		if (!gc_clear_spool(u->store, &left)) {
			log_warn("the spool is not cleaned: %s", left.message);
		}
		return UPDATE_CURRENT;
	}
	return install(c, client, bundle, release);
}

/* Once each: the next check finds the trusted root as this one leaves it. The content in service stays. */
static void tell_seed(const struct check *c, const struct tuf_client *client)
{
	const char *file = c->u->options->root;
	switch (tuf_client_seed(client)) {
	case TUF_SEED_KEPT:
		break;
	case TUF_SEED_FIRST:
		log_info("trust begins with the installed root file=%s", file);
		break;
	case TUF_SEED_REPLACED:
		log_warn("another root is installed than the one trusted so far: trust begins again with it file=%s",
				file);
		break;
	case TUF_SEED_REPAIRED:
		log_warn("the trusted root was damaged on the disk and is fetched again from the installed one file=%s",
				file);
		break;
	}
}

static bool open_client(struct check *c, struct tuf_client *client)
{
	struct err *e = &c->r->why;
	struct buf root = { 0 };
	bool has = config_read_root(c->u->options->root, &root, e);
	bool ok = has && tuf_client_init(client, buf_text(&root), root.len, e);
	buf_finish(&root);
	if (!ok) {
		bool of_store = has && e->kind != ERR_TRUST && e->kind != ERR_FORMAT;
		(void)fail_wrap(e, "the unit's root of trust %s", c->u->options->root);
		if (!has && e->kind == ERR_ABSENT) { /* a unit that was never given a key is not under attack */
			return result_set(c->r, PROBLEM_ROOT_MISSING);
		}
		return result_set(c->r, of_store ? problem_of_kind(e->kind) : PROBLEM_SIGNATURE);
	}
	tell_seed(c, client);
	return true;
}

/* New content goes to the interface at once: what else there is waits for the next check. Not for the interface's
 * verdict: a firmware may be the remedy of an interface that gives none. */
static void look_further(struct check *c, struct tuf_client *client, enum update_outcome outcome)
{
	struct update *u = c->u;
	CLEANUP(free_ptr) char *targets_url = mem_printf("%s/targets", c->url);
	if (u->also && !u->came_with_unit && u->also_applies(u->also_ctx) &&
			(outcome == UPDATE_SWITCHED || !u->also(u->also_ctx, client, targets_url))) {
		u->last_full = 0;
	}
}

static enum update_outcome check_metadata(struct check *c, struct tuf_client *client)
{
	struct err *e = &c->r->why;
	if (!open_client(c, client)) {
		return UPDATE_FAILED;
	}
	if (!tuf_client_refresh(client, e)) {
		return fail_refresh(c, client);
	}
	c->r->problem = PROBLEM_NONE;
	struct update *u = c->u;
	time_t now = trustclock_now(u->clock);
	trustclock_raise(u->clock, now);
	u->found->metadata_expires = tuf_client_expires(client);
	CLEANUP(free_ptr) char *name = mem_printf("%s/bundle.json", u->options->pack);
	struct tuf_target bundle;
	if (!tuf_client_find_target(client, name, &bundle, e)) {
		if (e->kind != ERR_ABSENT) {
			return fail_refresh(c, client);
		}
		(void)fail_kind(e, ERR_ABSENT, "this server publishes no content for pack '%s' (sync.pack)",
				u->options->pack);
		return fail_check(c, PROBLEM_TARGET_MISSING);
	}
	enum update_outcome outcome = compare(c, client, &bundle);
	tuf_target_finish(&bundle);
	if (outcome != UPDATE_FAILED) {
		u->whole = true;
		u->refused = outcome == UPDATE_REFUSED ? c->r->problem : PROBLEM_NONE;
		u->refused_why = c->r->why;
		u->last_full = now;
		u->state->last_full = now;
		u->state->trusted_time = now;
		u->state->valid_until = tuf_client_expires(client);
		str_cut(u->state->etag, sizeof u->state->etag, c->etag);
		look_further(c, client, outcome);
	}
	return outcome;
}

static enum update_outcome check_server(struct check *c)
{
	struct update *u = c->u;
	if (may_ask_briefly(u)) {
		bool unchanged = false;
		if (!ask_briefly(c, &unchanged)) {
			return UPDATE_FAILED;
		}
		if (unchanged && u->refused != PROBLEM_NONE) {
			c->r->why = u->refused_why;
			(void)result_set(c->r, u->refused);
			return UPDATE_REFUSED;
		}
		if (unchanged) {
			return UPDATE_CURRENT;
		}
	}
	/* Until it ends well, the next check is a full one again. */
	u->last_full = 0;
	u->whole = false;
	CLEANUP(free_ptr) char *metadata = store_path(u->store, "tuf");
	struct tuf_fetcher fetcher = { .ctx = c, .get = fetch_metadata };
	struct tuf_client *client =
			tuf_client_create(metadata, fetcher, u->came_with_unit ? long_ago : trusted_now, u->clock);
	enum update_outcome outcome = check_metadata(c, client);
	tuf_client_destroy(client);
	return outcome;
}

enum update_outcome update_check(struct update *u, struct result *r)
{
	enum update_outcome outcome = UPDATE_FAILED;
	for (size_t i = 0; i < u->options->urls_len; i++) {
		*r = RESULT_NONE;
		struct check c = { .u = u, .url = u->options->urls[i], .r = r };
		u->found->server = c.url;
		outcome = check_server(&c);
		buf_finish(&c.timestamp);
		if (outcome == UPDATE_FAILED) {
			(void)result_of_err(r);
		}
		/* Another server may do better at this; at a refused signature it may not. */
		if (outcome != UPDATE_FAILED || !problem_is_of_server(r->problem)) {
			break;
		}
		if (i + 1 < u->options->urls_len) {
			log_warn("trying the next server failed=%s cause=\"%s\"", c.url, r->why.message);
		}
	}
	transport_rest(u->from);
	return outcome;
}
