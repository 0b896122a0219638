/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain way to ask, without conditions, for programs that are not the daemon; and files read beforehand. */
#include <fcntl.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/pem.h"
#include "fetch/http.h"
#include "fetch/httptrouble.h"

static bool sink_to_fd(void *ctx, uint64_t offset, const void *bytes, size_t len, struct err *e)
{
	(void)offset;
	return fs_write_all(*(int *)ctx, bytes, len, e);
}

/* Without a condition or a range only these three statuses mean something to a caller. */
static bool check_plain_status(const struct http_reply *reply, const char *url, long *status, struct err *e)
{
	long got = reply->headers.status;
	if (got != 200 && got != 404 && got != 410) {
		char host[128];
		return fail_kind(e, ERR_NETWORK, "%s answers HTTP status %ld", httptrouble_host(url, host, sizeof host),
				got);
	}
	*status = got;
	return true;
}

bool http_get_file(struct http *h, const char *url, const char *path, uint64_t max_bytes, long *status, struct err *e)
{
	CLEANUP(fs_close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, (mode_t)0644);
	if (fd < 0) {
		return fail_errno(e, "create %s", path);
	}
	struct http_reply reply;
	struct http_request request = { .url = url, .max_bytes = max_bytes, .sink = sink_to_fd, .sink_ctx = &fd };
	return http_perform(h, &request, &reply, e) && check_plain_status(&reply, url, status, e);
}

/* ---- the unit's own files ---- */

/* The first that cannot be used is named. */
static void read_pem(struct http_files *files, struct buf *out, const char *option, const char *path, unsigned parts)
{
	struct err e;
	if (path && path[0] && !pem_read(path, parts, out, &e) && files->problem.message[0] == '\0') {
		(void)fail_wrap(&e, "%s", option);
		files->problem = e;
	}
}

void http_files_read(struct http_files *files, const struct http_options *o)
{
	bool has_key = o->client_key && o->client_key[0];
	read_pem(files, &files->ca, "sync.ca_file", o->ca_file, PEM_CERTIFICATE);
	read_pem(files, &files->client_cert, "sync.client_cert", o->client_cert,
			PEM_CERTIFICATE | (has_key ? 0U : PEM_PRIVATE_KEY));
	read_pem(files, &files->client_key, "sync.client_key", o->client_key, PEM_PRIVATE_KEY);
}
