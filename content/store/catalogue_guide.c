/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questionnaire, out of content.sqlite. */
#include "store/loader.h"

static bool read_questions(struct loader *l)
{
	struct guide *g = &l->c->guide;
	g->questions = ARENA_ARRAY(l->arena, struct guide_question, GUIDE_QUESTIONS_MAX);
	sqlite3_stmt *s = loader_select(l, "SELECT position, row, id FROM guide_question ORDER BY position");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		if (g->questions_len == GUIDE_QUESTIONS_MAX || sqlite3_column_int64(s, 0) != g->questions_len) {
			ok = fail_kind(l->e, ERR_FORMAT, "the guide has too many questions, or one is missing");
			continue;
		}
		struct guide_question *q = &g->questions[g->questions_len++];
		q->id = db_text(s, 2, l->arena);
		loader_want_words(l, sqlite3_column_int64(s, 1), "title", &q->title);
		loader_want_words(l, sqlite3_column_int64(s, 1), "help", &q->help);
		loader_want_words(l, sqlite3_column_int64(s, 1), "easy", &q->easy);
	}
	return ok;
}

static bool read_answers(struct loader *l)
{
	struct guide *g = &l->c->guide;
	sqlite3_stmt *s = loader_select(l,
			"SELECT question, row, id, icon, unknown FROM guide_answer ORDER BY question, position");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		int64_t question = sqlite3_column_int64(s, 0);
		bool known = question >= 0 && question < g->questions_len;
		if (!known || g->questions[question].answers_len == GUIDE_ANSWERS_MAX) {
			ok = fail_kind(l->e, ERR_FORMAT, "the guide has an answer without a question, or too many");
			continue;
		}
		struct guide_question *q = &g->questions[question];
		struct guide_answer *a = &q->answers[q->answers_len++];
		a->id = db_text(s, 2, l->arena);
		a->icon = sqlite3_column_type(s, 3) == SQLITE_NULL ? NULL : db_text(s, 3, l->arena);
		a->unknown = sqlite3_column_int(s, 4) != 0;
		loader_want_words(l, sqlite3_column_int64(s, 1), "label", &a->label);
		loader_want_words(l, sqlite3_column_int64(s, 1), "help", &a->help);
		loader_want_words(l, sqlite3_column_int64(s, 1), "easy", &a->easy);
	}
	return ok;
}

static bool read_rules(struct loader *l)
{
	struct guide *g = &l->c->guide;
	size_t capacity;
	if (!loader_count(l, "guide_rule", &capacity)) {
		return false;
	}
	g->rules = ARENA_ARRAY(l->arena, struct guide_rule, capacity + 1);
	sqlite3_stmt *s = loader_select(l, "SELECT position, row, level FROM guide_rule ORDER BY position");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		int level = sqlite3_column_int(s, 2);
		if (sqlite3_column_int64(s, 0) != g->rules_len || level < GUIDE_ACCUEIL ||
				level > GUIDE_ACCOMPAGNEMENT) {
			ok = fail_kind(l->e, ERR_FORMAT, "a rule of the guide is missing or has an unknown level");
			continue;
		}
		struct guide_rule *r = &g->rules[g->rules_len++];
		r->level = (enum guide_level)level;
		loader_want_words(l, sqlite3_column_int64(s, 1), "title", &r->title);
		loader_want_words(l, sqlite3_column_int64(s, 1), "bring", &r->bring);
		loader_want_words(l, sqlite3_column_int64(s, 1), "easy", &r->easy);
		loader_want_words(l, sqlite3_column_int64(s, 1), "bring_easy", &r->bring_easy);
	}
	return ok;
}

/* The rule a row of a detail table belongs to; NULL and *ok false when there is none. */
static struct guide_rule *rule_of(struct loader *l, sqlite3_stmt *s, bool *ok)
{
	int64_t rule = sqlite3_column_int64(s, 0);
	if (rule < 0 || rule >= l->c->guide.rules_len) {
		*ok = fail_kind(l->e, ERR_FORMAT, "the guide refers to a rule that is not there");
		return NULL;
	}
	return &l->c->guide.rules[rule];
}

static bool read_conditions(struct loader *l)
{
	sqlite3_stmt *s = loader_select(l, "SELECT rule, question, answers FROM guide_when");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct guide_rule *r = rule_of(l, s, &ok);
		int64_t question = sqlite3_column_int64(s, 1);
		if (r && question >= 0 && question < GUIDE_QUESTIONS_MAX) {
			r->when[question] = (uint16_t)sqlite3_column_int(s, 2);
		}
	}
	return ok;
}

static bool read_rule_networks(struct loader *l)
{
	size_t capacity;
	if (!loader_count(l, "guide_network", &capacity)) {
		return false;
	}
	struct guide_network *all = ARENA_ARRAY(l->arena, struct guide_network, capacity + 1);
	struct text *reasons = ARENA_ARRAY(l->arena, struct text, capacity + 1);
	struct text *easy = ARENA_ARRAY(l->arena, struct text, capacity + 1);
	size_t len = 0;
	sqlite3_stmt *s = loader_select(l, "SELECT rule, row, network FROM guide_network ORDER BY rule, position");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct guide_rule *r = rule_of(l, s, &ok);
		int network;
		ok = r && loader_reference(l, &l->networks, sqlite3_column_int64(s, 2), "rule of the guide", &network);
		if (!ok) {
			continue;
		}
		loader_want_words(l, sqlite3_column_int64(s, 1), "reason", &reasons[len]);
		loader_want_words(l, sqlite3_column_int64(s, 1), "easy", &easy[len]);
		all[len] = (struct guide_network){ network, &reasons[len], &easy[len] };
		r->networks = r->networks_len++ == 0 ? &all[len] : r->networks;
		len++;
	}
	return ok;
}

static bool read_rule_articles(struct loader *l)
{
	size_t capacity;
	if (!loader_count(l, "guide_article", &capacity)) {
		return false;
	}
	int *all = ARENA_ARRAY(l->arena, int, capacity + 1);
	size_t len = 0;
	sqlite3_stmt *s = loader_select(l, "SELECT rule, article FROM guide_article ORDER BY rule, position");
	bool ok = s != NULL;
	while (s && loader_next(l, s, &ok)) {
		struct guide_rule *r = rule_of(l, s, &ok);
		ok = r && loader_reference(l, &l->articles, sqlite3_column_int64(s, 1), "rule of the guide", &all[len]);
		if (!ok) {
			continue;
		}
		r->articles = r->articles_len++ == 0 ? &all[len] : r->articles;
		len++;
	}
	return ok;
}

bool loader_read_guide(struct loader *l)
{
	return read_questions(l) && read_answers(l) && read_rules(l) && read_conditions(l) && read_rule_networks(l) &&
	       read_rule_articles(l);
}
