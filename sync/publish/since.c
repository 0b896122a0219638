/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/since.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "publish/repo_state.h"
#include "store/db.h"

/* Owned: the file of that name in the last release of the pack; NULL: it has none. */
static char *published_file(const struct repo *r, const char *pack, const char *name)
{
	CLEANUP(free_ptr) char *target = mem_printf("%s/%s", pack, name);
	const char *sha256 = repo_described_sha256(repo_listing(r, pack), target);
	return sha256 ? repo_target_path(r, target, sha256) : NULL;
}

bool since_find(const char *dir, const char *pack, char **content, char **routes, struct err *e)
{
	struct repo r;
	if (!repo_look(&r, dir, e)) {
		return false;
	}
	char *found = published_file(&r, pack, "content.sqlite");
	if (found) {
		*content = found;
		*routes = published_file(&r, pack, "routes.sqlite");
	}
	repo_finish(&r);
	return found || fail_kind(e, ERR_ABSENT, "nothing of pack '%s' was published there", pack);
}

/* Whether the content tells what is new since that edition. Of content that cannot be read nothing is said: the
 * caller has checked it. */
static bool tells_of(const struct bundle *b, const char *edition)
{
	struct db db = { 0 };
	struct err ignored;
	CLEANUP(free_ptr) char *path = bundle_component_path(b, "content.sqlite");
	sqlite3_stmt *s = NULL;
	bool tells = true;
	if (db_open(&db, path, &ignored) &&
			(s = db_prepare(&db, "SELECT value FROM meta WHERE key = 'news.since'", &ignored)) != NULL) {
		const char *since = sqlite3_step(s) == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
		tells = since && str_equal(since, edition);
	}
	sqlite3_finalize(s);
	db_close(&db);
	return tells;
}

void since_warn(const struct bundle *b, const char *edition, const char *repo)
{
	if (edition[0] && !str_equal(edition, b->edition) && !tells_of(b, edition)) {
		(void)fprintf(stderr,
				"borne-publish: warning: edition %s does not tell visitors what is new since edition "
				"%s: build it with --since %s before it is published\n",
				b->edition, edition, repo);
	}
}
