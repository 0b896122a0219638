/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/stick.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/problem.h"
#include "base/rundir.h"
#include "base/str.h"

/* The daemon says something every second while it works; hashing a large map is its longest silence. */
enum { ANSWER_WAIT_S = 600 };
enum { ANSWER_LINE_BYTES = 8192, STATUS_BYTES_MAX = 64 * 1024, STORE_UMASK = 027 };

/* ---- words --------------------------------------------------------------------------------------------- */

static const char *text_of(const json_t *o, const char *key)
{
	const char *text = json_string_value(json_object_get(o, key));
	return text ? text : "";
}

/* Appends the words of health.<key>, whose {name} is `value`. */
static void add_words(struct buf *out, const char *language, const char *key, const char *name, const char *value)
{
	CLEANUP(free_ptr) char *text = health_say(language, key, WORDS_VALUES({ name, value }));
	buf_add_text(out, text);
}

/* A code of a later version has no words here: then those of the answer, which are English. */
static void describe_refusal(const json_t *import, const char *language, const char *store, struct buf *words,
		struct buf *remedy)
{
	char filled[PROBLEM_REMEDY_BYTES];
	const char *code = text_of(import, "code");
	const char *message = text_of(import, "message");
	enum problem p = problem_of_code(code);
	const char *cause = p != PROBLEM_NONE ? problem_cause(p, language) : message[0] ? message : code;
	add_words(words, language, "stick.refused", "cause", cause);
	buf_add_text(remedy, p != PROBLEM_NONE ? problem_stick_remedy(p, language, store, filled)
					       : text_of(import, "remedy"));
}

enum health_state stick_describe(const json_t *import, const char *language, const char *store, struct buf *words,
		struct buf *remedy)
{
	const char *outcome = text_of(import, "outcome");
	const char *edition = text_of(import, "edition");
	if (str_equal(outcome, "imported")) {
		add_words(words, language, "stick.imported", "edition", edition);
	} else if (str_equal(outcome, "current")) {
		add_words(words, language, "stick.current", "edition", edition);
	} else if (json_is_object(import)) {
		describe_refusal(import, language, store, words, remedy);
		return HEALTH_ATTENTION;
	}
	return HEALTH_OK;
}

static enum health_state conclude(const json_t *import, const struct stick_request *r, struct buf *words)
{
	struct buf remedy = { 0 };
	enum health_state state = stick_describe(import, r->language, r->config->paths.store, words, &remedy);
	if (remedy.len > 0) {
		buf_printf(words, "\n  -> %s", buf_text(&remedy));
	}
	const char *message = text_of(import, "message");
	if (state != HEALTH_OK && message[0]) {
		buf_printf(words, "\n  (%s)", message);
	}
	buf_finish(&remedy);
	return state == HEALTH_OK ? HEALTH_OK : HEALTH_BROKEN;
}

static enum health_state give_up(struct buf *words, const struct stick_request *r, const char *key, const char *why)
{
	add_words(words, r->language, key, "why", why);
	return HEALTH_BROKEN;
}

/* ---- the running daemon -------------------------------------------------------------------------------- */

/* A name that was cut would be another socket's. */
static bool fits(struct sockaddr_un *address, const char *path)
{
	bool whole = str_copy(address->sun_path, sizeof address->sun_path, path);
	errno = whole ? errno : ENAMETOOLONG;
	return whole;
}

/* -1: no daemon listens. */
static int connect_to_daemon(const struct stick_request *r)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	CLEANUP(free_ptr) char *path = rundir_path(r->config->paths.run, RUNDIR_SYNC, "import.sock");
	const struct timeval patience = { .tv_sec = ANSWER_WAIT_S };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0 &&
		  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 && fits(&address, path) &&
		  connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
	if (!ok) {
		int why = errno;
		fs_close_fd(&fd);
		errno = why;
	}
	return fd;
}

static void show_progress(const json_t *line, const char *language)
{
	double total = (double)json_integer_value(json_object_get(line, "total"));
	double done = (double)json_integer_value(json_object_get(line, "bytes"));
	if (total > 0) {
		CLEANUP(free_ptr)
		char *text = health_say(language, "stick.progress",
				WORDS_VALUES({ "name", text_of(line, "name") },
						{ "done", health_decimal(language, done / 1e6, 1) },
						{ "total", health_decimal(language, total / 1e6, 1) }));
		(void)fprintf(stderr, "%s\n", text);
	}
}

static enum health_state ask_daemon(const struct stick_request *r, int fd, const char *folder, struct buf *words)
{
	char text[ANSWER_LINE_BYTES];
	FILE *stream = fdopen(fd, "r+");
	if (!stream) {
		(void)close(fd);
		return give_up(words, r, "stick.silent", strerror(errno));
	}
	(void)fprintf(stream, "%s\n", folder);
	(void)fflush(stream);
	enum health_state state = HEALTH_BROKEN;
	bool ended = false;
	while (!ended && fgets(text, sizeof text, stream)) {
		json_t *line = json_loads(text, 0, NULL);
		const json_t *result = json_object_get(line, "result");
		ended = result != NULL;
		if (ended) {
			state = conclude(result, r, words);
		} else {
			show_progress(line, r->language);
		}
		json_decref(line);
	}
	(void)fclose(stream);
	return ended ? state : give_up(words, r, "stick.ended", "journalctl -u borne-syncd");
}

/* ---- no daemon ----------------------------------------------------------------------------------------- */

/* What root writes into the store, the daemon could never change again: its owner does it. */
static bool become_owner_of(const char *store)
{
	struct stat st;
	if (geteuid() != 0 || stat(store, &st) != 0 || st.st_uid == 0) {
		return true;
	}
	(void)umask(STORE_UMASK);
	return setgroups(0, NULL) == 0 && setgid(st.st_gid) == 0 && setuid(st.st_uid) == 0;
}

static int run_syncd(const struct stick_request *r, const char *folder)
{
	struct buf address = { 0 };
	buf_add_text(&address, "file://");
	buf_add_quoted(&address, folder, true);
	CLEANUP(free_ptr) char *url = buf_take(&address);
	pid_t child = fork();
	if (child == 0) {
		if (become_owner_of(r->config->paths.store)) {
			(void)execlp(r->syncd, r->syncd, "--config", r->config_path, "--once", "--url", url,
					(char *)NULL);
		}
		_exit(127);
	}
	int status = 0;
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
		return -1;
	}
	return WEXITSTATUS(status);
}

static json_t *read_status(const struct stick_request *r)
{
	struct buf bytes = { 0 };
	struct err e;
	json_t *status = rundir_read(r->config->paths.run, RUNDIR_SYNC, "status.json", STATUS_BYTES_MAX, &bytes, &e)
					 ? json_loadb(buf_text(&bytes), bytes.len, 0, NULL)
					 : NULL;
	buf_finish(&bytes);
	return status;
}

static enum health_state run_alone(const struct stick_request *r, const char *folder, struct buf *words)
{
	int code = run_syncd(r, folder);
	if (code != 0 && code != 1) {
		return give_up(words, r, "stick.unable", r->syncd);
	}
	json_t *status = read_status(r);
	json_t *error = json_object_get(status, "error");
	json_t *import = code == 0 ? json_pack("{s:s, s:s}", "outcome", "imported", "edition",
						     text_of(status, "edition"))
				   : json_incref(error);
	enum health_state state = conclude(import, r, words);
	json_decref(import);
	json_decref(status);
	return state;
}

enum health_state stick_import(const struct stick_request *r, struct buf *words)
{
	CLEANUP(free_ptr) char *folder = realpath(r->folder, NULL);
	CLEANUP(free_ptr) char *below = folder ? fs_join(folder, "borne/metadata/timestamp.json") : NULL;
	if (!folder) {
		return give_up(words, r, "stick.folder", r->folder);
	}
	int fd = connect_to_daemon(r);
	if (fd >= 0) {
		return ask_daemon(r, fd, folder, words);
	}
	if (errno == EACCES || errno == EPERM) {
		return give_up(words, r, "stick.denied", "sudo borne-unit import");
	}
	CLEANUP(free_ptr) char *repository = fs_exists(below) ? fs_join(folder, "borne") : mem_strdup(folder);
	return run_alone(r, repository, words);
}
