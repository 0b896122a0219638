/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"

enum { GROW_FIRST = 8 };

void *pack_grow(struct arena *arena, void *array, size_t len, size_t bytes_each)
{
	bool full = len == 0 || (len >= GROW_FIRST && (len & (len - 1)) == 0);
	if (!full) {
		return array;
	}
	char *bigger = arena_alloc(arena, len ? len * 2 : GROW_FIRST, bytes_each);
	if (len) {
		memcpy(bigger, array, len * bytes_each);
	}
	return bigger;
}

const char *pack_path(struct pack *p, const char *name)
{
	return arena_printf(p->arena, "%s/%s", p->dir, name);
}

/* Text that an editor damaged is named before any parser stumbles over it. */
static bool check_text(struct pack *p, const char *path, const struct buf *b)
{
	const char *text = buf_text(b);
	const char *end = text + b->len;
	if (b->len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		report_error(&p->report, path, 1, "starts with a byte order mark. Save the file as UTF-8 without BOM");
		return false;
	}
	int line = 1;
	for (const char *at = text; at < end; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		if (!utf8_valid(at, (size_t)(stop - at))) {
			report_error(&p->report, path, line, "not valid UTF-8. Save the file with the encoding UTF-8");
			return false;
		}
		if (memchr(at, '\0', (size_t)(stop - at))) {
			report_error(&p->report, path, line, "a NUL character. Save the file as plain text");
			return false;
		}
		at = newline ? newline + 1 : end;
	}
	return true;
}

bool pack_load_text(struct pack *p, const char *path, bool optional, struct buf *out)
{
	struct err e = { 0 };
	if (!fs_exists(path)) {
		if (!optional) {
			report_error(&p->report, path, 0, "is missing. Every pack needs it, see FORMAT.md");
		}
		return false;
	}
	if (!fs_read_file(path, PACK_FILE_BYTES_MAX, out, &e)) {
		report_error(&p->report, path, 0, "cannot be read: %s", e.message);
		return false;
	}
	return check_text(p, path, out);
}

struct pack *pack_read(const char *dir, const char *assets)
{
	struct pack *p = mem_zalloc(1, sizeof *p);
	p->arena = arena_create(256 * 1024);
	report_init(&p->report, p->arena);
	size_t len = strlen(dir);
	while (len > 1 && dir[len - 1] == '/') {
		len--;
	}
	p->dir = arena_strndup(p->arena, dir, len);
	p->assets = assets ? arena_strdup(p->arena, assets) : NULL;
	pack_read_manifest(p);
	if (p->languages_len == 0) { /* reported; the rest is read in the language of the firmware */
		p->languages[p->languages_len++] =
				(struct language){ .code = language_builtin_code(), .name = language_builtin_code() };
	}
	pack_read_strings(p); /* first: the rules of languages are for all other texts */
	pack_read_lists(p);
	pack_read_tables(p);
	pack_read_media(p);
	pack_read_articles(p);
	pack_read_guide(p);
	pack_check(p);
	pack_check_coverage(p);
	pack_check_words(p);
	pack_check_translations(p);
	pack_check_limits(p);
	return p;
}

void pack_destroy(struct pack *p)
{
	if (!p) {
		return;
	}
	names_finish(&p->theme_names);
	names_finish(&p->network_names);
	names_finish(&p->territory_names);
	names_finish(&p->site_names);
	names_finish(&p->place_names);
	names_finish(&p->commune_names);
	names_finish(&p->measured_names);
	names_finish(&p->article_names);
	for (unsigned i = 0; i < CATALOGUE_LANGUAGES_MAX; i++) {
		names_finish(&p->translations[i].names);
	}
	report_finish(&p->report);
	arena_destroy(p->arena);
	free(p);
}
