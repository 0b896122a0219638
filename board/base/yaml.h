/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yaml.h - a YAML document as a small tree that knows its lines
 *
 * Staff files and borne.yaml are read through this one door, so that every
 * complaint can name file and line. libyaml parses; aliases, tags and more than
 * one document are refused, and so are duplicate keys, nesting deeper than
 * YAML_DEPTH_MAX and files above the caller's limit. One thread per document. */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include <stddef.h>

#include "base/err.h"

enum { YAML_DEPTH_MAX = 32, YAML_NODES_MAX = 200000 };

enum yaml_type { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_type type;
	int line;        /* 1-based, in the file */
	const char *key; /* within a map, else NULL */
	int key_line;
	const char *text;        /* scalar: never NULL */
	bool quoted;             /* scalar written in quotes or as a block */
	size_t from, to;         /* scalar: where it is written, in characters of the bytes; quotes included */
	struct yaml_node *child; /* first of a list or map */
	struct yaml_node *next;  /* sibling */
	size_t count;            /* children */
};

struct yaml;
/* Owned: yaml_destroy(). NULL on error, which names `name`:line. An empty document is an empty map.
 * `first_line` is 1 for a whole file, more for front matter inside one. */
MUST_USE struct yaml *yaml_parse(const char *name, const char *bytes, size_t len, int first_line, struct err *e);
MUST_USE struct yaml *yaml_read(const char *path, size_t max_bytes, struct err *e);
void yaml_destroy(struct yaml *y);
/* All below: borrowed until yaml_destroy(). */
const struct yaml_node *yaml_root(const struct yaml *y);
const char *yaml_name(const struct yaml *y);
/* NULL when `map` is not a map or has no such key. */
const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key);
/* Text of a scalar under key, or fallback. */
const char *yaml_text(const struct yaml_node *map, const char *key, const char *fallback);

#endif
