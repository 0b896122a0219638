/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sites.h"

#include <stdlib.h>

#include "base/config.h"
#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/yaml.h"
#include "store/bundle.h"
#include "store/db.h"

void sites_describe_unknown(const char *site, const struct nearest *nearest, struct buf *out)
{
	if (str_equal(site, CONFIG_SITE_UNREAD)) {
		buf_add_text(out, "the settings could not be read, the site of this unit is not known. ");
	} else {
		buf_printf(out, "site '%s' is not in this content. ", site);
	}
	buf_add_text(out, nearest->len > 0 ? "Nearest:" : "It has no sites");
	for (size_t i = 0; i < nearest->len; i++) {
		buf_printf(out, "%s %s", i ? "," : "", nearest->names[i]);
	}
}

static int line_of_site(const char *config_path)
{
	struct err e;
	struct yaml *y = yaml_read(config_path, CONFIG_FILE_BYTES_MAX, &e);
	const struct yaml_node *node = y ? yaml_find(yaml_root(y), "site") : NULL;
	int line = node ? node->line : 1;
	yaml_destroy(y);
	return line;
}

/* Ranks every id of the content; false when it cannot be read. *known: `site` is one of them. */
static bool rank_ids(struct db *db, struct arena *arena, struct nearest *nearest, bool *known)
{
	struct err e;
	sqlite3_stmt *s = db_prepare(db, "SELECT id FROM site ORDER BY position, row", &e);
	int code = SQLITE_DONE;
	while (s && (code = sqlite3_step(s)) == SQLITE_ROW) {
		const char *id = db_text(s, 0, arena);
		*known = *known || str_equal(id, nearest->wanted);
		nearest_offer(nearest, id);
	}
	(void)sqlite3_finalize(s);
	return s && code == SQLITE_DONE;
}

size_t sites_check(const char *config_path, const char *store, const char *site, struct buf *problems)
{
	if (!site || !site[0]) {
		return 0;
	}
	struct err e;
	struct db db = { 0 };
	struct bundle bundle = { 0 };
	struct nearest nearest = { .wanted = site };
	bool known = false;
	CLEANUP(free_ptr) char *current = fs_join(store, "current");
	CLEANUP(free_ptr) char *objects = fs_join(store, "objects");
	struct arena *arena = arena_create(0);
	bool opened = bundle_open(&bundle, current, objects, &e);
	CLEANUP(free_ptr) char *path = opened ? bundle_component_path(&bundle, "content.sqlite") : NULL;
	size_t count = 0;
	if (path && db_open(&db, path, &e) && rank_ids(&db, arena, &nearest, &known) && !known) {
		buf_printf(problems, "%s:%d: ", config_path, line_of_site(config_path));
		sites_describe_unknown(site, &nearest, problems);
		buf_add_char(problems, '\n');
		count = 1;
	}
	db_close(&db);
	bundle_close(&bundle);
	arena_destroy(arena);
	return count;
}
