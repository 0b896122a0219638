/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/chosen.h"

#include <string.h>

#include "base/config.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/quote.h"
#include "base/str.h"
#include "base/yaml.h"

enum { KEPT_MAX = 16, KEPT_BYTES_MAX = 16 * 1024 };

struct choice {
	const struct config_option *option;
	char now[CONFIG_TEXT_BYTES];
	char before[CONFIG_TEXT_BYTES]; /* what the settings said when it was chosen */
};

struct choices {
	struct choice at[KEPT_MAX];
	size_t len;
};

static char *kept_path(const char *state)
{
	return fs_join(state, "chosen.yaml");
}

static bool load(const char *state, struct choices *out, struct err *e)
{
	CLEANUP(free_ptr) char *path = kept_path(state);
	out->len = 0;
	if (!fs_exists(path)) {
		return true;
	}
	struct yaml *y = yaml_read(path, KEPT_BYTES_MAX, e);
	if (!y) {
		return false;
	}
	for (const struct yaml_node *n = yaml_root(y)->child; n && out->len < KEPT_MAX; n = n->next) {
		const struct config_option *o = n->key ? config_option_named(n->key) : NULL;
		struct choice *c = &out->at[out->len];
		/* An option that another version of the program knew is left alone. */
		if (o && config_option_on_screen(o) && str_copy(c->now, sizeof c->now, yaml_text(n, "now", "")) &&
				str_copy(c->before, sizeof c->before, yaml_text(n, "before", ""))) {
			c->option = o;
			out->len++;
		}
	}
	yaml_destroy(y);
	return true;
}

static bool save(const char *state, const struct choices *choices, struct err *e)
{
	CLEANUP(free_ptr) char *path = kept_path(state);
	struct buf text = { 0 };
	buf_add_text(&text, "# Chosen on the screen of this unit.\n");
	for (size_t i = 0; i < choices->len; i++) {
		const struct choice *c = &choices->at[i];
		buf_printf(&text, "%s%s%s: { now: ", c->option->section ? c->option->section : "",
				c->option->section ? "." : "", c->option->name);
		quote_yaml(&text, c->now);
		buf_add_text(&text, ", before: ");
		quote_yaml(&text, c->before);
		buf_add_text(&text, " }\n");
	}
	bool ok = fs_write_file_atomic(path, buf_text(&text), text.len, 0600, e);
	buf_finish(&text);
	return ok;
}

static struct choice *find(struct choices *choices, const struct config_option *o)
{
	for (size_t i = 0; i < choices->len; i++) {
		if (choices->at[i].option == o) {
			return &choices->at[i];
		}
	}
	return NULL;
}

/* What the settings say of it, as the file would write it. */
static void value_in(const struct config *c, const struct config_option *o, char out[CONFIG_TEXT_BYTES])
{
	struct buf text = { 0 };
	config_option_print(o, c, &text);
	str_cut(out, CONFIG_TEXT_BYTES, buf_text(&text));
	buf_finish(&text);
}

static bool read_settings(const char *path, struct config *out, struct err *e)
{
	struct buf text = { 0 };
	struct buf problems = { 0 };
	bool ok = fs_read_file(path, CONFIG_FILE_BYTES_MAX, &text, e);
	if (ok) { /* a mistake in another option is no hindrance: that one has its default */
		(void)config_check_text(path, buf_text(&text), text.len, out, &problems);
	}
	buf_finish(&problems);
	buf_finish(&text);
	return ok;
}

static bool keep(const char *state, const char *path, const struct config_change *changes, size_t count, struct err *e)
{
	struct choices kept;
	struct config settings;
	if (!load(state, &kept, e) || !read_settings(path, &settings, e)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		struct choice *c = find(&kept, changes[i].option);
		if (!c) { /* a second choice replaces the first; the card's is still the one before both */
			if (kept.len == KEPT_MAX) {
				return fail(e, "more than %d settings were chosen on the screen", KEPT_MAX);
			}
			c = &kept.at[kept.len++];
			c->option = changes[i].option;
			value_in(&settings, c->option, c->before);
		}
		if (!str_copy(c->now, sizeof c->now, changes[i].value)) {
			return fail(e, "%s has more than %d bytes", c->option->name, CONFIG_TEXT_BYTES - 1);
		}
	}
	return save(state, &kept, e);
}

bool chosen_write(const char *state, const char *path, const struct config_change *changes, size_t count, struct err *e)
{
	struct buf text = { 0 };
	struct buf edited = { 0 };
	/* In this order: what cannot be edited is not kept either. */
	bool ok = fs_read_file(path, CONFIG_FILE_BYTES_MAX, &text, e) &&
		  config_edit(path, buf_text(&text), text.len, changes, count, &edited, e) &&
		  (!fs_exists(state) || keep(state, path, changes, count, e)) && config_replace_file(path, &edited, e);
	buf_finish(&text);
	buf_finish(&edited);
	return ok;
}

bool chosen_restore(const char *state, const char *path, size_t *restored, size_t *superseded, struct err *e)
{
	struct choices kept;
	struct choices left = { .len = 0 };
	struct config settings;
	struct config_change changes[KEPT_MAX];
	*restored = *superseded = 0;
	if (!load(state, &kept, e)) {
		return fail_wrap(e, "what was chosen on the screen is not in force");
	}
	if (kept.len == 0) {
		return true;
	}
	if (!read_settings(path, &settings, e)) {
		return fail_wrap(e, "what was chosen on the screen is not in force");
	}
	for (size_t i = 0; i < kept.len; i++) {
		char says[CONFIG_TEXT_BYTES];
		value_in(&settings, kept.at[i].option, says);
		if (str_equal(says, kept.at[i].before)) {
			left.at[left.len] = kept.at[i];
			changes[left.len] = (struct config_change){ left.at[left.len].option, left.at[left.len].now };
			left.len++;
		}
	}
	*superseded = kept.len - left.len;
	if (*superseded > 0 && !save(state, &left, e)) {
		return false;
	}
	if (left.len > 0 && !config_edit_file(path, changes, left.len, e)) {
		return fail_wrap(e, "what was chosen on the screen is not in force");
	}
	*restored = left.len;
	return true;
}
