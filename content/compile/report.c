/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/report.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"

void report_init(struct report *r, struct arena *arena)
{
	*r = (struct report){ .arena = arena };
}

void report_finish(struct report *r)
{
	free(r->findings);
	*r = (struct report){ 0 };
}

static void add(struct report *r, enum severity severity, const char *file, int line, const char *message)
{
	if (severity == SEVERITY_ERROR) {
		r->errors++;
	} else {
		r->warnings++;
	}
	if (r->len >= REPORT_FINDINGS_MAX) {
		return;
	}
	if (r->len == r->capacity) {
		r->capacity = r->capacity ? r->capacity * 2 : 64;
		r->findings = mem_resize(r->findings, r->capacity, sizeof *r->findings);
	}
	r->findings[r->len] = (struct finding){
		.file = file,
		.line = line,
		.severity = severity,
		.message = arena_strdup(r->arena, message),
		.order = r->len,
	};
	r->len++;
}

static void add_formatted(struct report *r, enum severity severity, const char *file, int line, const char *fmt,
		va_list args)
{
	struct buf words = { 0 };
	buf_vprintf(&words, fmt, args);
	add(r, severity, file, line, buf_text(&words));
	buf_finish(&words);
}

void report_error(struct report *r, const char *file, int line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	add_formatted(r, SEVERITY_ERROR, file, line, fmt, args);
	va_end(args);
}

void report_warning(struct report *r, const char *file, int line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	add_formatted(r, SEVERITY_WARNING, file, line, fmt, args);
	va_end(args);
}

void report_failure(struct report *r, const char *file, const struct err *e)
{
	const char *words = e->message;
	int line = 0;
	size_t len = strlen(file);
	if (strncmp(words, file, len) == 0 && words[len] == ':') {
		char *end;
		long number = strtol(words + len + 1, &end, 10);
		if (end > words + len + 1 && *end == ':') {
			line = (int)number;
			words = end + 1;
		} else {
			words += len + 1;
		}
		words += strspn(words, " ");
	}
	add(r, SEVERITY_ERROR, file, line, words);
}

static int compare(const void *a, const void *b)
{
	const struct finding *x = a;
	const struct finding *y = b;
	int files = strcmp(x->file, y->file);
	if (files != 0) {
		return files;
	}
	if (x->line != y->line) {
		return x->line < y->line ? -1 : 1;
	}
	return x->order < y->order ? -1 : x->order > y->order;
}

void report_print(struct report *r, FILE *to)
{
	if (r->len > 1) {
		qsort(r->findings, r->len, sizeof *r->findings, compare);
	}
	for (size_t i = 0; i < r->len; i++) {
		const struct finding *f = &r->findings[i];
		const char *word = f->severity == SEVERITY_ERROR ? "error" : "warning";
		if (f->line > 0) {
			fprintf(to, "%s:%d: %s: %s\n", f->file, f->line, word, f->message);
		} else {
			fprintf(to, "%s: %s: %s\n", f->file, word, f->message);
		}
	}
	if (r->errors + r->warnings > r->len) {
		fprintf(to, "... and %zu more\n", r->errors + r->warnings - r->len);
	}
}
