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
#include "daemon/importanswer.h"
#include "daemon/report.h"
#include "daemon/storehold.h"
#include "daemon/verdict.h"
#include "transfer/stick.h"

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
	/* "/" alone is refused: no stick is mounted there. The rest must be a plain path. */
	if (!fs_is_safe_relative(out + 1)) {
		return fail_kind(e, ERR_FORMAT, "'%s' is not a plain path", out);
	}
	return true;
}

static bool may_ask(int fd)
{
	struct ucred peer;
	socklen_t len = sizeof peer;
	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0 && (peer.uid == 0 || peer.uid == geteuid());
}

/* One line. A peer that sends none within IMPORT_OPENING_MS is refused. */
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

/* The problem of a stick is the stick's: what the server was doing, and its troubles, stay as they were. */
enum update_outcome import_folder(struct syncd *d, const char *folder, bool came_with_unit, struct result *r)
{
	CLEANUP(free_ptr) char *url = stick_url(folder);
	if (!storehold_take(d, r)) {
		return UPDATE_FAILED;
	}
	struct update_options options = *d->update.options;
	struct update update = d->update;
	struct update_found found = d->found;
	struct sync_state before = d->state;
	struct uistate ui;
	uistate_read(&ui, d->ui_path);
	options.urls[0] = url;
	options.urls_len = 1;
	update.options = &options;
	update.found = &found;
	update.open_generation = ui.alive ? ui.shown : 0;
	update.last_full = 0; /* no brief question: this is another source */
	update.came_with_unit = came_with_unit;
	report_state(d, STATUS_CHECKING);
	enum update_outcome outcome = update_check(&update, r);
	if (came_with_unit && outcome != UPDATE_SWITCHED) {
		d->state = before;
		return outcome;
	}
	found.server = d->found.server;
	d->found = found;
	d->update.last_full = 0; /* the server is asked in full next time */
	d->state.etag[0] = '\0';
	if (outcome == UPDATE_SWITCHED) {
		verdict_begin(d);
	}
	syncd_save(d);
	return outcome;
}

static json_t *refusal(const struct result *r)
{
	return json_pack("{s:s, s:s, s:s}", "outcome", "refused", "code", problem_code(r->problem), "message",
			r->why.message);
}

void import_serve(struct syncd *d)
{
	char folder[IMPORT_PATH_BYTES] = "";
	struct result r = RESULT_NONE;
	int fd = accept4(d->import_listen_fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0) {
		return;
	}
	json_t *answer = NULL;
	if (!may_ask(fd)) {
		(void)result_fail(&r, PROBLEM_INTERNAL, ERR_DENIED, "only root may import");
		answer = refusal(&r);
	} else if (!read_request(fd, folder, &r.why)) {
		(void)result_set(&r, PROBLEM_NOT_A_REPOSITORY);
		answer = refusal(&r);
	} else {
		enum status_state before = d->status.state;
		d->import_fd = fd;
		enum update_outcome outcome = import_folder(d, folder, false, &r);
		d->import_fd = -1;
		report_stick(d, folder, outcome, &r, before);
		answer = status_import_to_json(&d->status.import, d->status.store);
	}
	importanswer_send(fd, json_pack("{s:o}", "result", answer));
	fs_close_fd(&fd);
}
