/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole conversation with a taken-over fetching child: order, counts and lengths of what it says, not only its lines.
 * Whatever comes, no byte above the limit and none before a head reaches the caller. */
#include <assert.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transfer/link.h"

enum { LIMIT_BYTES = 64, NO_PID = 0x3fffffff /* above every pid: ending this child ends no process */ };

struct told {
	int heads;
	uint64_t bytes;
};

static bool spawn(void *ctx, int *fd, pid_t *pid, struct err *e)
{
	(void)e;
	*fd = *(int *)ctx;
	*pid = NO_PID;
	return true;
}

static bool on_head(void *ctx, const struct transport_answer *answer, struct result *r)
{
	(void)r;
	struct told *t = ctx;
	t->heads++;
	assert(t->heads == 1 && (answer->status == HTTP_OK || answer->status == HTTP_PARTIAL));
	return true;
}

static bool on_body(void *ctx, const char *bytes, size_t len, struct result *r)
{
	(void)bytes, (void)r;
	struct told *t = ctx;
	t->bytes += len;
	assert(t->heads == 1 && t->bytes <= LIMIT_BYTES);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	int pair[2];
	(void)signal(SIGPIPE, SIG_IGN);
	if (len > 32 * 1024 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		return 0;
	}
	bool sent = write(pair[1], bytes, len) == (ssize_t)len && shutdown(pair[1], SHUT_WR) == 0;
	assert(sent);
	struct told told = { 0 };
	struct link_options options = { .spawn = spawn, .spawn_ctx = &pair[0] };
	struct transport_request request = { .url = "http://region.example/metadata/timestamp.json",
		.max_bytes = LIMIT_BYTES,
		.head = on_head,
		.body = on_body,
		.ctx = &told };
	struct transport_answer answer;
	struct result r = RESULT_NONE;
	struct link *l = link_create(&options);
	if (link_get(l, &request, &answer, &r)) {
		assert(answer.status != 0 && r.problem == PROBLEM_NONE);
	} else {
		assert(r.problem != PROBLEM_NONE);
	}
	link_destroy(l); /* closes pair[0] */
	(void)close(pair[1]);
	return 0;
}
