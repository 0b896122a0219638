/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/checker_words.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/outward.h"
#include "base/str.h"

enum { MIB = 1024 * 1024 };

/* What the child quotes may be any bytes of the content, or of a program that took it over. */
static void set_reason(struct checker_words *w, enum err_kind kind, const char *before, const char *message)
{
	char shown[ERR_MESSAGE_BYTES];
	outward_copy(shown, sizeof shown, message, "");
	(void)fail_kind(&w->why, kind, "%s%s", before, shown);
}

static void take_line(struct checker_words *w, char *line)
{
	bool is_bad = str_starts(line, "bad ");
	char *message = is_bad ? strchr(line + 4, ' ') : NULL;
	if (w->given) {
		w->nonsense = true;
	} else if (str_equal(line, "stage files") || str_equal(line, "stage index")) {
		w->indexing = str_equal(line, "stage index");
	} else if (str_equal(line, "good") && w->indexing) {
		w->given = true;
		w->outcome = CHECKER_GOOD;
	} else if (str_equal(line, "memory")) {
		w->given = true;
		w->memory = true;
		w->outcome = CHECKER_LIMIT;
	} else if (str_starts(line, "unable ")) {
		w->given = true;
		w->outcome = CHECKER_UNABLE;
		set_reason(w, ERR_OTHER, "the check of new content cannot start: ", line + 7);
	} else if (message && message[1] != '\0') {
		*message++ = '\0';
		w->given = true;
		w->outcome = w->indexing ? CHECKER_INDEX : CHECKER_BAD;
		set_reason(w, checker_class_of(line + 4), "", message);
		/* Content of which no index can be made is bad content; anything else is the disk. */
		w->outcome = w->why.kind == ERR_FORMAT ? CHECKER_BAD : w->outcome;
	} else {
		w->nonsense = true;
	}
}

void checker_words_take(struct checker_words *w, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len && !w->nonsense; i++) {
		if (bytes[i] == '\n') {
			w->line[w->len] = '\0';
			w->len = 0;
			take_line(w, w->line);
		} else if (w->len + 1 == sizeof w->line || bytes[i] == '\0') {
			w->nonsense = true;
		} else {
			w->line[w->len++] = bytes[i];
		}
	}
}

static enum checker_outcome judge_signal(int number, const struct checker_words *w, const struct checker_limits *l,
		struct err *e)
{
	const char *when = w->indexing ? "while the search index was made" : "while its files were read";
	switch (number) {
	case SIGXCPU:
		(void)fail_kind(e, ERR_FORMAT, "the content needs more than %ld s of processor time, %s",
				l->processor_s, when);
		return CHECKER_LIMIT;
	case SIGXFSZ:
		(void)fail_kind(e, ERR_FORMAT, "the search index of the content grows past %llu MiB",
				(unsigned long long)(l->file_bytes / MIB));
		return CHECKER_LIMIT;
	case SIGKILL:
	case SIGTERM:
		(void)fail(e, "the check of the content was ended from outside (%s), %s", strsignal(number), when);
		return CHECKER_ENDED;
	default:
		(void)fail_kind(e, ERR_FORMAT, "the check of the content crashed (%s), %s", strsignal(number), when);
		return CHECKER_CRASHED;
	}
}

enum checker_outcome checker_words_judge(const struct checker_words *w, int status, const struct checker_limits *l,
		struct err *e)
{
	if (WIFSIGNALED(status)) {
		return judge_signal(WTERMSIG(status), w, l, e);
	}
	if (w->nonsense || !w->given || w->len > 0 || WEXITSTATUS(status) != 0) {
		(void)fail_kind(e, ERR_FORMAT, "the check of the content ended without a valid answer (exit code %d)",
				WEXITSTATUS(status));
		return CHECKER_CRASHED;
	}
	if (w->memory) {
		(void)fail_kind(e, ERR_FORMAT, "the content needs more than %llu MiB of memory",
				(unsigned long long)(l->memory_bytes / MIB));
	} else if (w->outcome != CHECKER_GOOD) {
		*e = w->why;
	}
	return w->outcome;
}
