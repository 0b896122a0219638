/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/request.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const char *const words[REQUEST_COUNT] = {
	[REQUEST_CHECK] = "check",
	[REQUEST_GIVE_BACK] = "give-back",
	[REQUEST_CALIBRATE] = "calibrate",
	[REQUEST_SET] = "set",
	[REQUEST_REPORT] = "report",
	[REQUEST_COMMISSION] = "commission",
	[REQUEST_INTERFACE] = "interface",
	[REQUEST_RESTART] = "restart",
	[REQUEST_POWER_OFF] = "power-off",
};

enum { WORDS_MAX = 2 + REQUEST_NUMBERS, WORD_BYTES = REQUEST_OPTION_BYTES + REQUEST_VALUE_BYTES, NUMBER_MAX = 10 };
_Static_assert(REQUEST_SETTINGS_MAX <= REQUEST_NUMBERS, "each setting is a word");
_Static_assert(WORD_BYTES + REQUEST_SETTINGS_MAX * (WORD_BYTES + 1) < REQUEST_BYTES_MAX, "a line holds them");

/* NAME=VALUE behind its word. */
static bool has_settings(enum request what)
{
	return what == REQUEST_SET || what == REQUEST_COMMISSION;
}

const char *request_word(enum request what)
{
	return words[what];
}

/* The words of the one line in `text`; 0: there are too many, one is too long, or it is no line. */
static size_t split(const char *text, size_t len, char out[WORDS_MAX][WORD_BYTES])
{
	size_t count = 0;
	size_t at = 0;
	if (len == 0 || len > REQUEST_BYTES_MAX || text[len - 1] != '\n') {
		return 0;
	}
	for (len--; at < len; at++) {
		size_t end = at;
		while (end < len && text[end] != ' ') {
			end++;
		}
		if (end == at || end - at >= WORD_BYTES || count == WORDS_MAX) {
			return 0;
		}
		memcpy(out[count], text + at, end - at);
		out[count][end - at] = '\0';
		if (strlen(out[count++]) != end - at) {
			return 0;
		}
		at = end;
	}
	return count;
}

static bool read_id(const char *word, uint64_t *out)
{
	long id;
	if (!str_to_long(word, 0, INT64_MAX, &id)) {
		return false;
	}
	*out = (uint64_t)id;
	return true;
}

size_t request_write(const struct request_line *r, char out[REQUEST_BYTES_MAX])
{
	int len = snprintf(out, REQUEST_BYTES_MAX, "%" PRIu64 " %s", r->id, words[r->what]);
	for (int i = 0; r->what == REQUEST_CALIBRATE && i < REQUEST_NUMBERS; i++) {
		len += snprintf(out + len, REQUEST_BYTES_MAX - (size_t)len, " %.6f", r->numbers[i]);
	}
	for (size_t i = 0; has_settings(r->what) && i < r->settings_len; i++) {
		const struct request_setting *s = &r->settings[i];
		len += snprintf(out + len, REQUEST_BYTES_MAX - (size_t)len, " %s=%s", s->option, s->value);
	}
	len += snprintf(out + len, REQUEST_BYTES_MAX - (size_t)len, "\n");
	return (size_t)len;
}

/* "screen.rotate=90". */
static bool read_setting(const char *word, struct request_setting *out)
{
	size_t option = strcspn(word, "=");
	if (option == 0 || option >= sizeof out->option || word[option] == '\0') {
		return false;
	}
	memcpy(out->option, word, option);
	out->option[option] = '\0';
	return str_copy(out->value, sizeof out->value, word + option + 1);
}

bool request_set(struct request_line *r, const char *settings)
{
	char line[REQUEST_BYTES_MAX];
	struct request_line read = { .settings_len = 0 };
	struct err ignored;
	int len = snprintf(line, sizeof line, "0 %s %s\n", words[r->what], settings);
	if (len >= (int)sizeof line || !request_parse(line, (size_t)len, &read, &ignored)) {
		return false;
	}
	memcpy(r->settings, read.settings, sizeof r->settings);
	r->settings_len = read.settings_len;
	return true;
}

static bool read_settings(char parts[WORDS_MAX][WORD_BYTES], size_t count, struct request_line *r)
{
	r->settings_len = count - 2;
	bool ok = r->settings_len > 0 && r->settings_len <= REQUEST_SETTINGS_MAX;
	for (size_t i = 0; ok && i < r->settings_len; i++) {
		ok = read_setting(parts[2 + i], &r->settings[i]);
	}
	return ok;
}

bool request_parse(const char *text, size_t len, struct request_line *out, struct err *e)
{
	char parts[WORDS_MAX][WORD_BYTES];
	struct request_line r = { .what = REQUEST_COUNT };
	size_t count = split(text, len, parts);
	bool ok = count >= 2 && read_id(parts[0], &r.id);
	for (int i = 0; ok && i < REQUEST_COUNT; i++) {
		r.what = str_equal(parts[1], words[i]) ? (enum request)i : r.what;
	}
	ok = ok && r.what != REQUEST_COUNT &&
	     (has_settings(r.what) ? read_settings(parts, count, &r)
				   : count == (r.what == REQUEST_CALIBRATE ? (size_t)WORDS_MAX : 2));
	for (int i = 0; ok && r.what == REQUEST_CALIBRATE && i < REQUEST_NUMBERS; i++) {
		ok = str_to_double(parts[2 + i], &r.numbers[i]) && fabs(r.numbers[i]) <= NUMBER_MAX;
	}
	if (!ok) {
		return fail_kind(e, ERR_FORMAT,
				"it is no request: a number, a word, six numbers for a calibration, and NAME=VALUE "
				"for settings and answers");
	}
	*out = r;
	return true;
}

size_t request_answer_write(const struct request_answer *a, char out[REQUEST_BYTES_MAX])
{
	const char *why = a->done ? "" : a->why;
	int len = snprintf(out, REQUEST_BYTES_MAX, "%" PRIu64 " %s%s%s\n", a->id, a->done ? "done" : "failed",
			why[0] ? " " : "", why);
	return (size_t)len;
}

bool request_answer_parse(const char *text, size_t len, struct request_answer *out, struct err *e)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz-";
	char parts[WORDS_MAX][WORD_BYTES];
	struct request_answer a = { .id = 0 };
	size_t count = split(text, len, parts);
	bool ok = count >= 2 && read_id(parts[0], &a.id);
	a.done = ok && str_equal(parts[1], "done");
	ok = ok &&
	     (a.done ? count == 2
		     : str_equal(parts[1], "failed") && count == 3 && strspn(parts[2], letters) == strlen(parts[2]) &&
							     str_copy(a.why, sizeof a.why, parts[2]));
	if (!ok) {
		return fail_kind(e, ERR_FORMAT, "it is no answer to a request");
	}
	*out = a;
	return true;
}
