/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/config_part.h"
#include "base/config_table.h"
#include "base/config_text.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/str.h"
#include "base/yaml.h"

#define LOG_MODULE "config"
#include "base/log.h"

enum { SUGGEST_DISTANCE = 2 };

void config_defaults(struct config *out)
{
	struct buf why = { 0 };
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < config_options_len; i++) {
		bool ok = config_option_set(&config_options[i], config_options[i].fallback, out, &why);
		assert(ok);
		(void)ok;
	}
	buf_finish(&why);
}

void config_add_problem(struct config_checker *c, int line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	buf_printf(c->problems, "%s:%d: ", c->file, line);
	buf_vprintf(c->problems, fmt, args);
	buf_add_char(c->problems, '\n');
	va_end(args);
	c->count++;
}

static bool same_section(const struct config_option *o, const char *section)
{
	return section ? o->section && str_equal(o->section, section) : !o->section;
}

const struct config_option *config_find_option(const char *section, const char *name)
{
	for (size_t i = 0; i < config_options_len; i++) {
		if (same_section(&config_options[i], section) && str_equal(config_options[i].name, name)) {
			return &config_options[i];
		}
	}
	return NULL;
}

static bool is_section(const char *name)
{
	for (size_t i = 0; i < config_options_len; i++) {
		if (config_options[i].section && str_equal(config_options[i].section, name)) {
			return true;
		}
	}
	return false;
}

static void consider_candidate(const char *candidate, const char *key, const char **best, int *best_distance)
{
	int d = nearest_distance(candidate, key, SUGGEST_DISTANCE, false);
	if (d < *best_distance) {
		*best = candidate;
		*best_distance = d;
	}
}

/* Top-level `site`, or a key that was meant to be it. */
static bool is_site(const char *section, const char *name)
{
	return !section && str_equal(name, "site");
}

/* The values that nothing may stand in for. */
static void mark_unread(struct config_checker *c, const char *section, const char *name)
{
	const char *group = section ? section : name;
	c->config->site_unread = c->config->site_unread || is_site(section, name);
	c->config->network_unread = c->config->network_unread || str_equal(group, "network");
}

static void all_unread(struct config *config)
{
	config->site_unread = true;
	config->network_unread = true;
}

static void unknown_key(struct config_checker *c, const char *section, const struct yaml_node *node)
{
	const char *best = NULL;
	int best_distance = SUGGEST_DISTANCE + 1;
	for (size_t i = 0; i < config_options_len; i++) {
		const struct config_option *o = &config_options[i];
		if (same_section(o, section)) {
			consider_candidate(o->name, node->key, &best, &best_distance);
		}
		if (!section && o->section) {
			consider_candidate(o->section, node->key, &best, &best_distance);
		}
		/* The right option in the wrong place is worth naming as well. */
		if (!same_section(o, section) && str_equal(o->name, node->key)) {
			mark_unread(c, o->section, o->name);
			config_add_problem(c, node->key_line, "unknown option '%s%s%s'. It belongs %s%s: move it there",
					section ? section : "", section ? "." : "", node->key,
					o->section ? "under " : "at the top of the file", o->section ? o->section : "");
			return;
		}
	}
	mark_unread(c, section, best ? best : node->key);
	config_add_problem(c, node->key_line, "unknown option '%s%s%s'. %s%s%s", section ? section : "",
			section ? "." : "", node->key,
			best ? "Did you mean '" : "Remove the line, or see borne.yaml(5)", best ? best : "",
			best ? "'?" : "");
}

/* The value as the table reads it: a list becomes "a,b," or "a b "; false for anything else that is not text. */
static bool value_text(const struct config_option *o, const struct yaml_node *node, struct buf *out)
{
	bool wants_list = o->type == CONFIG_MATRIX || o->type == CONFIG_LIST;
	if (node->type == YAML_SCALAR && !wants_list) {
		buf_add_text(out, node->text);
		return true;
	}
	if (node->type != YAML_LIST || !wants_list) {
		return false;
	}
	for (const struct yaml_node *n = node->child; n; n = n->next) {
		if (n->type != YAML_SCALAR || n->text[0] == '\0') {
			return false;
		}
		buf_printf(out, "%s%c", n->text, o->type == CONFIG_LIST ? ' ' : ',');
	}
	return true;
}

static void read_option(struct config_checker *c, const struct config_option *o, const struct yaml_node *node)
{
	struct buf text = { 0 };
	struct buf why = { 0 };
	const char *dot = o->section ? "." : "";
	const char *section = o->section ? o->section : "";
	/* "~" and "null" are YAML's way to say nothing: the default, like an empty value. */
	bool nothing = node->type == YAML_SCALAR && !node->quoted &&
		       (node->text[0] == '\0' || str_equal(node->text, "~") || str_equal(node->text, "null"));
	bool number = o->type != CONFIG_TEXT && o->type != CONFIG_WORD && o->type != CONFIG_CHOICE &&
		      o->type != CONFIG_LIST;
	bool wants_list = o->type == CONFIG_MATRIX || o->type == CONFIG_LIST;
	buf_reserve(&text, 0);
	size_t count = c->count;
	if (nothing) {
		/* defaults are there already */
	} else if (!value_text(o, node, &text)) {
		config_add_problem(c, node->line, "%s%s%s cannot hold a %s. Give it %s", section, dot, o->name,
				node->type == YAML_MAP ? "group of options"
				: wants_list           ? "single value"
						       : "list",
				o->type == CONFIG_MATRIX ? "a list of six numbers"
				: o->type == CONFIG_LIST ? "a list such as [\"...\", \"...\"]"
							 : "a single value");
	} else if (number && node->quoted) {
		config_add_problem(c, node->line, "%s%s%s is text in quotes. Write %s without quotes", section, dot,
				o->name, node->text);
	} else if (config_option_wants_quotes(o) && !node->quoted) {
		config_add_problem(c, node->line, "%s%s%s is not in quotes. Write it between single quotes: '...'",
				section, dot, o->name);
	} else if (config_option_set(o, buf_text(&text), c->config, &why)) {
		/* stored */
	} else if (config_option_is_secret(o) || strchr(buf_text(&text), '@')) {
		/* This line goes to the log and into reports: a code, or name:password@host, is not repeated. */
		config_add_problem(c, node->line, "%s%s%s is wrong. It must be %s", section, dot, o->name,
				buf_text(&why));
	} else {
		config_add_problem(c, node->line, "%s%s%s is '%s'. It must be %s", section, dot, o->name,
				buf_text(&text), buf_text(&why));
	}
	if (c->count > count) {
		mark_unread(c, o->section, o->name);
	}
	buf_finish(&text);
	buf_finish(&why);
}

static void read_section(struct config_checker *c, const struct yaml_node *node)
{
	if (node->type == YAML_SCALAR && !node->quoted && node->text[0] == '\0') {
		return;
	}
	if (node->type != YAML_MAP) {
		config_add_problem(c, node->line,
				"'%s' is a group of options, not a value. Write its options below it, indented",
				node->key);
		mark_unread(c, NULL, node->key);
		return;
	}
	for (const struct yaml_node *n = node->child; n; n = n->next) {
		const struct config_option *o = config_find_option(node->key, n->key);
		o ? read_option(c, o, n) : unknown_key(c, node->key, n);
	}
}

static size_t check_tree(struct config_checker *c, const struct yaml_node *root)
{
	if (root->type != YAML_MAP) {
		all_unread(c->config);
		config_add_problem(c, root->line, "this is not a list of 'option: value' lines. See borne.yaml(5)");
		return c->count;
	}
	for (const struct yaml_node *n = root->child; n; n = n->next) {
		const struct config_option *o = config_find_option(NULL, n->key);
		if (o) {
			read_option(c, o, n);
		} else if (is_section(n->key)) {
			read_section(c, n);
		} else {
			unknown_key(c, NULL, n);
		}
	}
	/* What is said of values that are defaults because others were wrong would mislead: corrected in silence. */
	size_t count = c->count;
	size_t len = c->problems->len;
	config_check_together(c, root);
	if (count > 0 && c->count > count) {
		c->problems->bytes[len] = '\0';
		c->problems->len = len;
		c->count = count;
	}
	return c->count;
}

size_t config_check_text(const char *name, const char *text, size_t len, struct config *out, struct buf *problems)
{
	struct config scratch = { .site = "" };
	struct config_checker c = { .file = name, .config = out ? out : &scratch, .problems = problems };
	struct buf decoded = { 0 };
	struct err e;
	config_defaults(c.config);
	if (!config_text_decode(name, text, len, &decoded, &e)) {
		buf_printf(problems, "%s\n", e.message);
		all_unread(c.config);
		return 1;
	}
	struct yaml *y = yaml_parse(name, buf_text(&decoded), decoded.len, 1, &e);
	buf_finish(&decoded);
	if (!y) {
		/* Already `file:line: cause`. */
		buf_printf(problems, "%s. Correct this line and check again\n", e.message);
		all_unread(c.config);
		return 1;
	}
	size_t count = check_tree(&c, yaml_root(y));
	yaml_destroy(y);
	return count;
}

/* Kind and sentence when the file cannot be read at all. */
static bool read_file(const char *path, struct buf *text, struct err *e)
{
	if (fs_read_file(path, CONFIG_FILE_BYTES_MAX, text, e)) {
		return true;
	}
	char cause[ERR_MESSAGE_BYTES];
	str_cut(cause, sizeof cause, e->message);
	enum err_kind kind = e->kind;
	const char *remedy = kind == ERR_ABSENT   ? "Copy the sample from /usr/share/doc/borne/borne.yaml"
			     : kind == ERR_DENIED ? "Run this as root or as a member of the group borne"
						  : "Is this the right file?";
	return fail_kind(e, kind, "%s:1: cannot be read: %s. %s", path, cause, remedy);
}

size_t config_check(const char *path, struct config *out, struct buf *problems)
{
	struct buf text = { 0 };
	struct err e;
	size_t count = 1;
	if (read_file(path, &text, &e)) {
		count = config_check_text(path, buf_text(&text), text.len, out, problems);
	} else {
		buf_printf(problems, "%s\n", e.message);
		if (out) {
			config_defaults(out);
			all_unread(out);
		}
	}
	buf_finish(&text);
	return count;
}

bool config_load(const char *path, struct config *out, struct err *e)
{
	struct buf text = { 0 };
	struct buf problems = { 0 };
	struct config read;
	struct err own;
	bool ok = read_file(path, &text, e ? e : &own);
	if (ok) {
		size_t count = config_check_text(path, buf_text(&text), text.len, &read, &problems);
		ok = count == 0;
		if (ok) {
			*out = read;
		} else if (count == 1) {
			(void)fail_kind(e, ERR_FORMAT, "%.*s", (int)strcspn(buf_text(&problems), "\n"),
					buf_text(&problems));
		} else {
			(void)fail_kind(e, ERR_FORMAT, "%.*s (and %zu more: see --check-config)",
					(int)strcspn(buf_text(&problems), "\n"), buf_text(&problems), count - 1);
		}
	}
	buf_finish(&text);
	buf_finish(&problems);
	return ok;
}

bool config_use(const char *path, struct config *out, struct buf *problems, struct err *e)
{
	struct buf text = { 0 };
	struct buf own = { 0 };
	struct buf *said = problems ? problems : &own;
	struct err why;
	size_t from = said->len;
	config_defaults(out);
	bool read = read_file(path, &text, &why);
	bool wrong_name = !read && why.kind == ERR_ABSENT && !str_equal(path, CONFIG_DEFAULT_PATH);
	if (read) {
		(void)config_check_text(path, buf_text(&text), text.len, out, said);
	} else if (wrong_name) {
		(void)fail_kind(e, why.kind, "%s", why.message);
	} else {
		buf_printf(said, "%s\n", why.message);
		all_unread(out);
	}
	for (const char *line = said->len > from ? buf_text(said) + from : ""; *line;) {
		size_t len = strcspn(line, "\n");
		log_error("settings: %.*s; the default is used", (int)len, line);
		line += len + (line[len] == '\n');
	}
	buf_finish(&text);
	buf_finish(&own);
	return !wrong_name;
}
