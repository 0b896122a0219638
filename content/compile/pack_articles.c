/* SPDX-License-Identifier: GPL-3.0-or-later */
/* articles/<theme>/<slug>.<lang>[.easy].md, and the list of media/. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "compile/fields.h"
#include "compile/markdown.h"
#include "compile/prose.h"
#include "store/picture.h"

#define SOURCE_SEPARATOR " · "

enum { ARTICLE_FILE_BYTES_MAX = 256 * 1024, MEDIA_BYTES_WARN = 1024 * 1024, SUMMARY_BYTES_MAX = 600 };

static const struct key article_keys[] = { { "title", true }, { "summary", true }, { "audiences", true },
	{ "level", false }, { "audience", false }, { "source", true }, { "verified", true }, { "valid_until", false },
	{ "networks", false }, { "keywords", false }, { "order", false }, { "easy", false } };
static const char audiences_allowed[] =
		"tous jeunes scolaires etudiants demandeurs-emploi salaries cadres handicap independants";

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int not_hidden(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

typedef void visit(struct pack *p, const char *dir, const char *name, const char *path, bool is_dir);

/* In the order of bytes, so that the same pack is read the same way on every disk. */
static void for_each(struct pack *p, const char *dir, visit *each)
{
	struct dirent **entries;
	const char *path = pack_path(p, dir);
	int count = scandir(path, &entries, not_hidden, by_bytes);
	for (int i = 0; i < count; i++) {
		struct stat st;
		const char *entry = arena_printf(p->arena, "%s/%s", path, entries[i]->d_name);
		bool is_dir = stat(entry, &st) == 0 && S_ISDIR(st.st_mode);
		each(p, dir, entries[i]->d_name, entry, is_dir);
		free(entries[i]);
	}
	if (count >= 0) {
		free(entries);
	}
}

/* "slug.fr.md" or "slug.fr.easy.md". */
static bool split_name(struct pack *p, const char *name, const char **slug, unsigned *lang, bool *easy)
{
	char copy[256];
	if (strlen(name) >= sizeof copy || !str_ends(name, ".md")) {
		return false;
	}
	str_cut(copy, strlen(name) - strlen(".md") + 1, name);
	*easy = str_ends(copy, ".easy");
	if (*easy) {
		copy[strlen(copy) - strlen(".easy")] = '\0';
	}
	char *dot = strrchr(copy, '.');
	if (!dot) {
		return false;
	}
	*dot = '\0';
	for (unsigned i = 0; i < p->languages_len; i++) {
		if (id_is_valid(copy) && str_equal(p->languages[i].code, dot + 1)) {
			*slug = arena_strdup(p->arena, copy);
			*lang = i;
			return true;
		}
	}
	return false;
}

/* One source or a list of them; on a screen they stand behind each other. */
static const char *read_sources(struct source s, const struct yaml_node *n)
{
	const struct yaml_node *node = yaml_find(n, "source");
	if (!node || node->type != YAML_LIST) {
		return fields_string(s, n, "source", "");
	}
	const char **sources;
	size_t len = fields_strings(s, n, "source", &sources);
	struct buf all = { 0 };
	for (size_t i = 0; i < len; i++) {
		buf_printf(&all, "%s%s", i ? SOURCE_SEPARATOR : "", sources[i]);
	}
	const char *text = arena_strdup(s.pack->arena, buf_text(&all));
	buf_finish(&all);
	return text;
}

static void check_dates(struct source s, const struct yaml_node *n, const struct pack_version *v)
{
	struct pack *p = s.pack;
	if (date_is_set(v->verified) && date_compare(v->verified, p->date) > 0 && date_is_set(p->date)) {
		report_error(&p->report, s.file, fields_line(n, "verified"),
				"'verified' lies after the pack's own date. Correct one of them");
	}
	if (date_is_set(v->valid_until) && date_compare(v->valid_until, v->verified) < 0) {
		report_error(&p->report, s.file, fields_line(n, "valid_until"), "'valid_until' lies before 'verified'");
	} else if (date_is_set(v->valid_until) && date_compare(v->valid_until, p->date) < 0) {
		report_warning(&p->report, s.file, fields_line(n, "valid_until"),
				"no longer valid at the date of this edition. Update or remove the article");
	}
}

static void read_front(struct source s, const struct yaml_node *n, struct pack_version *v)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "front matter", article_keys, ARRAY_LEN(article_keys))) {
		return;
	}
	v->title = fields_string(s, n, "title", "");
	v->summary = fields_string(s, n, "summary", "");
	v->source = read_sources(s, n);
	v->audiences = fields_mask(s, n, "audiences", audience_bit, audiences_allowed);
	v->level = (int)fields_long(s, n, "level", 1, 2, 0);
	v->order = fields_long(s, n, "order", 0, 1000000, 1000);
	v->verified = fields_date(s, n, "verified");
	v->verified_line = fields_line(n, "verified");
	v->valid_until = fields_date(s, n, "valid_until");
	v->networks_len = fields_strings(s, n, "networks", &v->networks);
	v->networks_line = fields_line(n, "networks");
	v->keywords_len = fields_strings(s, n, "keywords", &v->keywords);
	const char *audience = fields_string(s, n, "audience", "public");
	v->professional = str_equal(audience, "professional");
	if (!v->professional && !str_equal(audience, "public")) {
		report_error(&p->report, s.file, fields_line(n, "audience"),
				"'audience' must be public or professional, not '%s'", audience);
	}
	if (fields_bool(s, n, "easy") != v->easy) {
		report_error(&p->report, s.file, fields_line(n, "easy"),
				"'easy: true' and a file name ending in .easy.md go together. Change one of them");
	}
	if (strlen(v->summary) > SUMMARY_BYTES_MAX) {
		report_warning(&p->report, s.file, fields_line(n, "summary"),
				"the summary is long. Say it in two sentences");
	}
	prose_check_sentences(&p->report, s.file, fields_line(n, "summary"), v->summary, v->easy,
			p->abbreviations[v->lang]);
	check_dates(s, n, v);
}

/* The front matter stands between two lines "---". NULL: reported. */
static const char *split_front(struct pack *p, const char *path, const char *text, size_t *front_len, int *body_line)
{
	if (!str_starts(text, "---\n")) {
		report_error(&p->report, path, 1, "does not start with front matter. The first line must be ---");
		return NULL;
	}
	int line = 2;
	for (const char *at = text + 4; at && *at; line++) {
		if (str_starts(at, "---\n") || str_equal(at, "---")) {
			*front_len = (size_t)(at - text - 4);
			*body_line = line + 1;
			return at + (at[3] == '\n' ? 4 : 3);
		}
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
	report_error(&p->report, path, 1, "the front matter is never closed. End it with a line ---");
	return NULL;
}

static void read_text(struct pack *p, const char *path, struct pack_version *v, const char *text)
{
	struct source s = { p, path };
	struct err e = { 0 };
	size_t front_len;
	int body_line;
	const char *body = split_front(p, path, text, &front_len, &body_line);
	if (!body) {
		return;
	}
	struct yaml *y = yaml_parse(path, text + 4, front_len, 2, &e);
	if (!y) {
		report_failure(&p->report, path, &e);
	} else {
		read_front(s, yaml_root(y), v);
		yaml_destroy(y);
	}
	markdown_parse(p, v, body, strlen(body), body_line);
	if (v->blocks_len == 0) {
		report_error(&p->report, path, body_line, "the article has no text");
	}
}

static void add_article_file(struct pack *p, const char *dir, const char *name, const char *path, bool is_dir)
{
	struct pack_version v = { .where = { path, 1 }, .title = "", .summary = "", .source = "" };
	const char *slug;
	if (is_dir || !split_name(p, name, &slug, &v.lang, &v.easy)) {
		report_error(&p->report, path, 0,
				"the file name is not <slug>.<language>.md or <slug>.<language>.easy.md with a "
				"language of pack.yaml");
		return;
	}
	v.article = arena_printf(p->arena, "%s/%s", dir + strlen("articles/"), slug);
	struct buf bytes = { 0 };
	if (fs_file_size(path) > ARTICLE_FILE_BYTES_MAX) {
		report_error(&p->report, path, 0, "larger than %d bytes. Split the article", ARTICLE_FILE_BYTES_MAX);
	} else if (pack_load_text(p, path, false, &bytes)) {
		/* The text lives as long as the pack: md4c's line numbers come from pointers into it. */
		read_text(p, path, &v, arena_strdup(p->arena, buf_text(&bytes)));
		*PACK_PUSH(p->arena, p->versions, p->versions_len) = v;
	}
	buf_finish(&bytes);
}

static void add_theme_folder(struct pack *p, const char *dir, const char *name, const char *path, bool is_dir)
{
	if (!is_dir) {
		report_error(&p->report, path, 0, "does not belong here. Articles lie in articles/<theme>/");
		return;
	}
	if (names_find(&p->theme_names, name) < 0) {
		report_error(&p->report, path, 0, "no theme has the id '%s'. themes.yaml lists them", name);
	}
	for_each(p, arena_printf(p->arena, "%s/%s", dir, name), add_article_file);
}

/* Versions of one article stand together: reference language first, plain before easy. */
static int compare_versions(const void *a, const void *b)
{
	const struct pack_version *x = *(const struct pack_version *const *)a;
	const struct pack_version *y = *(const struct pack_version *const *)b;
	int ids = strcmp(x->article, y->article);
	if (ids != 0) {
		return ids;
	}
	if (x->lang != y->lang) {
		return x->lang < y->lang ? -1 : 1;
	}
	return (int)x->easy - (int)y->easy;
}

static void group_versions(struct pack *p)
{
	struct pack_version **sorted = ARENA_ARRAY(p->arena, struct pack_version *, p->versions_len + 1);
	for (size_t i = 0; i < p->versions_len; i++) {
		sorted[i] = &p->versions[i];
	}
	if (p->versions_len > 1) {
		qsort(sorted, p->versions_len, sizeof(struct pack_version *), compare_versions);
	}
	for (size_t i = 0; i < p->versions_len;) {
		size_t first = i;
		while (i < p->versions_len && str_equal(sorted[i]->article, sorted[first]->article)) {
			i++;
		}
		const char *id = sorted[first]->article;
		const char *slash = strchr(id, '/');
		struct pack_article a = {
			.id = id,
			.theme = arena_strndup(p->arena, id, (size_t)(slash - id)),
			.slug = slash + 1,
			.versions = &sorted[first],
			.versions_len = i - first,
		};
		(void)names_add(&p->article_names, id, (int)p->articles_len);
		*PACK_PUSH(p->arena, p->articles, p->articles_len) = a;
	}
}

void pack_read_articles(struct pack *p)
{
	for_each(p, "articles", add_theme_folder);
	if (p->versions_len == 0) {
		report_error(&p->report, pack_path(p, "articles"), 0, "has no article. Write at least one");
	}
	group_versions(p);
}

/* The limits of the unit, which would show the words in place of the picture. */
static void check_picture(struct pack *p, const char *path)
{
	struct buf bytes = { 0 };
	struct picture_head head;
	struct err e = { 0 };
	if (!fs_read_file(path, PICTURE_BYTES_MAX, &bytes, &e) ||
			!picture_probe((const uint8_t *)buf_text(&bytes), bytes.len, &head, &e)) {
		report_error(&p->report, path, 0, "cannot be shown: %s. Save it again, smaller, as %s", e.message,
				picture_endings);
	} else if (bytes.len > MEDIA_BYTES_WARN) {
		report_warning(&p->report, path, 0, "larger than 1 MB: slow on a bad line. Reduce it");
	}
	buf_finish(&bytes);
}

static void add_media(struct pack *p, const char *dir, const char *name, const char *path, bool is_dir)
{
	if (is_dir || !picture_is_named(name)) {
		report_error(&p->report, path, 0, "is no picture the kiosk can show. Use %s files", picture_endings);
		return;
	}
	struct pack_media m = { .name = arena_printf(p->arena, "%s/%s", dir, name) };
	if (!fs_is_safe_relative(m.name) || !utf8_valid(m.name, strlen(m.name))) {
		report_error(&p->report, path, 0,
				"the file name has unusual characters. Use letters, digits and hyphens");
		return;
	}
	check_picture(p, path);
	*PACK_PUSH(p->arena, p->media, p->media_len) = m;
}

void pack_read_media(struct pack *p)
{
	for_each(p, "media", add_media);
}
