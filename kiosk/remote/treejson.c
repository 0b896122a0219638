/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote/treejson.h"

#include <string.h>

#include "base/buf.h"
#include "draw/text.h"

static void put_text(json_t *to, const char *key, const char *text)
{
	if (text) {
		json_t *value = json_string(text);
		json_object_set_new(to, key, value ? value : json_string("(not UTF-8)"));
	}
}

static json_t *rect_json(struct rect r)
{
	return json_pack("[i,i,i,i]", r.x, r.y, r.w, r.h);
}

static json_t *states_json(unsigned state)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{ STATE_PRESSED, "pressed" },
		{ STATE_FOCUSED, "focused" },
		{ STATE_CHOSEN, "chosen" },
		{ STATE_DISABLED, "disabled" },
		{ STATE_EXPANDED, "expanded" },
		{ STATE_BUSY, "busy" },
	};
	json_t *list = json_array();
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (state & names[i].bit) {
			json_array_append_new(list, json_string(names[i].name));
		}
	}
	return list;
}

static bool is_within(const struct node *n, const struct node *root)
{
	while (n && n != root) {
		n = n->parent;
	}
	return n != NULL;
}

static int depth_of(const struct node *n)
{
	int depth = 0;
	for (n = n->parent; n; n = n->parent) {
		depth += n->role != ROLE_NONE;
	}
	return depth;
}

json_t *treejson_nodes(const struct node *root)
{
	json_t *list = json_array();
	const struct node *dialog = root ? tree_dialog(root) : NULL;
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (n->role == ROLE_NONE) {
			continue;
		}
		json_t *o = json_object();
		put_text(o, "role", role_name(n->role));
		put_text(o, "name", n->name);
		put_text(o, "value", n->value);
		put_text(o, "hint", n->hint);
		json_object_set_new(o, "states", states_json(n->state));
		json_object_set_new(o, "rect", rect_json(n->rect));
		json_object_set_new(o, "touchable", json_boolean(n->action.type != 0 && !rect_is_empty(n->hit)));
		if (n->action.type != 0) {
			json_object_set_new(o, "hit", rect_json(n->hit));
			json_object_set_new(o, "action", json_pack("[i,I]", n->action.type, (json_int_t)n->action.arg));
		}
		json_object_set_new(o, "depth", json_integer(depth_of(n)));
		if (dialog && !is_within(n, dialog)) {
			json_object_set_new(o, "hidden", json_true());
		}
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *lines_json(const struct text_layout *t)
{
	json_t *lines = json_array();
	struct buf line = { 0 };
	for (int i = 0; i < t->line_count; i++) {
		line.len = 0;
		for (size_t k = 0; k < t->run_count; k++) {
			if (t->runs[k].line == i) {
				buf_add(&line, t->runs[k].text, t->runs[k].len);
			}
		}
		json_t *words = json_stringn(line.bytes ? line.bytes : "", line.len);
		json_array_append_new(lines, words ? words : json_string("(not UTF-8)"));
	}
	buf_finish(&line);
	return lines;
}

json_t *treejson_texts(const struct node *root)
{
	json_t *list = json_array();
	const struct node *dialog = root ? tree_dialog(root) : NULL;
	for (const struct node *n = root; n; n = tree_next(root, n)) {
		if (n->text && (!dialog || is_within(n, dialog))) {
			json_t *o = json_pack("{s:o,s:b,s:b,s:i,s:o}", "lines", lines_json(n->text), "cut",
					n->text->cut, "clipped", n->text->clipped, "size_px", n->text->size_px, "rect",
					rect_json(n->rect));
			json_array_append_new(list, o);
		}
	}
	return list;
}
