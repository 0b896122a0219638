/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/config_table.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/str.h"
#include "base/yaml.h"

#define LOG_MODULE "config"
#include "base/log.h"

enum { SUGGEST_DISTANCE = 2 };

struct checker {
	const char *file;
	struct config *config;
	struct buf *problems;
	size_t count;
};

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

static void add_problem(struct checker *c, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
static void add_problem(struct checker *c, int line, const char *fmt, ...)
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

static const struct config_option *find_option(const char *section, const char *name)
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

static void unknown_key(struct checker *c, const char *section, const struct yaml_node *node)
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
			c->config->site_unread = c->config->site_unread || is_site(o->section, o->name);
			add_problem(c, node->key_line, "unknown option '%s%s%s'. It belongs %s%s: move it there",
					section ? section : "", section ? "." : "", node->key,
					o->section ? "under " : "at the top of the file", o->section ? o->section : "");
			return;
		}
	}
	c->config->site_unread = c->config->site_unread || (best && is_site(section, best));
	add_problem(c, node->key_line, "unknown option '%s%s%s'. %s%s%s", section ? section : "", section ? "." : "",
			node->key, best ? "Did you mean '" : "Remove the line, or see borne.yaml(5)", best ? best : "",
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

static void read_option(struct checker *c, const struct config_option *o, const struct yaml_node *node)
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
		add_problem(c, node->line, "%s%s%s cannot hold a %s. Give it %s", section, dot, o->name,
				node->type == YAML_MAP ? "group of options"
				: wants_list           ? "single value"
						       : "list",
				o->type == CONFIG_MATRIX ? "a list of six numbers"
				: o->type == CONFIG_LIST ? "a list such as [\"...\", \"...\"]"
							 : "a single value");
	} else if (number && node->quoted) {
		add_problem(c, node->line, "%s%s%s is text in quotes. Write %s without quotes", section, dot, o->name,
				node->text);
	} else if (config_option_set(o, buf_text(&text), c->config, &why)) {
		/* stored */
	} else if (config_option_is_secret(o) || strchr(buf_text(&text), '@')) {
		/* This line goes to the log and into reports: a code, or name:password@host, is not repeated. */
		add_problem(c, node->line, "%s%s%s is wrong. It must be %s", section, dot, o->name, buf_text(&why));
	} else {
		add_problem(c, node->line, "%s%s%s is '%s'. It must be %s", section, dot, o->name, buf_text(&text),
				buf_text(&why));
	}
	if (c->count > count && is_site(o->section, o->name)) {
		c->config->site_unread = true;
	}
	buf_finish(&text);
	buf_finish(&why);
}

static void read_section(struct checker *c, const struct yaml_node *node)
{
	if (node->type == YAML_SCALAR && !node->quoted && node->text[0] == '\0') {
		return;
	}
	if (node->type != YAML_MAP) {
		add_problem(c, node->line,
				"'%s' is a group of options, not a value. Write its options below it, indented",
				node->key);
		return;
	}
	for (const struct yaml_node *n = node->child; n; n = n->next) {
		const struct config_option *o = find_option(node->key, n->key);
		o ? read_option(c, o, n) : unknown_key(c, node->key, n);
	}
}

static int line_of(const struct yaml_node *root, const char *section, const char *name)
{
	const struct yaml_node *node = yaml_find(root, section);
	const struct yaml_node *option = yaml_find(node, name);
	return option ? option->line : node ? node->key_line : root->line;
}

/* Back to what the table says. */
static void use_default(struct checker *c, const char *section, const char *name)
{
	const struct config_option *o = find_option(section, name);
	struct buf why = { 0 };
	bool ok = o && config_option_set(o, o->fallback, c->config, &why);
	assert(ok);
	(void)ok;
	buf_finish(&why);
}

/* Together they have a meaning or none: all three go back. */
static void use_default_idle(struct checker *c)
{
	use_default(c, "idle", "seconds");
	use_default(c, "idle", "reading_seconds");
	use_default(c, "idle", "countdown_seconds");
}

static void check_idle(struct checker *c, const struct yaml_node *root)
{
	const struct config *f = c->config;
	bool countdown = f->idle.countdown_seconds > f->idle.seconds;
	bool reading = f->idle.reading_seconds < f->idle.seconds;
	if (countdown) {
		add_problem(c, line_of(root, "idle", "countdown_seconds"),
				"idle.countdown_seconds (%ld) is longer than idle.seconds (%ld). Make it shorter",
				f->idle.countdown_seconds, f->idle.seconds);
	}
	if (reading) {
		add_problem(c, line_of(root, "idle", "reading_seconds"),
				"idle.reading_seconds (%ld) is shorter than idle.seconds (%ld). Reading takes longer: "
				"make it at least as long",
				f->idle.reading_seconds, f->idle.seconds);
	}
	if (countdown || reading) {
		use_default_idle(c);
	}
}

/* Rules between options; what breaks one has its default afterwards, so that what was read can be used. */
static void check_together(struct checker *c, const struct yaml_node *root)
{
	const struct config *f = c->config;
	check_idle(c, root);
	if (f->sync.mirrors[0][0] != '\0' && f->sync.url[0] == '\0') {
		add_problem(c, line_of(root, "sync", "mirrors"),
				"sync.mirrors stands in for a server that is not named. Give the first address as "
				"sync.url");
	}
	if (f->sync.client_key[0] != '\0' && f->sync.client_cert[0] == '\0') {
		add_problem(c, line_of(root, "sync", "client_key"),
				"sync.client_key is the key of no certificate. Give sync.client_cert as well");
		use_default(c, "sync", "client_key");
	}
	if (str_equal(f->paths.store, f->paths.run)) {
		add_problem(c, line_of(root, "paths", "run"),
				"paths.run and paths.store are the same folder. Use two: one is emptied at each start");
		use_default(c, "paths", "run");
		use_default(c, "paths", "store");
	}
}

static size_t check_tree(struct checker *c, const struct yaml_node *root)
{
	if (root->type != YAML_MAP) {
		c->config->site_unread = true;
		add_problem(c, root->line, "this is not a list of 'option: value' lines. See borne.yaml(5)");
		return c->count;
	}
	for (const struct yaml_node *n = root->child; n; n = n->next) {
		const struct config_option *o = find_option(NULL, n->key);
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
	check_together(c, root);
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
	struct checker c = { .file = name, .config = out ? out : &scratch, .problems = problems };
	struct err e;
	config_defaults(c.config);
	struct yaml *y = yaml_parse(name, text, len, 1, &e);
	if (!y) {
		/* Already `file:line: cause`. */
		buf_printf(problems, "%s. Correct this line and check again\n", e.message);
		c.config->site_unread = true;
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
			out->site_unread = true;
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
		out->site_unread = true;
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
