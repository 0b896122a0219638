/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/pieces.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

static const char digits_class[] = ":digits";

struct slot {
	const char *from;
	size_t len;
};

struct matcher {
	struct slot slots[PIECES_MAX];
	int steps;
};

/* The length of a name in braces at `pattern`, with the braces; 0: it has no end. */
static size_t brace_len(const char *pattern)
{
	const char *end = strchr(pattern, '}');
	return end ? (size_t)(end - pattern) + 1 : 0;
}

static bool wants_digits(const char *pattern, size_t len)
{
	size_t class_len = sizeof digits_class - 1;
	return len > class_len + 2 && strncmp(pattern + len - 1 - class_len, digits_class, class_len) == 0;
}

bool pieces_names(const char *pattern, struct arena *a, struct pieces *out)
{
	*out = (struct pieces){ 0 };
	for (const char *at = strchr(pattern, '{'); at; at = strchr(at, '{')) {
		size_t len = brace_len(at);
		if (len < 3 || out->len == PIECES_MAX) {
			return false;
		}
		size_t name_len = strcspn(at + 1, ":}");
		out->texts[out->len] = "";
		out->names[out->len++] = arena_strndup(a, at + 1, name_len);
		at += len;
	}
	return out->len > 0;
}

static bool fits(struct matcher *m, const char *pattern, const char *text, size_t slot);

/* The longest piece first, down to none. */
static bool fit_piece(struct matcher *m, const char *pattern, const char *text, size_t slot)
{
	size_t brace = brace_len(pattern);
	size_t longest = wants_digits(pattern, brace) ? strspn(text, "0123456789") : strlen(text);
	char after = pattern[brace];
	for (size_t len = longest + 1; len-- > 0;) {
		bool possible = after == ' ' || after == '{' || text[len] == after;
		if (!possible) {
			continue;
		}
		m->slots[slot] = (struct slot){ text, len };
		if (fits(m, pattern + brace, text + len, slot + 1)) {
			return true;
		}
	}
	return false;
}

static bool fits(struct matcher *m, const char *pattern, const char *text, size_t slot)
{
	while (*pattern != '{') {
		if (++m->steps > PIECES_STEPS_MAX) {
			return false;
		}
		if (*pattern == ' ') {
			text += strspn(text, " ");
			pattern++;
		} else if (*pattern == '\0') {
			return text[strspn(text, " ")] == '\0';
		} else if (*pattern++ != *text++) {
			return false;
		}
	}
	return ++m->steps <= PIECES_STEPS_MAX && fit_piece(m, pattern, text, slot);
}

bool pieces_match(const char *pattern, const char *text, struct arena *a, struct pieces *out)
{
	struct matcher m = { .steps = 0 };
	if (!pieces_names(pattern, a, out) || !fits(&m, pattern, text, 0)) {
		return false;
	}
	for (size_t i = 0; i < out->len; i++) {
		const char *from = m.slots[i].from;
		size_t len = m.slots[i].len;
		while (len > 0 && isspace((unsigned char)*from)) {
			from++;
			len--;
		}
		while (len > 0 && isspace((unsigned char)from[len - 1])) {
			len--;
		}
		out->texts[i] = arena_strndup(a, from, len);
	}
	return true;
}
