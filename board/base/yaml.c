/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/fsutil.h"
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

static bool refuse(struct reader *r, int line, const char *why)
{
	return fail_kind(r->e, ERR_FORMAT, "%s:%d: %s", r->y->name, line, why);
}

static bool next_event(struct reader *r, yaml_event_t *event)
{
	if (yaml_parser_parse(&r->parser, event)) {
		return true;
	}
	int line = (int)r->parser.problem_mark.line + r->first_line;
	return refuse(r, line, r->parser.problem ? r->parser.problem : "not YAML");
}

static bool read_node(struct reader *r, const yaml_event_t *event, int depth, struct yaml_node **out);

static bool has_key(const struct yaml_node *map, const char *key)
{
	return yaml_find(map, key) != NULL;
}

/* Reads one key of a map; *done when the map ended instead. */
static bool read_key(struct reader *r, const struct yaml_node *map, char **key, int *line, bool *done)
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
			ok = refuse(r, *line, "a key must be plain text");
		} else {
			*key = arena_strdup(r->y->arena, (const char *)event.data.scalar.value);
			if (has_key(map, *key)) {
				ok = fail_kind(r->e, ERR_FORMAT, "%s:%d: key '%s' is there twice", r->y->name, *line,
						*key);
			}
		}
	}
	yaml_event_delete(&event);
	return ok;
}

static bool read_children(struct reader *r, struct yaml_node *parent, int depth)
{
	struct yaml_node **tail = &parent->child;
	for (;;) {
		char *key = NULL;
		int key_line = 0;
		if (parent->type == YAML_MAP) {
			bool done;
			if (!read_key(r, parent, &key, &key_line, &done)) {
				return false;
			}
			if (done) {
				return true;
			}
		}
		yaml_event_t event;
		if (!next_event(r, &event)) {
			return false;
		}
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			return true;
		}
		struct yaml_node *node = NULL;
		bool ok = read_node(r, &event, depth + 1, &node);
		yaml_event_delete(&event);
		if (!ok) {
			return false;
		}
		node->key = key;
		node->key_line = key_line;
		*tail = node;
		tail = &node->next;
		parent->count++;
	}
}

static bool read_scalar(struct reader *r, const yaml_event_t *event, struct yaml_node *node)
{
	size_t len = event->data.scalar.length;
	const char *value = (const char *)event->data.scalar.value;
	if (memchr(value, '\0', len)) {
		return refuse(r, node->line, "a NUL character inside text");
	}
	node->type = YAML_SCALAR;
	node->text = arena_strndup(r->y->arena, value, len);
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return true;
}

static bool read_node(struct reader *r, const yaml_event_t *event, int depth, struct yaml_node **out)
{
	struct yaml_node *node = ARENA_NEW(r->y->arena, struct yaml_node);
	node->line = line_of(r, event);
	*out = node;
	if (depth > YAML_DEPTH_MAX || ++r->nodes > YAML_NODES_MAX) {
		return refuse(r, node->line, "too deeply nested or too many values");
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
		return refuse(r, node->line, "aliases (*name) are not supported: write the value again");
	default:
		return refuse(r, node->line, "unexpected YAML construct");
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
			ok = !seen_document || refuse(r, line, "only one document per file");
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
