/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader of the words would notice: link labels, links to the professionals' space, no-break spaces, endings,
 * years after the check, articles that nothing leads to. */
#include <string.h>

#include "base/str.h"
#include "compile/fields.h"
#include "compile/prose.h"

/* ---- no-break spaces, endings ---- */

/* The rules of every language, looked up once. */
struct reader {
	struct pack *p;
	const char *before[CATALOGUE_LANGUAGES_MAX], *after[CATALOGUE_LANGUAGES_MAX], *avoid[CATALOGUE_LANGUAGES_MAX];
};

enum { SHOWN_BYTES = 48 };

/* The words around a fault. */
static void show(const char *text, const char *fault, char shown[SHOWN_BYTES])
{
	const char *from = fault - text > 20 ? fault - 20 : text;
	while (((unsigned char)*from & 0xC0) == 0x80) {
		from++;
	}
	str_cut(shown, SHOWN_BYTES, from);
}

/* `what`: where in the file, as far as its line does not say it. */
static void check_marks(const struct reader *r, unsigned lang, struct where w, const char *what, const char *text)
{
	char shown[SHOWN_BYTES];
	const char *mark = text ? prose_find_break(text, r->before[lang], r->after[lang]) : NULL;
	if (mark) {
		show(text, mark, shown);
		report_warning(&r->p->report, w.file, w.line,
				"%s%sno no-break space at a mark of punctuation: \"%s\". Put one (U+00A0, U+202F) "
				"between the mark and its word",
				what, what[0] ? ": " : "", shown);
	}
	const char *ending = text ? prose_find_ending(text, r->avoid[lang]) : NULL;
	if (ending) {
		show(text, ending, shown);
		report_warning(&r->p->report, w.file, w.line,
				"%s%sa word with two endings, which cannot be read aloud: \"%s\". Write it without, "
				"with "
				"a neutral word or with both words",
				what, what[0] ? ": " : "", shown);
	}
}

static void check_text(const struct reader *r, struct where w, const struct text *t)
{
	for (unsigned i = 0; i < r->p->languages_len; i++) {
		check_marks(r, i, w, "", t->in[i]);
	}
}

static void check_contact(const struct reader *r, const struct pack_contact *c)
{
	if (c) {
		check_text(r, c->where, &c->cost);
		check_text(r, c->where, &c->in_person);
	}
}

static void check_lists(const struct reader *r)
{
	const struct pack *p = r->p;
	for (size_t i = 0; i < p->themes_len; i++) {
		check_text(r, p->themes[i].where, &p->themes[i].title);
		check_text(r, p->themes[i].where, &p->themes[i].summary);
	}
	for (size_t i = 0; i < p->networks_len; i++) {
		check_text(r, p->networks[i].where, &p->networks[i].name);
		check_text(r, p->networks[i].where, &p->networks[i].publics);
		check_contact(r, p->networks[i].contact);
	}
	for (size_t i = 0; i < p->sites_len; i++) {
		check_contact(r, p->sites[i].desk);
	}
	for (size_t i = 0; i < p->strings_len; i++) {
		const char *key = p->strings[i].key;
		bool words = !str_starts(key, "rule.") && !str_starts(key, "plural.") && !strchr(key, '#');
		for (unsigned l = 0; words && l < p->languages_len; l++) {
			const char *file = arena_printf(p->arena, "%s/strings/%s.po", p->assets, p->languages[l].code);
			check_marks(r, l, (struct where){ file, 0 }, key, p->strings[i].text.in[l]);
		}
	}
}

/* Words of the guide, which has one date for all. */
static void check_answer_text(const struct reader *r, struct where w, const struct text *t)
{
	check_text(r, w, t);
	int year = t->in[0] ? prose_latest_year(t->in[0]) : 0;
	if (date_is_set(r->p->guide_verified) && year > r->p->guide_verified.year) {
		report_warning(&r->p->report, w.file, w.line,
				"speaks of %d, and the guide was last verified in %d. Check the answers and give the "
				"new date",
				year, r->p->guide_verified.year);
	}
}

static void check_guide(const struct reader *r)
{
	const struct pack *p = r->p;
	for (size_t i = 0; i < p->questions_len; i++) {
		const struct pack_question *q = &p->questions[i];
		check_answer_text(r, q->where, &q->title);
		check_answer_text(r, q->where, &q->help);
		check_answer_text(r, q->where, &q->easy);
		for (int a = 0; a < q->answers_len; a++) {
			check_answer_text(r, q->answers[a].where, &q->answers[a].label);
			check_answer_text(r, q->answers[a].where, &q->answers[a].help);
			check_answer_text(r, q->answers[a].where, &q->answers[a].easy);
		}
	}
	for (size_t i = 0; i < p->rules_len; i++) {
		check_answer_text(r, p->rules[i].where, &p->rules[i].title);
		check_answer_text(r, p->rules[i].where, &p->rules[i].bring);
		check_answer_text(r, p->rules[i].where, &p->rules[i].easy);
		check_answer_text(r, p->rules[i].where, &p->rules[i].bring_easy);
		for (size_t n = 0; n < p->rules[i].networks_len; n++) {
			check_answer_text(r, p->rules[i].networks[n].where, &p->rules[i].networks[n].reason);
			check_answer_text(r, p->rules[i].networks[n].where, &p->rules[i].networks[n].easy);
		}
	}
}

/* ---- articles ---- */

/* Blanks of all kinds are left out: a no-break space in the one and a plain one in the other make no difference. */
static void without_blanks(const char *text, struct buf *out)
{
	const char *end = text + strlen(text);
	buf_clear(out);
	for (const char *at = text; at < end;) {
		const char *from = at;
		uint32_t c = utf8_next(&at, end);
		if (c != ' ' && c != '\n' && c != 0xA0 && c != 0x202F) {
			buf_add(out, from, (size_t)(at - from));
		}
	}
}

/* Does a visitor who touches `label` find the words on the page that opens? One may be part of the other. */
static bool announces(const char *label, const char *name)
{
	struct buf a = { 0 };
	struct buf b = { 0 };
	without_blanks(label, &a);
	without_blanks(name ? name : "", &b);
	bool found = a.len > 0 && b.len > 0 &&
		     (strcasestr(buf_text(&a), buf_text(&b)) || strcasestr(buf_text(&b), buf_text(&a)));
	buf_finish(&a);
	buf_finish(&b);
	return found;
}

static bool announces_network(const struct pack *p, const char *label, const struct pack_network *n)
{
	for (unsigned l = 0; l < p->languages_len; l++) {
		if (announces(label, n->name.in[l]) || announces(label, n->short_name.in[l])) {
			return true;
		}
	}
	for (size_t i = 0; i < n->aliases_len; i++) {
		if (announces(label, n->aliases[i])) {
			return true;
		}
	}
	return false;
}

/* The version of an article that a link in language `lang` opens. */
static const struct pack_version *opened(const struct pack_article *a, unsigned lang)
{
	const struct pack_version *found = a->versions[0];
	for (size_t i = 0; i < a->versions_len; i++) {
		if (a->versions[i]->lang == lang && !a->versions[i]->easy) {
			found = a->versions[i];
		}
	}
	return found;
}

static bool announces_article(const struct pack *p, const char *label, const struct pack_version *v, const char *id)
{
	if (announces(label, v->title)) {
		return true;
	}
	for (size_t i = 0; i < p->networks_len; i++) {
		if (p->networks[i].article && str_equal(p->networks[i].article, id) &&
				announces_network(p, label, &p->networks[i])) {
			return true;
		}
	}
	return false;
}

static void check_article_link(struct pack *p, const struct pack_version *v, int line, const struct span *span)
{
	int at = names_find(&p->article_names, span->target);
	if (at < 0) {
		return; /* a dead link: reported */
	}
	const struct pack_version *to = opened(&p->articles[at], v->lang);
	if (!v->professional && to->professional) {
		report_error(&p->report, v->where.file, line,
				"a link out of the visitors' pages to the professionals' article '%s'. Remove it",
				span->target);
	} else if (to->title[0] && !announces_article(p, span->text, to, span->target)) {
		report_warning(&p->report, v->where.file, line,
				"the link '%s' leads to '%s'. Use the title, or a part of it", span->text, to->title);
	}
}

static void check_link(struct pack *p, const struct pack_version *v, int line, const struct span *span)
{
	const char *name = NULL;
	if (span->kind == SPAN_LINK_ARTICLE) {
		check_article_link(p, v, line, span);
		return;
	}
	if (span->kind == SPAN_LINK_NETWORK) {
		int at = names_find(&p->network_names, span->target);
		name = at < 0 || announces_network(p, span->text, &p->networks[at]) ? NULL : p->networks[at].name.in[0];
	} else if (span->kind == SPAN_LINK_PLACE) {
		int at = names_find(&p->place_names, span->target);
		name = at < 0 || announces(span->text, p->places[at].name) ? NULL : p->places[at].name;
	}
	if (name) {
		report_warning(&p->report, v->where.file, line,
				"the link '%s' leads to '%s'. Use the name, or a part of it", span->text, name);
	}
}

/* "Known by 2026" in what was last checked in 2015. */
static void check_year(struct pack *p, const struct pack_version *v, int line, const char *text)
{
	int year = prose_latest_year(text);
	if (date_is_set(v->verified) && year > v->verified.year) {
		report_warning(&p->report, v->where.file, line,
				"speaks of %d, and was last verified in %d. Check the facts and give the new date",
				year, v->verified.year);
	}
}

static void check_version(const struct reader *r, const struct pack_version *v)
{
	struct buf words = { 0 };
	struct where w = v->where;
	check_marks(r, v->lang, w, "", v->title);
	check_marks(r, v->lang, w, "", v->summary);
	check_year(r->p, v, w.line, v->summary);
	for (size_t b = 0; b < v->blocks_len; b++) {
		const struct block *block = &v->blocks[b];
		w.line = v->block_lines[b];
		buf_clear(&words);
		for (size_t i = 0; i < block->spans_len; i++) {
			buf_add(&words, block->spans[i].text, strlen(block->spans[i].text));
			if (block->spans[i].target) {
				check_link(r->p, v, w.line, &block->spans[i]);
			}
		}
		if (block->title) {
			check_marks(r, v->lang, w, "", block->title);
		}
		check_marks(r, v->lang, w, "", buf_text(&words));
		if (!v->valid_until.year) {
			check_year(r->p, v, w.line, buf_text(&words));
		}
	}
	buf_finish(&words);
}

static bool links_to(const struct pack_version *v, const char *id)
{
	for (size_t i = 0; i < v->links_len; i++) {
		if (v->links[i].kind == SPAN_LINK_ARTICLE && str_equal(v->links[i].target, id)) {
			return true;
		}
	}
	return false;
}

/* A tile of the home screen, the questionnaire, a network, or another article: else only a search finds it. */
static bool is_led_to(const struct pack *p, const struct pack_article *a)
{
	int theme = names_find(&p->theme_names, a->theme);
	bool found = theme < 0 || p->themes[theme].home || p->themes[theme].professional;
	for (size_t i = 0; i < p->networks_len && !found; i++) {
		found = p->networks[i].article && str_equal(p->networks[i].article, a->id);
	}
	for (size_t r = 0; r < p->rules_len && !found; r++) {
		for (size_t i = 0; i < p->rules[r].articles_len; i++) {
			found |= str_equal(p->rules[r].articles[i], a->id);
		}
	}
	for (size_t i = 0; i < p->versions_len && !found; i++) {
		found = !str_equal(p->versions[i].article, a->id) && links_to(&p->versions[i], a->id);
	}
	return found;
}

void pack_check_words(struct pack *p)
{
	struct reader r = { .p = p };
	for (unsigned i = 0; i < p->languages_len; i++) {
		r.before[i] = pack_rule(p, i, LANGUAGE_NO_BREAK_BEFORE);
		r.after[i] = pack_rule(p, i, LANGUAGE_NO_BREAK_AFTER);
		r.avoid[i] = pack_rule(p, i, LANGUAGE_AVOID);
	}
	check_lists(&r);
	check_guide(&r);
	for (size_t i = 0; i < p->versions_len; i++) {
		check_version(&r, &p->versions[i]);
	}
	for (size_t i = 0; i < p->articles_len; i++) {
		if (!is_led_to(p, &p->articles[i])) {
			report_warning(&p->report, p->articles[i].versions[0]->where.file, 0,
					"nothing leads to the article. Link to it, name it in guide.yaml, or make its "
					"theme "
					"one of the home screen");
		}
	}
}
