/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain way to ask, without conditions, for programs that are not the daemon; and files read beforehand. */
#include <fcntl.h>

#include "base/fsutil.h"
#include "base/mem.h"
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

enum { PEM_BYTES_MAX = 4 * 1024 * 1024 };

static void read_pem(struct buf *out, const char *path)
{
	struct err ignored;
	if (path && path[0] && !fs_read_file(path, PEM_BYTES_MAX, out, &ignored)) {
		buf_clear(out);
	}
}

void http_files_read(struct http_files *files, const struct http_options *options)
{
	read_pem(&files->ca, options->ca_file);
	read_pem(&files->client_cert, options->client_cert);
	read_pem(&files->client_key, options->client_key);
}
