/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/fields.h"

#include <ctype.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/str.h"
#include "compile/prose.h"

bool id_is_valid(const char *id)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t len = strlen(id);
	return len > 0 && len <= 80 && id[0] != '-' && strspn(id, letters) == len;
}

struct yaml *fields_load(struct pack *p, const char *name, bool optional, const char **file)
{
	*file = pack_path(p, name);
	struct buf bytes = { 0 };
	struct yaml *y = NULL;
	struct err e = { 0 };
	if (pack_load_text(p, *file, optional, &bytes)) {
		y = yaml_parse(*file, buf_text(&bytes), bytes.len, 1, &e);
		if (!y) {
			report_failure(&p->report, *file, &e);
		}
	}
	buf_finish(&bytes);
	return y;
}

int fields_line(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *n = yaml_find(map, key);
	return n ? n->key_line : map->line;
}

/* "Did you mean": a key that differs by case, by - and _, or by one letter at its end. */
static const char *similar_key(const char *wrong, const struct key *keys, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		size_t same = 0;
		while (wrong[same] && keys[i].name[same] && tolower((unsigned char)wrong[same]) == keys[i].name[same]) {
			same++;
		}
		size_t longest = strlen(wrong) > strlen(keys[i].name) ? strlen(wrong) : strlen(keys[i].name);
		if (same >= 3 && same + 2 >= longest) {
			return keys[i].name;
		}
	}
	return NULL;
}

static const struct key *find_key(const char *name, const struct key *keys, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strcmp(keys[i].name, name) == 0) {
			return &keys[i];
		}
	}
	return NULL;
}

bool fields_check(struct source s, const struct yaml_node *node, const char *what, const struct key *keys, size_t len)
{
	struct report *r = &s.pack->report;
	if (node->type != YAML_MAP) {
		report_error(r, s.file, node->line, "a %s must be written as keys and values (id: ...)", what);
		return false;
	}
	for (const struct yaml_node *n = node->child; n; n = n->next) {
		if (find_key(n->key, keys, len)) {
			continue;
		}
		const char *like = similar_key(n->key, keys, len);
		if (like) {
			report_error(r, s.file, n->key_line, "unknown key '%s' in a %s. Did you mean '%s'?", n->key,
					what, like);
		} else {
			report_error(r, s.file, n->key_line, "unknown key '%s' in a %s. FORMAT.md lists the keys",
					n->key, what);
		}
	}
	for (size_t i = 0; i < len; i++) {
		const struct yaml_node *n = yaml_find(node, keys[i].name);
		if (!keys[i].needed) {
			continue;
		}
		if (!n) {
			report_error(r, s.file, node->line, "this %s has no '%s'. Add it", what, keys[i].name);
		} else if (n->count == 0 && (n->type != YAML_SCALAR || n->text[0] == '\0')) {
			report_error(r, s.file, n->key_line, "'%s' is empty. Fill it in", keys[i].name);
		}
	}
	return true;
}

const struct yaml_node *fields_list(struct source s, const struct yaml_node *node, const char *key)
{
	const struct yaml_node *list = key ? yaml_find(node, key) : node;
	if (!list || (list->type == YAML_SCALAR && list->text[0] == '\0') ||
			(list->type == YAML_MAP && list->count == 0)) {
		return NULL;
	}
	if (list->type != YAML_LIST) {
		report_error(&s.pack->report, s.file, list->line,
				"%s must be a list. Start each item with '- ' or write [a, b]", key ? key : "the file");
		return NULL;
	}
	if (list->count > PACK_LIST_MAX) {
		report_error(&s.pack->report, s.file, list->line, "the list is longer than %d items", PACK_LIST_MAX);
		return NULL;
	}
	return list->child;
}

static const struct yaml_node *scalar(struct source s, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *n = yaml_find(map, key);
	if (n && n->type != YAML_SCALAR) {
		report_error(&s.pack->report, s.file, n->key_line, "'%s' must be a single value", key);
		return NULL;
	}
	return n && n->text[0] ? n : NULL;
}

const char *fields_string(struct source s, const struct yaml_node *map, const char *key, const char *fallback)
{
	const struct yaml_node *n = scalar(s, map, key);
	return n ? arena_strdup(s.pack->arena, n->text) : fallback;
}

const char *fields_id(struct source s, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *n = scalar(s, map, key);
	if (!n) {
		return NULL;
	}
	if (!id_is_valid(n->text)) {
		report_error(&s.pack->report, s.file, n->line,
				"bad id '%s'. Use small letters without accents, digits and hyphens", n->text);
		return NULL;
	}
	return arena_strdup(s.pack->arena, n->text);
}

bool fields_bool(struct source s, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *n = scalar(s, map, key);
	if (!n || str_equal(n->text, "false")) {
		return false;
	}
	if (!str_equal(n->text, "true")) {
		report_error(&s.pack->report, s.file, n->line, "'%s' must be true or false, not '%s'", key, n->text);
	}
	return str_equal(n->text, "true");
}

long fields_long(struct source s, const struct yaml_node *map, const char *key, long min, long max, long fallback)
{
	const struct yaml_node *n = scalar(s, map, key);
	long value = fallback;
	if (n && !str_to_long(n->text, min, max, &value)) {
		report_error(&s.pack->report, s.file, n->line, "'%s' must be a whole number from %ld to %ld, not '%s'",
				key, min, max, n->text);
	}
	return value;
}

double fields_double(struct source s, const struct yaml_node *map, const char *key, double min, double max)
{
	const struct yaml_node *n = scalar(s, map, key);
	double value = 0;
	if (n && (!str_to_double(n->text, &value) || value < min || value > max)) {
		report_error(&s.pack->report, s.file, n->line, "'%s' must be a number from %g to %g, not '%s'", key,
				min, max, n->text);
	}
	return value;
}

struct date fields_date(struct source s, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *n = scalar(s, map, key);
	struct date d = { 0 };
	if (n && !date_parse(n->text, &d)) {
		report_error(&s.pack->report, s.file, n->line,
				"'%s' is not a day of the calendar: '%s'. Write YYYY-MM-DD", key, n->text);
	}
	return d;
}

static int find_language(const struct pack *p, const char *code)
{
	for (unsigned i = 0; i < p->languages_len; i++) {
		if (str_equal(p->languages[i].code, code)) {
			return (int)i;
		}
	}
	return -1;
}

static void read_translations(struct source s, const struct yaml_node *map, struct text *out)
{
	for (const struct yaml_node *n = map->child; n; n = n->next) {
		int lang = find_language(s.pack, n->key);
		if (lang < 0) {
			report_error(&s.pack->report, s.file, n->key_line,
					"unknown language '%s'. List it under languages in pack.yaml", n->key);
		} else if (n->type != YAML_SCALAR || n->text[0] == '\0') {
			report_error(&s.pack->report, s.file, n->key_line,
					"the words for '%s' are missing. Write them after the colon", n->key);
		} else {
			out->in[lang] = arena_strdup(s.pack->arena, n->text);
		}
	}
	if (!out->in[0] && s.pack->languages_len > 0) {
		report_error(&s.pack->report, s.file, map->line, "no words in the main language '%s'. Add them",
				s.pack->languages[0].code);
	}
}

static void check_prose(struct source s, const struct yaml_node *n, const struct text *t)
{
	for (unsigned i = 0; i < s.pack->languages_len; i++) {
		if (t->in[i]) {
			prose_check_sentences(&s.pack->report, s.file, n->key_line, t->in[i], false,
					s.pack->abbreviations[i]);
		} else if (i > 0) {
			report_warning(&s.pack->report, s.file, n->key_line,
					"'%s' has no translation into %s. Add '%s: ...', or its words to "
					"translations/%s.po",
					n->key, s.pack->languages[i].name, s.pack->languages[i].code,
					s.pack->languages[i].code);
		}
	}
}

struct text fields_label(struct source s, const struct yaml_node *map, const char *key)
{
	struct text t = { { NULL } };
	const struct yaml_node *n = yaml_find(map, key);
	if (n && n->type == YAML_LIST) {
		report_error(&s.pack->report, s.file, n->key_line, "'%s' must be text or words per language", key);
	} else if (n && n->type == YAML_MAP && n->count > 0) {
		read_translations(s, n, &t);
	} else if (n && n->type == YAML_SCALAR && n->text[0]) {
		t.in[0] = arena_strdup(s.pack->arena, n->text);
	}
	return t;
}

struct text fields_text(struct source s, const struct yaml_node *map, const char *key, bool prose)
{
	struct text t = fields_label(s, map, key);
	for (unsigned i = 1; i < s.pack->languages_len && t.in[0]; i++) {
		t.in[i] = t.in[i] ? t.in[i] : pack_find_translation(s.pack, i, t.in[0]);
	}
	if (prose && t.in[0]) {
		check_prose(s, yaml_find(map, key), &t);
	}
	return t;
}

struct text fields_easy(struct source s, const struct yaml_node *map, const char *key)
{
	struct text t = fields_text(s, map, key, false);
	const struct yaml_node *n = yaml_find(map, key);
	for (unsigned i = 0; n && i < s.pack->languages_len; i++) {
		if (t.in[i]) {
			prose_check_sentences(&s.pack->report, s.file, n->key_line, t.in[i], true,
					s.pack->abbreviations[i]);
		}
	}
	return t;
}

size_t fields_strings(struct source s, const struct yaml_node *map, const char *key, const char ***out)
{
	size_t len = 0;
	const char **list = NULL;
	for (const struct yaml_node *n = fields_list(s, map, key); n; n = n->next) {
		if (n->type != YAML_SCALAR || n->text[0] == '\0') {
			report_error(&s.pack->report, s.file, n->line, "an item of '%s' must be a single value",
					key ? key : "the list");
			continue;
		}
		*PACK_PUSH(s.pack->arena, list, len) = arena_strdup(s.pack->arena, n->text);
	}
	*out = list;
	return len;
}

unsigned fields_mask(struct source s, const struct yaml_node *map, const char *key, unsigned (*bit)(const char *),
		const char *allowed)
{
	unsigned mask = 0;
	for (const struct yaml_node *n = fields_list(s, map, key); n; n = n->next) {
		unsigned b = n->type == YAML_SCALAR ? bit(n->text) : 0;
		if (b == 0) {
			report_error(&s.pack->report, s.file, n->line, "unknown word '%s' in '%s'. Allowed: %s",
					n->type == YAML_SCALAR ? n->text : "(list)", key, allowed);
		}
		mask |= b;
	}
	return mask;
}

void fields_check_icon(struct source s, const char *icon, int line)
{
	if (!s.pack->assets) {
		return;
	}
	const char *path = arena_printf(s.pack->arena, "%s/icons/%s.svg", s.pack->assets, icon);
	if (!id_is_valid(icon) || !fs_exists(path)) {
		report_error(&s.pack->report, s.file, line, "unknown icon '%s'. Use the name of a file of %s/icons",
				icon, s.pack->assets);
	}
}
