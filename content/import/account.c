/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/account.h"

#include <stdarg.h>

#include "compile/pack.h"

static const struct {
	const char *heading, *word;
} parts[ACCOUNT_PARTS] = {
	[ACCOUNT_ADDED] = { "Added", "added" },
	[ACCOUNT_CHANGED] = { "Changed", "changed" },
	[ACCOUNT_REMOVED] = { "Removed", "removed" },
	[ACCOUNT_KEPT] = { "Kept as written by hand", "values kept by hand" },
	[ACCOUNT_JOINED] = { "Joined with another record", "joined" },
	[ACCOUNT_LEFT] = { "Left out", "left out" },
};

void account_add(struct account *a, enum account_part part, const char *fmt, ...)
{
	struct buf line = { 0 };
	va_list args;
	va_start(args, fmt);
	buf_vprintf(&line, fmt, args);
	va_end(args);
	*PACK_PUSH(a->arena, a->lines[part], a->len[part]) = arena_strdup(a->arena, buf_text(&line));
	buf_finish(&line);
}

void account_summary(const struct account *a, struct buf *out)
{
	for (int p = 0; p < ACCOUNT_PARTS; p++) {
		buf_printf(out, "%s%zu %s", p ? ", " : "", a->len[p], parts[p].word);
	}
}

void account_print(const struct account *a, const struct report *r, const char *title, struct buf *out)
{
	buf_printf(out, "# %s\n\n", title);
	account_summary(a, out);
	buf_add_text(out, ".\n");
	for (int p = 0; p < ACCOUNT_PARTS; p++) {
		if (a->len[p]) {
			buf_printf(out, "\n## %s\n\n", parts[p].heading);
		}
		for (size_t i = 0; i < a->len[p]; i++) {
			buf_printf(out, "- %s\n", a->lines[p][i]);
		}
	}
	if (r->len) {
		buf_add_text(out, "\n## Not understood\n\n");
	}
	for (size_t i = 0; i < r->len; i++) {
		const struct finding *f = &r->findings[i];
		buf_printf(out, "- %s:%d: %s\n", f->file, f->line, f->message);
	}
}
