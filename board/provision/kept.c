/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provision/kept.h"

#include <assert.h>
#include <string.h>

#include "base/config_network.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/quote.h"
#include "base/str.h"
#include "base/yaml.h"

enum { KEPT_BYTES_MAX = 64 * 1024 };

/* Owned: "network.wifi_password". */
static char *name_of(const struct config_option *o)
{
	return mem_printf("%s%s%s", o->section ? o->section : "", o->section ? "." : "", o->name);
}

bool kept_load(const char *state, struct kept *out, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(state, "kept.yaml");
	struct kept k = { .len = 0 };
	if (!fs_exists(path)) {
		*out = k;
		return true;
	}
	struct yaml *y = yaml_read(path, KEPT_BYTES_MAX, e);
	if (!y) {
		return false;
	}
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		CLEANUP(free_ptr) char *name = name_of(o);
		const char *text = yaml_text(yaml_root(y), name, "");
		if (config_option_may_be_kept(o) && text[0] && !str_equal(text, CONFIG_KEPT)) {
			kept_set(&k, o, text);
		}
	}
	yaml_destroy(y);
	*out = k;
	kept_forget(&k);
	return true;
}

bool kept_save(const char *state, const struct kept *k, struct err *e)
{
	CLEANUP(free_ptr) char *path = fs_join(state, "kept.yaml");
	struct buf text = { 0 };
	for (size_t i = 0; i < k->len; i++) {
		CLEANUP(free_ptr) char *name = name_of(k->option[i]);
		buf_printf(&text, "%s: ", name);
		quote_yaml(&text, k->value[i]);
		buf_add_char(&text, '\n');
	}
	bool ok = fs_write_file_atomic(path, buf_text(&text), text.len, 0600, e);
	if (text.bytes) {
		explicit_bzero(text.bytes, text.capacity);
	}
	buf_finish(&text);
	return ok;
}

const char *kept_find(const struct kept *k, const struct config_option *option)
{
	for (size_t i = 0; i < k->len; i++) {
		if (k->option[i] == option) {
			return k->value[i];
		}
	}
	return NULL;
}

void kept_set(struct kept *k, const struct config_option *option, const char *value)
{
	size_t at = 0;
	while (at < k->len && k->option[at] != option) {
		at++;
	}
	assert(at < KEPT_OPTIONS_MAX);
	k->option[at] = option;
	str_cut(k->value[at], sizeof k->value[at], value);
	k->len += at == k->len;
}

void kept_forget(struct kept *k)
{
	explicit_bzero(k, sizeof *k);
}
