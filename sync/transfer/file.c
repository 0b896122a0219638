/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { CHUNK_BYTES = 64 * 1024, STATUS_OK = 200, STATUS_ABSENT = 404 };

bool local_is(const char *url)
{
	return str_starts(url, LOCAL_SCHEME);
}

static int hex_value(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;
	return at ? (int)((at - digits) % 16) : -1;
}

char *local_path(const char *url)
{
	struct buf path = { 0 };
	const char *at = url + sizeof LOCAL_SCHEME - 1;
	if (*at != '/') {
		return NULL;
	}
	while (*at) {
		int high = *at == '%' ? hex_value(at[1]) : -1;
		int low = high >= 0 ? hex_value(at[2]) : -1;
		if (low < 0) {
			buf_add_char(&path, *at++);
			continue;
		}
		if (high == 0 && low == 0) {
			buf_finish(&path);
			return NULL;
		}
		buf_add_char(&path, (char)(high * 16 + low));
		at += 3;
	}
	return buf_take(&path);
}

static bool fail_reading(struct link_reply *reply, const char *path, struct err *e)
{
	reply->problem = PROBLEM_MEDIUM;
	return fail_errno(e, "read %s", path);
}

static bool pass_on(int fd, const char *path, const struct link_request *request, struct link_reply *reply,
		struct err *e)
{
	char chunk[CHUNK_BYTES];
	for (;;) {
		ssize_t got = read(fd, chunk, sizeof chunk);
		if (got < 0 && errno == EINTR) {
			continue;
		}
		if (got < 0) {
			return fail_reading(reply, path, e);
		}
		if (got == 0) {
			return true;
		}
		reply->done.received += (uint64_t)got;
		if (reply->done.received > request->max_bytes) {
			reply->problem = PROBLEM_TARGET_DAMAGED;
			return fail_kind(e, ERR_TRUST, "%s is larger than the %llu bytes allowed", path,
					(unsigned long long)request->max_bytes);
		}
		if (!request->body(request->ctx, chunk, (size_t)got, e)) {
			return false;
		}
	}
}

/* Without following any link on the way: a stick may hold one to anywhere. */
static int open_plainly(const char *path)
{
	struct open_how how = { .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK,
		.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS };
	return (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
}

bool local_get(const struct link_request *request, struct link_reply *reply, struct err *e)
{
	*reply = (struct link_reply){ .done = { .event = MESSAGE_DONE, .retry_after_s = -1 } };
	CLEANUP(free_ptr) char *path = local_path(request->url);
	if (!path) {
		reply->problem = PROBLEM_NOT_A_REPOSITORY;
		return fail_kind(e, ERR_NETWORK, "'%s' is not the address of a file", request->url);
	}
	CLEANUP(fs_close_fd) int fd = open_plainly(path);
	struct stat st;
	if (fd < 0 && errno != ENOENT && errno != ENOTDIR && errno != ELOOP) {
		return fail_reading(reply, path, e);
	}
	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		reply->done.ok = true;
		reply->done.status = STATUS_ABSENT;
		return true;
	}
	reply->done.status = STATUS_OK;
	if ((request->head && !request->head(request->ctx, &reply->done, e)) || !pass_on(fd, path, request, reply, e)) {
		return false;
	}
	reply->done.ok = true;
	return true;
}
