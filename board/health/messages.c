/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/messages.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/problem.h"
#include "base/str.h"
#include "health/health.h"

/* A bar would end the cell. */
static void add_cell(struct buf *out, const char *text)
{
	for (const char *at = text; *at; at++) {
		if (*at == '|') {
			buf_add_char(out, '\\');
		}
		buf_add_char(out, *at);
	}
}

static void add_row(struct buf *out, const char *a, const char *b, const char *c)
{
	const char *const cells[] = { a, b, c };
	for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
		buf_add_text(out, i ? " | " : "| ");
		add_cell(out, cells[i]);
	}
	buf_add_text(out, " |\n");
}

void messages_table(const char *language, const char *store, struct buf *out)
{
	char remedy[PROBLEM_REMEDY_BYTES];
	CLEANUP(free_ptr) char *title = health_say(language, "messages.title", NULL);
	CLEANUP(free_ptr) char *code = health_say(language, "messages.code", NULL);
	CLEANUP(free_ptr) char *cause = health_say(language, "messages.cause", NULL);
	CLEANUP(free_ptr) char *action = health_say(language, "messages.remedy", NULL);
	buf_printf(out, "# %s\n\n", title);
	add_row(out, cause, action, code);
	add_row(out, "---", "---", "---");
	for (int p = PROBLEM_NONE + 1; p < PROBLEM_COUNT; p++) {
		CLEANUP(free_ptr) char *word = mem_printf("`%s`", problem_code((enum problem)p));
		add_row(out, problem_cause((enum problem)p, language),
				problem_remedy((enum problem)p, language, store, remedy), word);
	}
}

void messages_problems(const char *path, struct buf *problems, struct buf *out)
{
	json_t *list = json_array();
	char *rest = NULL;
	for (char *line = problems->len ? strtok_r(problems->bytes, "\n", &rest) : NULL; line;
			line = strtok_r(NULL, "\n", &rest)) {
		json_array_append_new(list, json_string(line));
	}
	json_t *o = json_pack("{s:s, s:o}", "path", path, "problems", list);
	char *text = json_dumps(o, JSON_INDENT(2));
	buf_printf(out, "%s\n", text ? text : "{}");
	free(text);
	json_decref(o);
}
