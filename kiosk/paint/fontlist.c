/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/fontlist.h"

#include <stdlib.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/yaml.h"

#define LOG_MODULE "fonts"
#include "base/log.h"

enum { FONTS_YAML_BYTES_MAX = 64 * 1024 };

void fontlist_finish(struct fontlist *c)
{
	for (size_t i = 0; i < c->len; i++) {
		free(c->files[FONT_REGULAR][i]);
		free(c->files[FONT_BOLD][i]);
	}
	*c = (struct fontlist){ 0 };
}

static bool read_chain(struct fontlist *c, const struct yaml *y, struct err *e)
{
	const struct yaml_node *root = yaml_root(y);
	const char *folder = yaml_text(root, "folder", NULL);
	const struct yaml_node *list = yaml_find(root, "chain");
	if (!folder || !list || list->type != YAML_LIST || list->count == 0) {
		return fail_kind(e, ERR_FORMAT, "%s: needs a folder and a list named chain", yaml_name(y));
	}
	for (const struct yaml_node *n = list->child; n; n = n->next) {
		const char *regular = yaml_text(n, "regular", NULL);
		const char *bold = yaml_text(n, "bold", regular);
		if (!regular) {
			return fail_kind(e, ERR_FORMAT, "%s:%d: this entry has no regular font", yaml_name(y), n->line);
		}
		if (c->len == FONTLIST_MAX) {
			return fail_kind(e, ERR_FORMAT, "%s:%d: more than %d fonts", yaml_name(y), n->line,
					FONTLIST_MAX);
		}
		char *regular_path = fs_join(folder, regular);
		char *bold_path = fs_join(folder, bold);
		bool here = c->len == 0 || (fs_exists(regular_path) && fs_exists(bold_path));
		if (!here) {
			log_warn("font left out, file missing file=%s", regular_path);
			free(regular_path);
			free(bold_path);
			continue;
		}
		c->files[FONT_REGULAR][c->len] = regular_path;
		c->files[FONT_BOLD][c->len++] = bold_path;
	}
	return true;
}

bool fontlist_read(struct fontlist *out, const char *yaml_path, struct err *e)
{
	struct yaml *y = yaml_read(yaml_path, FONTS_YAML_BYTES_MAX, e);
	struct fontlist list = { 0 };
	bool ok = y && read_chain(&list, y, e);
	yaml_destroy(y);
	if (!ok) {
		fontlist_finish(&list);
		return false;
	}
	*out = list;
	return true;
}

struct fonts *fontlist_open(const char *yaml_path, struct err *e)
{
	struct fontlist list;
	if (!fontlist_read(&list, yaml_path, e)) {
		return NULL;
	}
	struct fonts *fonts = fonts_open((const char *const *)list.files[FONT_REGULAR],
			(const char *const *)list.files[FONT_BOLD], list.len, e);
	fontlist_finish(&list);
	return fonts;
}
