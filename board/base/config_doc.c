/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample borne.yaml and the options of its manual page, from the table. */
#include <string.h>

#include "base/config.h"
#include "base/config_table.h"
#include "base/str.h"

/* Text values are quoted in the sample: "22:00" or "no" must not become something else in another YAML tool. */
static void add_value(const struct config_option *o, struct buf *out)
{
	bool quote = o->type == CONFIG_TEXT;
	bool list = o->type == CONFIG_LIST;
	buf_printf(out, "%s%s%s", quote ? "\"" : list ? "[" : "", o->fallback, quote ? "\"" : list ? "]" : "");
}

static void add_allowed(const struct config_option *o, struct buf *out)
{
	switch (o->type) {
	case CONFIG_WHOLE:
	case CONFIG_REAL:
	case CONFIG_MATRIX:
		buf_printf(out, "%s%.10g to %.10g", o->type == CONFIG_MATRIX ? "six numbers, " : "", o->min, o->max);
		break;
	case CONFIG_CHOICE:
	case CONFIG_WORD:
	case CONFIG_ANGLE:
		for (size_t i = 0; o->choices[i]; i++) {
			buf_printf(out, "%s%s", i ? ", " : "", o->choices[i]);
		}
		break;
	case CONFIG_BOOL:
		buf_add_text(out, "true, false");
		break;
	case CONFIG_LIST:
		buf_printf(out, "list of up to %d, such as [\"...\", \"...\"]", CONFIG_LIST_LEN);
		break;
	case CONFIG_TEXT:
		buf_add_text(out, "text");
		break;
	}
}

void config_write_sample(struct buf *out)
{
	const char *section = NULL;
	buf_add_text(out, "# borne.yaml: what this unit is and how it behaves. Manual: man borne.yaml\n"
			  "# Every option is here with its default. Check a change with: borne-unit check-config\n");
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		const char *indent = o->section ? "  " : "";
		if (o->section && (!section || !str_equal(section, o->section))) {
			buf_printf(out, "\n%s:\n", o->section);
		} else if (!o->section) {
			buf_add_char(out, '\n');
		}
		section = o->section;
		buf_printf(out, "%s# %s (", indent, o->help);
		add_allowed(o, out);
		buf_printf(out, ")\n%s%s: ", indent, o->name);
		add_value(o, out);
		buf_add_char(out, '\n');
	}
}

/* A dash is a hyphen in roff, a backslash an escape, and a line must not begin with a dot. */
static void add_roff(struct buf *out, const char *text)
{
	if (*text == '.' || *text == '\'') {
		buf_add_text(out, "\\&");
	}
	for (; *text; text++) {
		if (*text == '-' || *text == '\\') {
			buf_add_text(out, *text == '-' ? "\\-" : "\\e");
		} else {
			buf_add_char(out, *text);
		}
	}
}

void config_write_manual(struct buf *out)
{
	struct buf allowed = { 0 };
	buf_add_text(out, ".SH OPTIONS\n");
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		buf_printf(out, ".TP\n.B %s%s%s\n", o->section ? o->section : "", o->section ? "." : "", o->name);
		add_roff(out, o->help);
		buf_clear(&allowed);
		add_allowed(o, &allowed);
		buf_add_text(out, "\nAllowed: ");
		add_roff(out, buf_text(&allowed));
		buf_add_text(out, ". Default: ");
		add_roff(out, o->fallback[0] ? o->fallback : "empty");
		buf_add_text(out, ".\n");
	}
	buf_finish(&allowed);
}
