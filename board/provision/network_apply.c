/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which settings are in force: those of the file, the last good ones, or none. */
#include <string.h>

#include "base/config.h"
#include "base/config_table.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/quote.h"
#include "base/str.h"
#include "provision/kept.h"
#include "provision/network.h"

static bool is_network(const struct config_option *o)
{
	return o->section && str_equal(o->section, "network");
}

/* Puts the secrets in place of CONFIG_KEPT. False, with a line in `problems`: the unit does not keep one that the
 * settings say it keeps. */
static bool fill_in(const struct network_request *r, const struct kept *k, struct config *c, struct buf *problems)
{
	bool whole = true;
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		char *field = (char *)c + o->offset;
		if (!is_network(o) || !config_option_is_secret(o) || !str_equal(field, CONFIG_KEPT)) {
			continue;
		}
		const char *value = kept_find(k, o);
		if (value) {
			str_cut(field, CONFIG_TEXT_BYTES, value);
		} else {
			buf_printf(problems,
					"%s:1: network.%s is said to be kept in the unit, and this unit has none: the "
					"card is another unit's, or the data partition was made anew. Write it again\n",
					r->config_path, o->name);
			whole = false;
		}
	}
	return whole;
}

static bool remember(const struct network_request *r, const struct config *c, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(r->state, "network.yaml");
	struct buf text = { 0 };
	struct buf before = { 0 };
	buf_add_text(&text, "network:\n");
	for (size_t i = 0; i < config_options_len; i++) {
		if (is_network(&config_options[i])) {
			buf_printf(&text, "  %s: ", config_options[i].name);
			quote_value(&text, &config_options[i], c);
			buf_add_char(&text, '\n');
		}
	}
	/* Written when it changes alone: the card wears. */
	bool same = fs_read_file(path, CONFIG_FILE_BYTES_MAX, &before, NULL) &&
		    str_equal(buf_text(&before), buf_text(&text));
	bool ok = same || fs_write_file_atomic(path, buf_text(&text), text.len, 0600, e);
	explicit_bzero(text.bytes, text.capacity);
	if (before.bytes) {
		explicit_bzero(before.bytes, before.capacity);
	}
	buf_finish(&text);
	buf_finish(&before);
	return ok;
}

static bool recall(const struct network_request *r, struct config *c)
{
	CLEANUP(free_ptr) char *path = fs_join(r->state, "network.yaml");
	return fs_exists(path) && config_load(path, c, NULL);
}

bool network_apply(const struct network_request *r, enum network_origin *origin, struct buf *problems, struct err *e)
{
	struct config c;
	struct kept k;
	struct network_files files = { .key_name = "" };
	(void)config_check(r->config_path, &c, problems);
	if (!kept_load(r->state, &k, e)) {
		buf_printf(problems, "%s\n", e->message);
		k.len = 0;
	}
	enum network_origin is = NETWORK_FROM_SETTINGS;
	if (c.network_unread || !fill_in(r, &k, &c, problems)) {
		is = NETWORK_FROM_LAST;
		if (!recall(r, &c)) {
			is = NETWORK_FROM_DEFAULTS;
			config_defaults(&c);
		}
	} else if (!remember(r, &c, e)) {
		/* The network of this start does not depend on it. */
		buf_printf(problems, "%s\n", e->message);
	}
	network_render(&c, &files);
	bool ok = network_write(r->root, &files, e);
	network_files_finish(&files);
	kept_forget(&k);
	explicit_bzero(&c, sizeof c);
	*origin = is;
	return ok;
}
