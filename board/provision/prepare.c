/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provision/prepare.h"

#include <string.h>

#include "base/mem.h"
#include "base/quote.h"
#include "base/str.h"
#include "provision/cardwords.h"

/* What a first start needs is in every file, with words for people; other options have those of the table. */
static const struct {
	const char *section, *name, *words;
	bool always;
} explained[] = {
	{ NULL, "site", "card.site", true },
	{ "screen", "rotate", "card.rotate", true },
	{ "sync", "url", "card.url", true },
	{ "network", "wired", "card.wired", true },
	{ "network", "wifi_ssid", "card.wifi", true },
	{ "network", "wifi_passphrase", "card.passphrase", false },
	{ NULL, "technician_code", "card.code", false },
};

static bool is_named(const struct config_option *o, const char *section, const char *name)
{
	bool same = section ? o->section && str_equal(o->section, section) : !o->section;
	return same && str_equal(o->name, name);
}

bool prepare_set(struct prepare_values *v, const char *name, const char *text, struct err *e)
{
	const struct config_option *o = config_option_named(name);
	size_t at = 0;
	if (!o) {
		return fail_kind(e, ERR_FORMAT, "there is no option '%s'; see borne.yaml(5)", name);
	}
	while (at < v->len && v->option[at] != o) {
		at++;
	}
	if (at == PREPARE_VALUES_MAX || !str_copy(v->text[at], sizeof v->text[at], text)) {
		return fail_kind(e, ERR_FORMAT, "%s: more than %d values, or one of more than %d bytes", name,
				PREPARE_VALUES_MAX, CONFIG_TEXT_BYTES - 1);
	}
	v->option[at] = o;
	v->len += at == v->len;
	return true;
}

static const char *value_of(const struct prepare_values *v, const struct config_option *o)
{
	for (size_t i = 0; i < v->len; i++) {
		if (v->option[i] == o) {
			return v->text[i];
		}
	}
	return NULL;
}

/* Items with commas between them: [a, b]. */
static void add_list(struct buf *out, const char *text, bool quoted)
{
	buf_add_char(out, '[');
	for (const char *at = text; *at;) {
		at += strspn(at, ", []");
		size_t len = strcspn(at, ", []");
		if (len > 0) {
			CLEANUP(free_ptr) char *item = mem_strndup(at, len);
			buf_add_text(out, out->bytes[out->len - 1] == '[' ? "" : ", ");
			quoted ? quote_yaml(out, item) : buf_add_text(out, item);
		}
		at += len;
	}
	buf_add_char(out, ']');
}

static void add_value(struct buf *out, const struct config_option *o, const char *text)
{
	if (o->type == CONFIG_TEXT) {
		quote_yaml(out, text);
	} else if (o->type == CONFIG_LIST || o->type == CONFIG_MATRIX) {
		add_list(out, text, o->type == CONFIG_LIST);
	} else {
		/* A word or a number; what is neither is quoted, so that the check can name it. */
		bool plain = text[0] && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-")] == '\0';
		plain ? buf_add_text(out, text) : quote_yaml(out, text);
	}
}

static void add_option(const struct prepare_values *v, const struct config_option *o, const char **section,
		struct buf *out)
{
	const char *words = NULL;
	bool always = false;
	for (size_t i = 0; i < ARRAY_LEN(explained); i++) {
		if (is_named(o, explained[i].section, explained[i].name)) {
			words = explained[i].words;
			always = explained[i].always;
		}
	}
	const char *text = value_of(v, o);
	if (!text && !always) {
		return;
	}
	const char *indent = o->section ? "  " : "";
	bool opens = o->section && (!*section || !str_equal(*section, o->section));
	buf_add_text(out, opens || !o->section ? "\n" : "");
	if (opens) {
		buf_printf(out, "%s:\n", o->section);
	}
	*section = o->section;
	if (words) {
		cardwords_add(out, words, indent, "\n");
	} else {
		buf_printf(out, "%s# %s\n", indent, o->help);
	}
	buf_printf(out, "%s%s: ", indent, o->name);
	add_value(out, o, text ? text : o->fallback);
	buf_add_char(out, '\n');
}

void prepare_write(const struct prepare_values *v, struct buf *out)
{
	const char *section = NULL;
	cardwords_add(out, "card.head", "", "\n");
	for (size_t i = 0; i < config_options_len; i++) {
		add_option(v, &config_options[i], &section, out);
	}
}
