/* SPDX-License-Identifier: GPL-3.0-or-later */
/* syncd_main.c - borne-syncd: puts its two halves together
 *
 * Order matters: options, then the spawner of fetching children (it keeps the
 * network), then this process gives the network up, and only then is anything read
 * that came from outside. See sync/README.md. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/config.h"
#include "base/config_machine.h"
#include "base/fsutil.h"
#include "base/opt.h"
#include "base/str.h"
#include "daemon/daemon.h"
#include "fetch/spawner.h"
#include "store/sites.h"
#include "transfer/transport.h"

#define LOG_MODULE "syncd"
#include "base/log.h"

enum { KIB = 1024, MINUTE_S = 60, CONFIRM_S = 120, EXIT_USAGE = 2 };

struct settings {
	struct opt_list urls;
	const char *config;
	const char *pack, *site, *root, *store, *spool, *run, *first_content;
	const char *proxy, *ca_file, *pinned_key, *client_cert, *client_key;
	const char *fetch_user, *fetcher, *quiet_hours, *log_level;
	long interval_s, rate_limit_kib_s, confirm_timeout_s, check_time_s, fetch_silence_s, low_speed_s;
	bool once, trust_system_clock, check_config, help, version;
};

static bool parse_arguments(struct settings *s, int argc, char **argv, struct err *e)
{
	const struct opt table[] = {
		{ "config", OPT_TEXT, &s->config, "FILE", "borne.yaml (/etc/borne/borne.yaml when no --url is given)",
				0, 0 },
		{ "check-config", OPT_FLAG, &s->check_config, "", "name every mistake in it, then exit", 0, 0 },
		{ "url", OPT_LIST, &s->urls, "URL",
				"base address of the server; again for further ones, tried in order", 0, 0 },
		{ "pack", OPT_TEXT, &s->pack, "ID", "content pack to follow", 0, 0 },
		{ "site", OPT_TEXT, &s->site, "ID", "where the unit stands: maps of other areas are left out", 0, 0 },
		{ "root", OPT_TEXT, &s->root, "FILE", "first trusted TUF root", 0, 0 },
		{ "store", OPT_TEXT, &s->store, "DIR", "where content is kept", 0, 0 },
		{ "spool", OPT_TEXT, &s->spool, "DIR", "where downloads grow (STORE/spool)", 0, 0 },
		{ "run", OPT_TEXT, &s->run, "DIR", "run folder: sync/status.json and others, ui/ui.json", 0, 0 },
		{ "first-content", OPT_TEXT, &s->first_content, "DIR",
				"contents that came with the unit: DIR/PACK is a repository", 0, 0 },
		{ "interval", OPT_LONG, &s->interval_s, "S", "seconds between checks, give or take a tenth", 5,
				30L * 86400 },
		{ "quiet-hours", OPT_TEXT, &s->quiet_hours, "HH:MM-HH:MM", "local hours without any request", 0, 0 },
		{ "rate-limit", OPT_LONG, &s->rate_limit_kib_s, "KIB",
				"download at most so many KiB a second (0: no limit)", 0, 1L << 20 },
		{ "proxy", OPT_TEXT, &s->proxy, "URL", "HTTP or SOCKS proxy; the environment is not looked at", 0, 0 },
		{ "ca-file", OPT_TEXT, &s->ca_file, "FILE", "PEM of the CA that signed the server's certificate", 0,
				0 },
		{ "pinned-key", OPT_TEXT, &s->pinned_key, "HASH", "sha256//... of the server's public key", 0, 0 },
		{ "client-cert", OPT_TEXT, &s->client_cert, "FILE", "PEM certificate shown to the server", 0, 0 },
		{ "client-key", OPT_TEXT, &s->client_key, "FILE", "its private key", 0, 0 },
		{ "fetch-user", OPT_TEXT, &s->fetch_user, "NAME",
				"who the fetching process becomes when root or allowed to (borne-fetch)", 0, 0 },
		{ "low-speed", OPT_LONG, &s->low_speed_s, "S",
				"give up a server that is silent for so long, or below 500 bytes/s for twice as long "
				"(30)",
				1, 3600 },
		{ "confirm-timeout", OPT_LONG, &s->confirm_timeout_s, "S",
				"time the interface may be silent about new content (120)", 1, 86400 },
		{ "check-time", OPT_LONG, &s->check_time_s, "S",
				"processor time the check of small new content may take (60); large content gets more",
				1, 3600 },
		{ "trust-system-clock", OPT_FLAG, &s->trust_system_clock, "",
				"the clock is right even when not synchronised", 0, 0 },
		{ "once", OPT_FLAG, &s->once, "",
				"check once (without --url: take --first-content), then exit: 0 up to date, 1 a "
				"problem",
				0, 0 },
		{ "fetcher", OPT_TEXT, &s->fetcher, "PROGRAM", "tests: run this, unconfined, as the fetching process",
				0, 0 },
		{ "fetch-silence", OPT_LONG, &s->fetch_silence_s, "S",
				"kill a fetching process silent for so long (60)", 1, 3600 },
		{ "log-level", OPT_TEXT, &s->log_level, "NAME", "error, warn, info or debug", 0, 0 },
		{ "help", OPT_FLAG, &s->help, "", "show this help", 0, 0 },
		{ "version", OPT_FLAG, &s->version, "", "show the version", 0, 0 },
	};
	size_t args_len;
	if (!opt_parse(table, ARRAY_LEN(table), argc, argv, NULL, 0, &args_len, e)) {
		return false;
	}
	if (s->help) {
		opt_print_help("borne-syncd [options]: keeps this unit's content up to date.\n"
			       "Options given here win over borne.yaml.",
				table, ARRAY_LEN(table));
	}
	return true;
}

/* borrowed from `config`, which lives as long as the program. */
static struct settings settings_of(const struct config *c)
{
	struct settings s = { .pack = c->sync.pack,
		.site = c->site,
		.root = c->sync.root_file,
		.store = c->paths.store,
		.run = c->paths.run,
		.first_content = c->paths.first_content,
		.proxy = c->sync.proxy,
		.ca_file = c->sync.ca_file,
		.pinned_key = c->sync.pinned_key,
		.client_cert = c->sync.client_cert,
		.client_key = c->sync.client_key,
		.fetch_user = c->sync.fetch_user,
		.quiet_hours = c->sync.quiet_hours,
		.log_level = c->log_level,
		.interval_s = c->sync.interval_minutes * MINUTE_S,
		.rate_limit_kib_s = c->sync.rate_limit_kib_s,
		.confirm_timeout_s = CONFIRM_S,
		.check_time_s = CHECKER_TIME_S };
	if (c->sync.url[0] != '\0') {
		s.urls.at[s.urls.len++] = c->sync.url;
	}
	for (size_t i = 0; i < CONFIG_LIST_LEN && c->sync.mirrors[i][0] != '\0'; i++) {
		s.urls.at[s.urls.len++] = c->sync.mirrors[i];
	}
	return s;
}

/* Arguments are read twice: first for the file they may name, then over what the file says. */
static bool read_settings(struct settings *out, struct config *config, struct buf *problems, int argc, char **argv,
		struct err *e)
{
	struct settings first;
	config_defaults(config);
	first = settings_of(config);
	first.first_content = ""; /* a unit's: not of a daemon that is told everything on its command line */
	if (!parse_arguments(&first, argc, argv, e)) {
		return false;
	}
	*out = first;
	bool has_source = first.urls.len > 0 || first.first_content[0] != '\0';
	if (first.help || first.version || (!first.config && has_source && !first.check_config)) {
		return true;
	}
	const char *path = first.config ? first.config : CONFIG_DEFAULT_PATH;
	if (first.check_config) {
		out->config = path;
		return true;
	}
	/* Typed without arguments on a machine that is no unit: not to be started with defaults. */
	bool is_unit = first.config || fs_exists(path);
	if (is_unit ? !config_use(path, config, problems, e) : !config_load(path, config, e)) {
		return false;
	}
	*out = settings_of(config);
	if (first.urls.len > 0) {
		out->urls.len = 0;
	}
	return parse_arguments(out, argc, argv, e);
}

static int check_config(const char *path)
{
	struct buf problems = { 0 };
	static struct config config;
	size_t count = config_check(path, &config, &problems);
	count += config_check_machine(path, &problems);
	count += count == 0 ? sites_check(path, config.paths.store, config.site, &problems) : 0;
	(void)fputs(count ? buf_text(&problems) : "", stderr);
	buf_finish(&problems);
	return count ? 1 : 0;
}

static bool check_settings(const struct settings *s, struct schedule *schedule, struct err *e)
{
	if (s->urls.len == 0 && s->once && s->first_content[0] == '\0') {
		return fail(e, "no server to ask: give sync.url or --url");
	}
	if (s->urls.len > UPDATE_URLS_MAX) {
		return fail(e, "at most %d servers", UPDATE_URLS_MAX);
	}
	for (size_t i = 0; i < s->urls.len; i++) {
		const char *url = s->urls.at[i];
		if (!transport_is_allowed(url)) {
			struct buf schemes = { 0 };
			transport_list_allowed(&schemes);
			(void)fail(e, "the server's address must start with %s, not '%s'", buf_text(&schemes), url);
			buf_finish(&schemes);
			return false;
		}
	}
	*schedule = (struct schedule){ .interval_s = s->interval_s };
	return schedule_parse_quiet(s->quiet_hours, schedule, e) && log_set_level_by_name(s->log_level, e);
}

static struct spawner_options spawner_options_of(const struct settings *s)
{
	return (struct spawner_options){ .http = { .proxy = s->proxy,
							 .ca_file = s->ca_file,
							 .pinned_key = s->pinned_key,
							 .client_cert = s->client_cert,
							 .client_key = s->client_key,
							 .rate_limit_bytes_s = s->rate_limit_kib_s * KIB,
							 .low_speed_s = s->low_speed_s },
		.sandbox = { .user = s->fetch_user },
		.program = s->fetcher };
}

static bool spawn(void *ctx, int *fd, pid_t *pid, struct err *e)
{
	return spawner_spawn(ctx, fd, pid, e);
}

static void end_child(void *ctx)
{
	spawner_end(ctx);
}

static bool run_daemon(const struct settings *s, const struct schedule *schedule, const char *settings_problem,
		struct err *e)
{
	struct spawner spawner = SPAWNER_CLOSED;
	struct spawner_options spawning = spawner_options_of(s);
	struct daemon_options options = { .update = { .urls_len = s->urls.len,
							  .pack = s->pack,
							  .root = s->root,
							  .confine = sandbox_enter_checker,
							  .check_time_s = s->check_time_s },
		.link = { .spawn = spawn, .end = end_child, .spawn_ctx = &spawner, .silence_s = s->fetch_silence_s },
		.store_dir = s->store,
		.spool_dir = s->spool,
		.run_dir = s->run,
		.first_content = s->first_content,
		.site = s->site,
		.schedule = *schedule,
		.confirm_timeout_s = s->confirm_timeout_s,
		.once = s->once,
		.settings_problem = settings_problem,
		.trust_system_clock = s->trust_system_clock };
	memcpy(options.update.urls, s->urls.at, s->urls.len * sizeof s->urls.at[0]);
	daemon_block_signals();
	bool ok = spawner_open(&spawner, &spawning, e) && sandbox_deny_network(e);
	if (!ok) {
		log_error("cannot start: %s", e->message);
	}
	ok = ok && daemon_run(&options, e);
	spawner_close(&spawner);
	return ok;
}

int main(int argc, char **argv)
{
	static struct config config;
	struct buf problems = { 0 };
	struct settings s;
	struct schedule schedule;
	struct err e = { 0 };
	if (!read_settings(&s, &config, &problems, argc, argv, &e)) {
		(void)fprintf(stderr, "borne-syncd: %s\n", e.message);
		return EXIT_USAGE;
	}
	if (s.help) {
		return 0;
	}
	if (s.version) {
		puts("borne-syncd " BORNE_VERSION);
		return 0;
	}
	if (s.check_config) {
		return check_config(s.config);
	}
	if (!check_settings(&s, &schedule, &e)) {
		(void)fprintf(stderr, "borne-syncd: %s\n", e.message);
		return EXIT_USAGE;
	}
	/* The first is enough for the status: the log has them all, and so has --check-config. */
	if (problems.len > 0) {
		problems.bytes[strcspn(problems.bytes, "\n")] = '\0';
	}
	/* What went wrong has been said already, once, with its remedy. */
	bool ok = run_daemon(&s, &schedule, problems.len > 0 ? problems.bytes : NULL, &e);
	buf_finish(&problems);
	return ok ? 0 : 1;
}
