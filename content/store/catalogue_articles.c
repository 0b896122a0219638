/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes, articles and networks, out of content.sqlite. */
#include <string.h>

#include "store/loader.h"

bool loader_read_themes(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "theme", &capacity)) {
		return false;
	}
	c->themes = ARENA_ARRAY(l->arena, struct theme, capacity + 1);
	sqlite3_stmt *s =
			loader_select(l, "SELECT row, id, icon, professional, home FROM theme ORDER BY position, row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct theme *t = &c->themes[c->themes_len];
		*t = (struct theme){ .row = loader_number(s, 0),
			.id = loader_text(l, s, 1),
			.icon = loader_text(l, s, 2) };
		t->professional = loader_flag(s, 3);
		t->home = loader_flag(s, 4);
		row_map_add(l, &l->themes, capacity, t->row, (int)c->themes_len++);
		loader_want_words(l, t->row, "title", &t->title);
		loader_want_words(l, t->row, "summary", &t->summary);
	}
	row_map_sort(&l->themes);
	return ok;
}

bool loader_read_articles(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "article", &capacity)) {
		return false;
	}
	c->articles = ARENA_ARRAY(l->arena, struct article_head, capacity + 1);
	sqlite3_stmt *s = loader_select(l,
			"SELECT a.row, a.id, a.theme, a.audiences, a.level, a.professional, a.source, a.verified, "
			"a.valid_until "
			"FROM article a JOIN theme t ON t.row = a.theme ORDER BY t.position, t.row, a.position, a.id");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct article_head *a = &c->articles[c->articles_len];
		*a = (struct article_head){ .row = loader_number(s, 0),
			.id = loader_text(l, s, 1),
			.source = loader_text(l, s, 6) };
		const char *slash = strrchr(a->id, '/');
		a->slug = slash ? slash + 1 : a->id;
		a->audiences = (unsigned)loader_number(s, 3);
		a->level = sqlite3_column_int(s, 4);
		a->professional = loader_flag(s, 5);
		a->verified = loader_date(s, 7);
		a->valid_until = loader_date(s, 8);
		ok = loader_reference(l, &l->themes, loader_number(s, 2), "article", &a->theme);
		if (ok) {
			struct theme *t = &c->themes[a->theme];
			t->first_article = t->articles_len++ == 0 ? (int)c->articles_len : t->first_article;
		}
		row_map_add(l, &l->articles, capacity, a->row, (int)c->articles_len++);
	}
	row_map_sort(&l->articles);
	uint32_t *by_row = ARENA_ARRAY(l->arena, uint32_t, c->articles_len + 1);
	for (size_t i = 0; i < l->articles.len; i++) {
		by_row[i] = (uint32_t)l->articles.at[i].index;
	}
	c->articles_by_row = by_row;
	return ok;
}

bool loader_read_versions(struct loader *l)
{
	sqlite3_stmt *s = loader_select(l, "SELECT article, lang, easy, minutes, title, summary FROM article_version");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		int index;
		int64_t lang = loader_number(s, 1);
		ok = loader_reference(l, &l->articles, loader_number(s, 0), "version of an article", &index);
		if (!ok || lang < 0 || lang >= l->c->languages_len) {
			continue;
		}
		struct article_head *a = &l->c->articles[index];
		if ((loader_flag(s, 2) ? a->easy : a->languages) & 1U << lang) {
			ok = fail_kind(l->e, ERR_FORMAT, "the article %.80s is there twice in a language", a->id);
			continue;
		}
		if (loader_flag(s, 2)) {
			a->easy |= 1U << lang;
			continue;
		}
		a->languages |= 1U << lang;
		int minutes = sqlite3_column_int(s, 3);
		a->minutes[lang] = (int16_t)(minutes < 1 ? 1 : minutes > 600 ? 600 : minutes);
		a->title.in[lang] = loader_text(l, s, 4);
		a->summary.in[lang] = loader_text(l, s, 5);
	}
	for (size_t i = 0; ok && i < l->c->articles_len; i++) {
		/* Every other language falls back to it. */
		ok = (l->c->articles[i].languages & 1U) ||
		     fail_kind(l->e, ERR_FORMAT, "the article %.80s has no version in the main language",
				     l->c->articles[i].id);
	}
	return ok;
}

bool loader_read_networks(struct loader *l)
{
	struct catalogue *c = l->c;
	size_t capacity;
	if (!loader_count(l, "network", &capacity)) {
		return false;
	}
	c->networks = ARENA_ARRAY(l->arena, struct network, capacity + 1);
	sqlite3_stmt *s = loader_select(l, "SELECT row, id, symbol, audiences, levels, cep, opacif, article, website "
					   "FROM network ORDER BY position, row");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct network *n = &c->networks[c->networks_len];
		*n = (struct network){ .row = loader_number(s, 0),
			.id = loader_text(l, s, 1),
			.symbol = loader_text(l, s, 2),
			.article = -1 };
		n->audiences = (unsigned)loader_number(s, 3);
		n->levels = (unsigned)loader_number(s, 4);
		n->cep = loader_flag(s, 5);
		n->opacif = loader_flag(s, 6);
		n->website = loader_text_or_null(l, s, 8);
		if (sqlite3_column_type(s, 7) != SQLITE_NULL) {
			ok = loader_reference(l, &l->articles, loader_number(s, 7), "network", &n->article);
		}
		row_map_add(l, &l->networks, capacity, n->row, (int)c->networks_len++);
		loader_want_words(l, n->row, "name", &n->name);
		loader_want_words(l, n->row, "short", &n->short_name);
		loader_want_words(l, n->row, "publics", &n->publics);
	}
	row_map_sort(&l->networks);
	return ok;
}

static void add_network(struct catalogue *c, int article, const int16_t *at)
{
	struct article_head *a = &c->articles[article];
	a->networks = a->networks_len++ == 0 ? at : a->networks;
}

bool loader_read_article_networks(struct loader *l)
{
	return loader_read_pairs(l, &(struct loader_pairs){ .table = "article_network",
						    .select = "SELECT article, network FROM article_network ORDER BY "
							      "article, position",
						    .owners = &l->articles,
						    .targets = &l->networks,
						    .owner_of = "list of networks",
						    .target_of = "article",
						    .add = add_network });
}
