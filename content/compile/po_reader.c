/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/po_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct pack *reading;
static const char *reading_file;

static void say(int severity, size_t line, const char *text)
{
	int at = line == (size_t)-1 ? 0 : (int)line;
	if (severity == PO_SEVERITY_WARNING) {
		report_warning(&reading->report, reading_file, at, "%s", text);
	} else {
		report_error(&reading->report, reading_file, at, "%s", text);
	}
}

static void on_error(int severity, po_message_t message, const char *filename, size_t line, size_t column,
		int multiline, const char *text)
{
	(void)message, (void)filename, (void)column, (void)multiline;
	say(severity, line, text);
}

/* NOLINTNEXTLINE(readability-function-size): the library's signature */
static void on_error_pair(int severity, po_message_t message, const char *filename, size_t line, size_t column,
		int multiline, const char *text, po_message_t message2, const char *filename2, size_t line2,
		size_t column2, int multiline2, const char *text2)
{
	(void)message, (void)filename, (void)column, (void)multiline;
	(void)message2, (void)filename2, (void)line2, (void)column2, (void)multiline2, (void)text2;
	say(severity, line, text);
}

po_file_t po_reader_open(struct pack *p, const char *path, struct buf *text)
{
	struct po_xerror_handler handler = { on_error, on_error_pair };
	if (!pack_load_text(p, path, false, text)) {
		return NULL;
	}
	reading = p;
	reading_file = path;
	po_file_t file = po_file_read(path, &handler);
	if (!file) {
		report_error(&p->report, path, 0, "cannot be read as a .po file");
	}
	return file;
}

/* libgettextpo does not tell where a message stands: look for it. */
int po_reader_line(const char *text, const char *msgid)
{
	CLEANUP(free_ptr) char *wanted = mem_printf("msgid \"%s\"", msgid);
	const char *found = strstr(text, wanted);
	int line = found ? 1 : 0;
	for (const char *c = text; found && c < found; c++) {
		line += *c == '\n';
	}
	return line;
}
