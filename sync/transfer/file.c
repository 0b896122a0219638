/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/str.h"

enum { CHUNK_BYTES = 64 * 1024 };

char *file_path(const char *quoted)
{
	struct buf path = { 0 };
	const char *at = quoted;
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

static bool fail_reading(struct result *r, const char *path)
{
	(void)fail_errno(&r->why, "read %s", path);
	return result_set(r, PROBLEM_MEDIUM);
}

static bool pass_on(int fd, const char *path, const struct transport_request *request, struct result *r)
{
	char chunk[CHUNK_BYTES];
	uint64_t received = 0;
	for (;;) {
		ssize_t got = fs_read_some(fd, chunk, sizeof chunk);
		if (got < 0) {
			return fail_reading(r, path);
		}
		if (got == 0) {
			return true;
		}
		received += (uint64_t)got;
		if (received > request->max_bytes) {
			return result_fail(r, PROBLEM_TARGET_DAMAGED, ERR_TRUST,
					"%s is larger than the %llu bytes allowed", path,
					(unsigned long long)request->max_bytes);
		}
		if (!request->body(request->ctx, chunk, (size_t)got, r)) {
			return false;
		}
	}
}

/*
 * Without following any link on the way: a stick may hold one to anywhere. Each folder is opened in the one before it.
 * openat2() would do it in one call, but RestrictSUIDSGID= of the unit files refuses it (its flags lie behind a
 * pointer, which a filter of calls cannot read).
 */
static int open_plainly(const char *path)
{
	int at = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	const char *part = path + strspn(path, "/");
	while (at >= 0 && *part) {
		char name[NAME_MAX + 1];
		size_t length = strcspn(part, "/");
		const char *next = part + length + strspn(part + length, "/");
		if (length > NAME_MAX) {
			(void)close(at);
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(name, part, length);
		name[length] = '\0';
		int flags = O_NOFOLLOW | O_CLOEXEC | (*next ? O_PATH | O_DIRECTORY : O_RDONLY | O_NONBLOCK);
		int fd = openat(at, name, flags);
		int why = errno;
		(void)close(at);
		errno = why;
		at = fd;
		part = next;
	}
	return at;
}

bool file_get_at(const char *quoted, const struct transport_request *request, struct transport_answer *answer,
		struct result *r)
{
	CLEANUP(free_ptr) char *path = file_path(quoted);
	if (!path) {
		return result_fail(r, PROBLEM_NOT_A_REPOSITORY, ERR_NETWORK, "'%s' is not the address of a file",
				request->url);
	}
	CLEANUP(fs_close_fd) int fd = open_plainly(path);
	struct stat st;
	if (fd < 0 && errno != ENOENT && errno != ENOTDIR && errno != ELOOP) {
		return fail_reading(r, path);
	}
	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		answer->status = HTTP_NOT_FOUND;
		return true;
	}
	answer->status = HTTP_OK;
	return (!request->head || request->head(request->ctx, answer, r)) && pass_on(fd, path, request, r);
}

bool file_get(const struct transport_request *request, struct transport_answer *answer, struct result *r)
{
	return file_get_at(request->url + sizeof FILE_SCHEME - 1, request, answer, r);
}
