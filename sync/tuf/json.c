/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tuf/json.h"

#include <stdlib.h>
#include <string.h>

static bool within_depth(const json_t *value, int depth)
{
	if (depth > TUF_JSON_DEPTH_MAX) {
		return false;
	}
	if (json_is_object(value)) {
		const char *key;
		json_t *child;
		json_object_foreach((json_t *)value, key, child)
		{
			if (!within_depth(child, depth + 1)) {
				return false;
			}
		}
	} else if (json_is_array(value)) {
		size_t i;
		json_t *child;
		json_array_foreach(value, i, child)
		{
			if (!within_depth(child, depth + 1)) {
				return false;
			}
		}
	}
	return true;
}

json_t *tuf_json_parse(const char *name, const char *bytes, size_t len, struct err *e)
{
	json_error_t why;
	json_t *value = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &why);
	if (!value) {
		/* jansson quotes what it met: bytes from outside, on their way to a log and a screen. */
		for (char *at = why.text; *at; at++) {
			*at = *at >= ' ' && *at <= '~' ? *at : '?';
		}
		(void)fail_kind(e, ERR_FORMAT, "%s is not JSON: %s (line %d)", name, why.text, why.line);
		return NULL;
	}
	if (!json_is_object(value) || !within_depth(value, 0)) {
		(void)fail_kind(e, ERR_FORMAT, "%s is not a JSON object of reasonable depth", name);
		json_decref(value);
		return NULL;
	}
	return value;
}

static void add_string(const char *text, size_t len, struct buf *out)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"' || text[i] == '\\') {
			buf_add_char(out, '\\');
		}
		buf_add_char(out, text[i]);
	}
	buf_add_char(out, '"');
}

static int compare_keys(const void *a, const void *b)
{
	/* Byte order of UTF-8 is the order of code points, which is what the canonical form asks for. */
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add_object(const json_t *object, struct buf *out, struct err *e)
{
	size_t count = json_object_size(object);
	const char **keys = calloc(count + 1, sizeof *keys);
	if (!keys) {
		abort();
	}
	size_t i = 0;
	const char *key;
	json_t *child;
	json_object_foreach((json_t *)object, key, child)
	{
		keys[i++] = key;
	}
	qsort(keys, count, sizeof *keys, compare_keys);
	buf_add_char(out, '{');
	bool ok = true;
	for (i = 0; ok && i < count; i++) {
		if (i > 0) {
			buf_add_char(out, ',');
		}
		add_string(keys[i], strlen(keys[i]), out);
		buf_add_char(out, ':');
		ok = tuf_json_canonical(json_object_get(object, keys[i]), out, e);
	}
	buf_add_char(out, '}');
	free(keys);
	return ok;
}

static bool add_array(const json_t *array, struct buf *out, struct err *e)
{
	size_t i;
	json_t *child;
	buf_add_char(out, '[');
	json_array_foreach(array, i, child)
	{
		if (i > 0) {
			buf_add_char(out, ',');
		}
		if (!tuf_json_canonical(child, out, e)) {
			return false;
		}
	}
	buf_add_char(out, ']');
	return true;
}

bool tuf_json_canonical(const json_t *value, struct buf *out, struct err *e)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return add_object(value, out, e);
	case JSON_ARRAY:
		return add_array(value, out, e);
	case JSON_STRING:
		add_string(json_string_value(value), json_string_length(value), out);
		return true;
	case JSON_INTEGER:
		buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		return true;
	case JSON_TRUE:
	case JSON_FALSE:
		buf_add_text(out, json_is_true(value) ? "true" : "false");
		return true;
	case JSON_NULL:
		buf_add_text(out, "null");
		return true;
	case JSON_REAL:
		break;
	}
	return fail_kind(e, ERR_FORMAT, "a number with a fraction has no canonical form");
}

const char *tuf_json_text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

bool tuf_json_integer(const json_t *object, const char *key, json_int_t least, json_int_t *out)
{
	const json_t *value = json_object_get(object, key);
	if (!json_is_integer(value) || json_integer_value(value) < least) {
		return false;
	}
	*out = json_integer_value(value);
	return true;
}
