/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a checking process that was taken over may write on its pipe; the first byte says where it is cut in two pieces,
 * the second how the process ended. The pieces make no difference, content is good after the one line that says so and
 * a clean end alone, and every other outcome has a reason. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "check/checker_words.h"

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static bool ends_with(const char *bytes, size_t len, const char *end)
{
	size_t end_len = strlen(end);
	return len >= end_len && memcmp(bytes + len - end_len, end, end_len) == 0;
}

static void look(const struct checker_words *w, int status, const char *bytes, size_t len)
{
	static const struct checker_limits limits = { .processor_s = 60,
		.memory_bytes = 1 << 28,
		.file_bytes = 1 << 24 };
	struct err e = { 0 };
	enum checker_outcome outcome = checker_words_judge(w, status, &limits, &e);
	need(w->len < sizeof w->line && memchr(w->why.message, '\0', sizeof w->why.message));
	need(outcome != CHECKER_STOPPED);
	if (outcome == CHECKER_GOOD) {
		need(status == 0 && !w->nonsense && w->given && w->len == 0);
		need(ends_with(bytes, len, "stage index\ngood\n"));
	} else {
		need(e.message[0] != '\0' && utf8_valid(e.message, strlen(e.message)));
	}
	if (status != 0) {
		need(outcome == CHECKER_CRASHED || outcome == CHECKER_LIMIT || outcome == CHECKER_ENDED);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* As waitpid(2) gives them: a signal, or an exit code times 256. */
	static const int statuses[] = { 0, 1 << 8, SIGKILL, SIGTERM, SIGXCPU, SIGXFSZ, SIGSEGV, SIGSYS };
	if (size < 2) {
		return 0;
	}
	const char *bytes = (const char *)data + 2;
	size_t len = size - 2;
	size_t cut = len ? data[0] % len : 0;
	int status = statuses[data[1] % ARRAY_LEN(statuses)];
	struct checker_words whole = { 0 };
	struct checker_words pieces = { 0 };
	checker_words_take(&whole, bytes, len);
	checker_words_take(&pieces, bytes, cut);
	checker_words_take(&pieces, bytes + cut, len - cut);
	need(whole.len == pieces.len && whole.given == pieces.given && whole.nonsense == pieces.nonsense);
	need(whole.outcome == pieces.outcome && str_equal(whole.why.message, pieces.why.message));
	look(&pieces, status, bytes, len);
	return 0;
}
