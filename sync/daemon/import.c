/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon/import.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/rundir.h"
#include "base/str.h"
#include "generation/release_facts.h"
#include "transfer/file.h"
#include "tuf/client.h"

#define LOG_MODULE "import"
#include "base/log.h"

enum { BACKLOG = 4, SOCKET_MODE = 0600 };

int import_listen(const char *run_dir, struct err *e)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	CLEANUP(free_ptr) char *path = rundir_path(run_dir, RUNDIR_SYNC, "import.sock");
	if (!str_copy(address.sun_path, sizeof address.sun_path, path)) {
		(void)fail(e, "%s is too long for the name of a socket", path);
		return -1;
	}
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	(void)unlink(path);
	mode_t before = umask(0777 & ~SOCKET_MODE);
	bool ok = fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
		  listen(fd, BACKLOG) == 0;
	(void)umask(before);
	if (!ok) {
		(void)fail_errno(e, "listen on %s", path);
		fs_close_fd(&fd);
	}
	return fd;
}

/* ---- the request --------------------------------------------------------------------------------------- */

bool import_parse_request(const char *bytes, size_t len, char out[IMPORT_PATH_BYTES], struct err *e)
{
	if (len == 0 || bytes[0] != '/' || len >= IMPORT_PATH_BYTES || memchr(bytes, '\0', len)) {
		return fail_kind(e, ERR_FORMAT, "name a folder by its absolute path, of at most %d bytes",
				IMPORT_PATH_BYTES - 1);
	}
	memcpy(out, bytes, len);
	out[len] = '\0';
	/* "/" alone is nobody's stick; the rest must be a plain path. */
	if (!fs_is_safe_relative(out + 1)) {
		return fail_kind(e, ERR_FORMAT, "'%s' is not a plain path", out);
	}
	return true;
}

static bool has_repository(const char *folder)
{
	CLEANUP(free_ptr) char *timestamp = fs_join(folder, "metadata/timestamp.json");
	return fs_exists(timestamp);
}

char *import_url(const char *folder)
{
	CLEANUP(free_ptr) char *below = fs_join(folder, "borne");
	CLEANUP(free_ptr)
	char *quoted = tuf_quote(!has_repository(folder) && has_repository(below) ? below : folder, true);
	return mem_printf("%s%s", LOCAL_SCHEME, quoted);
}

static bool may_ask(int fd)
{
	struct ucred peer;
	socklen_t len = sizeof peer;
	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0 && (peer.uid == 0 || peer.uid == geteuid());
}

/* One line; whoever knocks and says nothing is not waited for. */
static bool read_request(int fd, char out[IMPORT_PATH_BYTES], struct err *e)
{
	char line[IMPORT_PATH_BYTES + 1];
	size_t len = 0;
	while (len < sizeof line) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		if (poll(&p, 1, IMPORT_OPENING_MS) <= 0) {
			return fail(e, "no request came");
		}
		ssize_t got = read(fd, line + len, sizeof line - len);
		if (got <= 0) {
			return fail(e, "no request came");
		}
		len += (size_t)got;
		const char *end = memchr(line, '\n', len);
		if (end) {
			return import_parse_request(line, (size_t)(end - line), out, e);
		}
	}
	return fail_kind(e, ERR_FORMAT, "the path is too long");
}

/* ---- the answer ---------------------------------------------------------------------------------------- */

/* Never waits: a technician who stopped reading does not stop an import. Takes `o`. */
static void say(int fd, json_t *o)
{
	char *text = o ? json_dumps(o, JSON_COMPACT) : NULL;
	json_decref(o);
	if (text && fd >= 0) {
		CLEANUP(free_ptr) char *line = mem_printf("%s\n", text);
		(void)!send(fd, line, strlen(line), MSG_DONTWAIT | MSG_NOSIGNAL);
	}
	free(text);
}

void import_progress(const struct syncd *d)
{
	const struct status *s = &d->status;
	if (d->import_fd >= 0) {
		say(d->import_fd, json_pack("{s:s, s:I, s:I, s:s}", "state", status_state_name(s->state), "bytes",
						  (json_int_t)s->progress.bytes, "total", (json_int_t)s->progress.total,
						  "name", s->progress.name));
	}
}

static const char *outcome_name(enum update_outcome outcome)
{
	static const char *const names[] = { [UPDATE_CURRENT] = "current",
		[UPDATE_SWITCHED] = "imported",
		[UPDATE_REFUSED] = "refused",
		[UPDATE_FAILED] = "refused" };
	return names[outcome];
}

static void note(struct syncd *d, const char *folder, enum update_outcome outcome, enum problem problem,
		const char *message)
{
	struct status_import *import = &d->status.import;
	char remedy[PROBLEM_REMEDY_BYTES];
	struct release_facts facts = { 0 };
	(void)release_facts_read(&d->store, store_generation(&d->store, STORE_CURRENT), &facts);
	*import = (struct status_import){ .at = trustclock_shown(&d->clock), .problem = problem };
	str_cut(import->folder, sizeof import->folder, folder);
	str_cut(import->outcome, sizeof import->outcome, outcome_name(outcome));
	str_cut(import->edition, sizeof import->edition, facts.edition);
	if (problem != PROBLEM_NONE) {
		report_copy_readable(import->message, sizeof import->message, message);
		log_warn("nothing taken from a stick folder=%s code=%s cause=\"%s\" remedy=\"%s\"", folder,
				problem_code(problem), import->message, problem_remedy(problem, d->store.root, remedy));
	} else {
		log_info("a stick was read folder=%s outcome=%s edition=%s", folder, import->outcome, import->edition);
	}
}

/* The problem of a stick is the stick's: what the server was doing, and its troubles, stay as they were. */
static enum update_outcome import_from(struct syncd *d, const char *folder, struct update_report *report, struct err *e)
{
	CLEANUP(free_ptr) char *url = import_url(folder);
	if (!syncd_take_store(d, &report->problem, e)) {
		return UPDATE_FAILED;
	}
	struct update_options options = *d->update.options;
	struct update update = d->update;
	struct uistate ui;
	const char *server = d->status.server;
	enum status_state state = d->status.state;
	uistate_read(&ui, d->ui_path);
	options.urls[0] = url;
	options.urls_len = 1;
	update.options = &options;
	update.open_generation = ui.alive ? ui.shown : 0;
	update.last_full = 0; /* no brief question: this is another source */
	report_state(d, STATUS_CHECKING);
	enum update_outcome outcome = update_check(&update, report, e);
	d->status.server = server;
	d->update.last_full = 0; /* the server is asked in full next time */
	d->state.etag[0] = '\0';
	if (outcome == UPDATE_SWITCHED) {
		d->status.switches++;
		verdict_begin(d);
	}
	syncd_save(d);
	d->status.state = d->trial.generation > 0 ? STATUS_WAITING : state;
	return outcome;
}

void import_serve(struct syncd *d)
{
	char folder[IMPORT_PATH_BYTES] = "";
	struct err e = { 0 };
	struct update_report report = { .problem = PROBLEM_NONE };
	int fd = accept4(d->import_listen_fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0) {
		return;
	}
	enum update_outcome outcome = UPDATE_FAILED;
	if (!may_ask(fd)) {
		(void)fail(&e, "only root may import");
		report.problem = PROBLEM_INTERNAL;
	} else if (!read_request(fd, folder, &e)) {
		folder[0] = '\0';
		report.problem = PROBLEM_NOT_A_REPOSITORY;
	} else {
		d->import_fd = fd;
		outcome = import_from(d, folder, &report, &e);
		d->import_fd = -1;
		enum problem problem =
				outcome == UPDATE_CURRENT || outcome == UPDATE_SWITCHED ? PROBLEM_NONE : report.problem;
		report.problem = problem;
		note(d, folder, outcome, problem, e.message);
		report_now(d);
	}
	json_t *answer = status_import_to_json(&d->status.import, d->status.store);
	if (!folder[0]) {
		json_decref(answer);
		answer = json_pack("{s:s, s:s, s:s}", "outcome", "refused", "code", problem_code(report.problem),
				"message", e.message);
	}
	say(fd, json_pack("{s:o}", "result", answer));
	fs_close_fd(&fd);
}
