/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/fsutil.h"
#include "base/hash.h"
#include "base/mem.h"

struct yaml {
	struct arena *arena;
	char *name;
	struct yaml_node *root;
};

struct reader {
	struct yaml *y;
	yaml_parser_t parser;
	int first_line;
	size_t nodes;
	struct err *e;
};

static int line_of(const struct reader *r, const yaml_event_t *event)
{
	return (int)event->start_mark.line + r->first_line;
}

static bool refuse_line(struct reader *r, int line, const char *why)
{
	return fail_kind(r->e, ERR_FORMAT, "%s:%d: %s", r->y->name, line, why);
}

static bool next_event(struct reader *r, yaml_event_t *event)
{
	if (yaml_parser_parse(&r->parser, event)) {
		return true;
	}
	int line = (int)r->parser.problem_mark.line + r->first_line;
	return refuse_line(r, line, r->parser.problem ? r->parser.problem : "not YAML");
}

static bool read_node(struct reader *r, const yaml_event_t *event, int depth, struct yaml_node **out);

/* Keys of the map that is being read: a long map must not be compared key by key with itself. */
struct keyset {
	const char **slots; /* owned; NULL: free */
	size_t capacity;    /* a power of two */
	size_t len;
};

static const char **keyset_slot(const struct keyset *k, const char *key)
{
	uint64_t hash = hash_text(key);
	size_t at = (size_t)(hash ^ hash >> 32) & (k->capacity - 1);
	while (k->slots[at] && strcmp(k->slots[at], key) != 0) {
		at = (at + 1) & (k->capacity - 1);
	}
	return &k->slots[at];
}

static void keyset_grow(struct keyset *k)
{
	struct keyset larger = { .capacity = k->capacity ? k->capacity * 2 : 16, .len = k->len };
	larger.slots = mem_zalloc(larger.capacity, sizeof *larger.slots);
	for (size_t i = 0; i < k->capacity; i++) {
		if (k->slots[i]) {
			*keyset_slot(&larger, k->slots[i]) = k->slots[i];
		}
	}
	free(k->slots);
	*k = larger;
}

/* False when it was there already. `key` is borrowed. */
static bool keyset_add(struct keyset *k, const char *key)
{
	if (k->len * 2 >= k->capacity) {
		keyset_grow(k);
	}
	const char **slot = keyset_slot(k, key);
	if (*slot) {
		return false;
	}
	*slot = key;
	k->len++;
	return true;
}

/* Reads one key of a map; *done when the map ended instead. */
static bool read_key(struct reader *r, struct keyset *seen, char **key, int *line, bool *done)
{
	yaml_event_t event;
	if (!next_event(r, &event)) {
		return false;
	}
	bool ok = true;
	*done = event.type == YAML_MAPPING_END_EVENT;
	if (!*done) {
		*line = line_of(r, &event);
		if (event.type != YAML_SCALAR_EVENT) {
			ok = refuse_line(r, *line, "a key must be plain text");
		} else {
			*key = arena_strdup(r->y->arena, (const char *)event.data.scalar.value);
			if (!keyset_add(seen, *key)) {
				ok = fail_kind(r->e, ERR_FORMAT, "%s:%d: key '%s' is there twice", r->y->name, *line,
						*key);
			}
		}
	}
	yaml_event_delete(&event);
	return ok;
}

/* One child, or *done at the end of the list or map. */
static bool read_child(struct reader *r, const struct yaml_node *parent, struct keyset *seen, int depth,
		struct yaml_node **out, bool *done)
{
	char *key = NULL;
	int key_line = 0;
	*done = false;
	if (parent->type == YAML_MAP && (!read_key(r, seen, &key, &key_line, done) || *done)) {
		return *done;
	}
	yaml_event_t event;
	if (!next_event(r, &event)) {
		return false;
	}
	*done = event.type == YAML_SEQUENCE_END_EVENT;
	bool ok = *done || read_node(r, &event, depth + 1, out);
	yaml_event_delete(&event);
	if (ok && !*done) {
		(*out)->key = key;
		(*out)->key_line = key_line;
	}
	return ok;
}

static bool read_children(struct reader *r, struct yaml_node *parent, int depth)
{
	struct yaml_node **tail = &parent->child;
	struct keyset seen = { .len = 0 };
	bool done = false;
	bool ok = true;
	while (ok && !done) {
		struct yaml_node *node = NULL;
		ok = read_child(r, parent, &seen, depth, &node, &done);
		if (ok && !done) {
			*tail = node;
			tail = &node->next;
			parent->count++;
		}
	}
	free(seen.slots);
	return ok;
}

static bool read_scalar(struct reader *r, const yaml_event_t *event, struct yaml_node *node)
{
	size_t len = event->data.scalar.length;
	const char *value = (const char *)event->data.scalar.value;
	if (memchr(value, '\0', len)) {
		return refuse_line(r, node->line, "a NUL character inside text");
	}
	node->type = YAML_SCALAR;
	node->from = event->start_mark.index;
	node->to = event->end_mark.index;
	node->text = arena_strndup(r->y->arena, value, len);
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return true;
}

/* Tags change what a value is and anchors prepare aliases: neither belongs in a file that staff edit. */
static const char *decoration(const yaml_event_t *event)
{
	const yaml_char_t *tag = NULL;
	const yaml_char_t *anchor = NULL;
	if (event->type == YAML_SCALAR_EVENT) {
		tag = event->data.scalar.tag;
		anchor = event->data.scalar.anchor;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		tag = event->data.sequence_start.tag;
		anchor = event->data.sequence_start.anchor;
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		tag = event->data.mapping_start.tag;
		anchor = event->data.mapping_start.anchor;
	}
	return tag      ? "tags (!name) are not supported: remove it"
	       : anchor ? "anchors (&name) are not supported: remove it, or put the text in quotes"
			: NULL;
}

static bool read_node(struct reader *r, const yaml_event_t *event, int depth, struct yaml_node **out)
{
	struct yaml_node *node = ARENA_NEW(r->y->arena, struct yaml_node);
	node->line = line_of(r, event);
	*out = node;
	if (depth > YAML_DEPTH_MAX || ++r->nodes > YAML_NODES_MAX) {
		return refuse_line(r, node->line, "too deeply nested or too many values");
	}
	const char *why = decoration(event);
	if (why) {
		return refuse_line(r, node->line, why);
	}
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(r, event, node);
	case YAML_SEQUENCE_START_EVENT:
		node->type = YAML_LIST;
		return read_children(r, node, depth);
	case YAML_MAPPING_START_EVENT:
		node->type = YAML_MAP;
		return read_children(r, node, depth);
	case YAML_ALIAS_EVENT:
		return refuse_line(r, node->line, "aliases (*name) are not supported: write the value again");
	default:
		return refuse_line(r, node->line, "unexpected YAML construct");
	}
}

static bool read_document(struct reader *r)
{
	bool seen_document = false;
	for (;;) {
		yaml_event_t event;
		if (!next_event(r, &event)) {
			return false;
		}
		yaml_event_type_t type = event.type;
		int line = line_of(r, &event);
		bool ok = true;
		if (type == YAML_DOCUMENT_START_EVENT) {
			ok = !seen_document || refuse_line(r, line, "only one document per file");
			seen_document = true;
		} else if (type != YAML_STREAM_START_EVENT && type != YAML_STREAM_END_EVENT &&
				type != YAML_DOCUMENT_END_EVENT) {
			ok = read_node(r, &event, 0, &r->y->root);
		}
		yaml_event_delete(&event);
		if (!ok) {
			return false;
		}
		if (type == YAML_STREAM_END_EVENT) {
			return true;
		}
	}
}

struct yaml *yaml_parse(const char *name, const char *bytes, size_t len, int first_line, struct err *e)
{
	struct yaml *y = mem_zalloc(1, sizeof *y);
	y->arena = arena_create(0);
	y->name = mem_strdup(name);
	struct reader r = { .y = y, .first_line = first_line, .e = e };
	if (!yaml_parser_initialize(&r.parser)) {
		abort();
	}
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, len);
	bool ok = read_document(&r);
	yaml_parser_delete(&r.parser);
	if (!ok) {
		yaml_destroy(y);
		return NULL;
	}
	/* An empty document is a lone plain empty scalar, or nothing at all: both mean "no keys". */
	if (!y->root || (y->root->type == YAML_SCALAR && !y->root->quoted && y->root->text[0] == '\0')) {
		y->root = ARENA_NEW(y->arena, struct yaml_node);
		y->root->type = YAML_MAP;
		y->root->line = first_line;
	}
	return y;
}

struct yaml *yaml_read(const char *path, size_t max_bytes, struct err *e)
{
	struct buf bytes = { 0 };
	struct yaml *y = NULL;
	if (fs_read_file(path, max_bytes, &bytes, e)) {
		y = yaml_parse(path, buf_text(&bytes), bytes.len, 1, e);
	}
	buf_finish(&bytes);
	return y;
}

void yaml_destroy(struct yaml *y)
{
	if (y) {
		arena_destroy(y->arena);
		free(y->name);
		free(y);
	}
}

const struct yaml_node *yaml_root(const struct yaml *y)
{
	return y->root;
}

const char *yaml_name(const struct yaml *y)
{
	return y->name;
}

const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key)
{
	if (!map || map->type != YAML_MAP) {
		return NULL;
	}
	for (const struct yaml_node *n = map->child; n; n = n->next) {
		if (strcmp(n->key, key) == 0) {
			return n;
		}
	}
	return NULL;
}

const char *yaml_text(const struct yaml_node *map, const char *key, const char *fallback)
{
	const struct yaml_node *n = yaml_find(map, key);
	return n && n->type == YAML_SCALAR ? n->text : fallback;
}
