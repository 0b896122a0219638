/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/fontlist.h"

#include <stdlib.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/yaml.h"

#define LOG_MODULE "fonts"
#include "base/log.h"

enum { FONTS_MAX = 12, FONTS_YAML_BYTES_MAX = 64 * 1024 };

struct chain {
	char *files[2][FONTS_MAX];
	size_t len;
};

static void chain_finish(struct chain *c)
{
	for (size_t i = 0; i < c->len; i++) {
		free(c->files[FONT_REGULAR][i]);
		free(c->files[FONT_BOLD][i]);
	}
}

static bool chain_read(struct chain *c, const struct yaml *y, struct err *e)
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
		if (c->len == FONTS_MAX) {
			return fail_kind(e, ERR_FORMAT, "%s:%d: more than %d fonts", yaml_name(y), n->line, FONTS_MAX);
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

struct fonts *fontlist_open(const char *yaml_path, struct err *e)
{
	struct yaml *y = yaml_read(yaml_path, FONTS_YAML_BYTES_MAX, e);
	if (!y) {
		return NULL;
	}
	struct chain chain = { 0 };
	struct fonts *fonts = NULL;
	if (chain_read(&chain, y, e)) {
		fonts = fonts_open((const char *const *)chain.files[FONT_REGULAR],
				(const char *const *)chain.files[FONT_BOLD], chain.len, e);
	}
	chain_finish(&chain);
	yaml_destroy(y);
	return fonts;
}
