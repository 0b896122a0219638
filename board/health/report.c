/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/report.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/config_table.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/outward.h"
#include "base/rundir.h"
#include "base/str.h"

enum { FILE_MAX_BYTES = 256 * 1024, JOURNAL_MAX_BYTES = 512 * 1024 };

typedef bool report_read(const char *path, size_t max_bytes, struct buf *out, struct err *e);

static void add_file(const struct healthcheck_source *source, const char *title, const char *path, report_read *read,
		struct buf *out)
{
	CLEANUP(free_ptr) char *whole = mem_printf("%s%s", source->root, path);
	struct buf text = { 0 };
	if (read(whole, FILE_MAX_BYTES, &text, NULL)) {
		buf_printf(out, "\n== %s (%s)\n", title, path);
		/* The device tree ends its texts with a NUL. */
		buf_add_text(out, buf_text(&text));
		if (text.len == 0 || text.bytes[text.len - 1] != '\n') {
			buf_add_char(out, '\n');
		}
	}
	buf_finish(&text);
}

/* What a child writes; "" when it cannot be started. */
static void run_and_read(char *const argv[], struct buf *out)
{
	int ends[2];
	pid_t pid;
	if (pipe2(ends, O_CLOEXEC) != 0) {
		return;
	}
	posix_spawn_file_actions_t actions;
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	(void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int failed = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	(void)posix_spawn_file_actions_destroy(&actions);
	(void)close(ends[1]);
	char chunk[4096];
	size_t total = 0;
	while (!failed) {
		ssize_t got = fs_read_some(ends[0], chunk, sizeof chunk);
		total += got > 0 ? (size_t)got : 0;
		if (got <= 0 || total > JOURNAL_MAX_BYTES) {
			break;
		}
		buf_add(out, chunk, (size_t)got);
	}
	(void)close(ends[0]);
	while (!failed && waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
	}
}

static void add_journal(struct buf *out)
{
	char *const argv[] = { "journalctl", "--no-pager", "--quiet", "--boot", "--lines=200", "--unit=borne.service",
		"--unit=borne-syncd.service", NULL };
	buf_add_text(out, "\n== journal\n");
	run_and_read(argv, out);
}

/* Options whose values help and harm nothing. Any other one, also one that is added later, is only said to be set. */
static const struct {
	const char *section; /* NULL: at the top of the file */
	const char *names;   /* with spaces around each */
} shown[] = {
	{ NULL, " site language control log_level " },
	{ "screen", " rotate mm_per_px format brightness night_hours night_brightness floor_mm " },
	{ "sync", " url mirrors pack root_file interval_minutes quiet_hours rate_limit_kib_s proxy ca_file "
		  "fetch_user " },
	{ "network", " wired address gateway dns wifi_ssid wifi_security wifi_hidden wifi_country wifi_addressing "
		     "wifi_method wifi_ca_file wifi_server_name " },
	{ "paths", " store run assets first_content " },
	{ "idle", " seconds reading_seconds countdown_seconds " },
	{ "map", " cache_mib top " },
	{ "touch", " calibration calibrated " },
};

static bool is_shown(const struct config_option *o)
{
	CLEANUP(free_ptr) char *name = mem_printf(" %s ", o->name);
	for (size_t i = 0; i < ARRAY_LEN(shown) && !config_option_is_secret(o); i++) {
		bool same = o->section ? shown[i].section && str_equal(shown[i].section, o->section)
				       : !shown[i].section;
		if (same && strstr(shown[i].names, name)) {
			return true;
		}
	}
	return false;
}

/* As they were understood: the file itself may hold a code in a comment or under a mistyped name. */
static void add_settings(const char *path, const struct config *config, struct buf *out)
{
	struct config defaults;
	config_defaults(&defaults);
	buf_printf(out, "\n== settings as read (%s)\n", path);
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		struct buf value = { 0 };
		struct buf fallback = { 0 };
		config_option_print(o, config, &value);
		config_option_print(o, &defaults, &fallback);
		bool same = str_equal(buf_text(&value), buf_text(&fallback));
		buf_printf(out, "%s%s%s: %s%s\n", o->section ? o->section : "", o->section ? "." : "", o->name,
				is_shown(o) ? buf_text(&value)
				: same      ? ""
					    : "(set)",
				same ? " (default)" : "");
		buf_finish(&value);
		buf_finish(&fallback);
	}
}

void report_write(const struct healthcheck_source *source, const struct health *h, bool with_journal, struct buf *out)
{
	struct config config;
	struct buf problems = { 0 };
	struct buf text = { 0 };
	char now[CLOCK_RFC3339_BYTES];
	CLEANUP(free_ptr) char *config_path = mem_printf("%s%s", source->root, source->config_path);
	(void)config_check(config_path, &config, &problems);
	buf_finish(&problems);
	CLEANUP(free_ptr) char *status = rundir_path(config.paths.run, RUNDIR_SYNC, "status.json");
	CLEANUP(free_ptr) char *ui = rundir_path(config.paths.run, RUNDIR_UI, "ui.json");
	CLEANUP(free_ptr) char *reports = fs_join(config.paths.state, "reports.tsv");
	CLEANUP(free_ptr) char *refused = fs_join(config.paths.store, "refused.json");
	const struct {
		const char *title, *path;
		report_read *read;
	} files[] = {
		{ "machine", "/proc/device-tree/model", NULL },
		{ "machine", "/sys/class/dmi/id/product_name", NULL },
		{ "kernel", "/proc/sys/kernel/osrelease", NULL },
		{ "system", "/etc/os-release", NULL },
		{ "uptime", "/proc/uptime", NULL },
		{ "memory", "/proc/meminfo", NULL },
		{ "mounts", "/proc/mounts", NULL },
		{ "input devices", "/proc/bus/input/devices", NULL },
		{ "sync", status, rundir_read_path },
		{ "interface", ui, rundir_read_path },
		{ "refused contents", refused, NULL },
		{ "what visitors said is wrong", reports, NULL },
	};
	clock_format_rfc3339(source->now, now);
	buf_printf(&text, "Borne %s, %s\n\n", BORNE_VERSION, now);
	health_print_doctor(h, &text);
	add_settings(source->config_path, &config, &text);
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		add_file(source, files[i].title, files[i].path, files[i].read ? files[i].read : fs_read_file, &text);
	}
	if (with_journal) {
		add_journal(&text);
	}
	outward_add(out, buf_text(&text), "\n\t"); /* files and journal are as they were found */
	buf_finish(&text);
}
