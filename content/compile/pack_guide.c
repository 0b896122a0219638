/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guide.yaml: questions, answers and the rules from answers to results. */
#include <string.h>

#include "base/str.h"
#include "compile/fields.h"

static const struct key guide_keys[] = { { "verified", false }, { "questions", true }, { "results", true },
	{ "alike", false } };
static const struct key question_keys[] = { { "id", true }, { "title", true }, { "help", false }, { "answers", true },
	{ "first", false }, { "easy", false } };
static const struct key answer_keys[] = { { "id", true }, { "icon", false }, { "label", true }, { "help", false },
	{ "unknown", false }, { "easy", false } };
static const struct key rule_keys[] = { { "when", false }, { "level", false }, { "title", false }, { "bring", false },
	{ "networks", false }, { "articles", false }, { "easy", false }, { "bring_easy", false } };
static const struct key alike_keys[] = { { "answers", true }, { "when", false }, { "first", false }, { "why", true } };
static const struct key reason_keys[] = { { "id", true }, { "reason", true }, { "easy", false } };
static const char *const levels[] = {
	[GUIDE_ACCUEIL] = "accueil",
	[GUIDE_CONSEIL] = "conseil",
	[GUIDE_ACCOMPAGNEMENT] = "accompagnement",
};

static int find_answer(const struct pack_question *q, const char *id)
{
	for (int i = 0; i < q->answers_len; i++) {
		if (str_equal(q->answers[i].id, id)) {
			return i;
		}
	}
	return -1;
}

static void add_answer(struct source s, const struct yaml_node *n, struct pack_question *q)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "answer", answer_keys, ARRAY_LEN(answer_keys))) {
		return;
	}
	struct pack_answer a = {
		.where = { s.file, n->line },
		.id = fields_id(s, n, "id"),
		.icon = fields_string(s, n, "icon", NULL),
		.label = fields_text(s, n, "label", true),
		.help = fields_text(s, n, "help", true),
		.easy = fields_easy(s, n, "easy"),
		.unknown = fields_bool(s, n, "unknown"),
	};
	if (a.icon) {
		fields_check_icon(s, a.icon, fields_line(n, "icon"));
	} else if (a.easy.in[0] && !a.unknown) {
		report_warning(&p->report, s.file, fields_line(n, "easy"),
				"an answer in easy reading without a pictogram. Give it an 'icon'");
	}
	if (!a.id) {
		return;
	}
	if (find_answer(q, a.id) >= 0) {
		report_error(&p->report, s.file, n->line,
				"the answer '%s' is there twice. Ids are unique within a question", a.id);
	} else if (q->answers_len == GUIDE_ANSWERS_MAX) {
		report_error(&p->report, s.file, n->line, "more than %d answers. Merge some", GUIDE_ANSWERS_MAX);
	} else {
		q->answers[q->answers_len++] = a;
	}
}

static void check_answers(struct source s, const struct pack_question *q)
{
	int unknown = 0;
	for (int i = 0; i < q->answers_len; i++) {
		unknown += q->answers[i].unknown;
	}
	if (unknown != 1) {
		report_error(&s.pack->report, s.file, q->where.line,
				"the question '%s' needs exactly one answer with 'unknown: true'", q->id);
	}
	if (q->answers_len - unknown > GUIDE_ANSWERS_MAX - 1) {
		report_error(&s.pack->report, s.file, q->where.line, "the question '%s' has more than %d answers",
				q->id, GUIDE_ANSWERS_MAX - 1);
	}
}

static int find_question(const struct pack *p, const char *id)
{
	for (size_t i = 0; i < p->questions_len; i++) {
		if (str_equal(p->questions[i].id, id)) {
			return (int)i;
		}
	}
	return -1;
}

static void add_question(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "question", question_keys, ARRAY_LEN(question_keys))) {
		return;
	}
	struct pack_question q = {
		.where = { s.file, n->line },
		.id = fields_id(s, n, "id"),
		.title = fields_text(s, n, "title", true),
		.help = fields_text(s, n, "help", true),
		.easy = fields_easy(s, n, "easy"),
		.first = fields_bool(s, n, "first"),
	};
	for (const struct yaml_node *a = fields_list(s, n, "answers"); a; a = a->next) {
		add_answer(s, a, &q);
	}
	if (!q.id) {
		return;
	}
	check_answers(s, &q);
	if (find_question(p, q.id) >= 0) {
		report_error(&p->report, s.file, n->line, "the question '%s' is there twice. Ids are unique", q.id);
	} else if (p->questions_len == GUIDE_QUESTIONS_MAX) {
		report_error(&p->report, s.file, n->line, "more than %d questions", GUIDE_QUESTIONS_MAX);
	} else {
		*PACK_PUSH(p->arena, p->questions, p->questions_len) = q;
	}
}

/* The question that is named, -1 when there is none (reported); its answers are added to *mask. */
static int read_answers(struct source s, const struct yaml_node *n, uint16_t mask[GUIDE_QUESTIONS_MAX])
{
	struct pack *p = s.pack;
	int question = find_question(p, n->key);
	if (question < 0) {
		report_error(&p->report, s.file, n->key_line, "no question has the id '%s'", n->key);
		return -1;
	}
	const struct yaml_node *answers = n->type == YAML_LIST ? n->child : n;
	for (const struct yaml_node *a = answers; a; a = n->type == YAML_LIST ? a->next : NULL) {
		int answer = a->type == YAML_SCALAR ? find_answer(&p->questions[question], a->text) : -1;
		if (answer < 0) {
			report_error(&p->report, s.file, a->line, "the question '%s' has no answer '%s'", n->key,
					a->type == YAML_SCALAR ? a->text : "(list)");
		} else {
			mask[question] = (uint16_t)(mask[question] | 1U << answer);
		}
	}
	return question;
}

static void read_when(struct source s, const struct yaml_node *n, uint16_t mask[GUIDE_QUESTIONS_MAX])
{
	const struct yaml_node *when = yaml_find(n, "when");
	if (when && when->type != YAML_MAP && when->text) {
		report_error(&s.pack->report, s.file, when->line, "'when' must be written { question: [answer, ...] }");
	}
	for (const struct yaml_node *c = when && when->type == YAML_MAP ? when->child : NULL; c; c = c->next) {
		(void)read_answers(s, c, mask);
	}
}

static void add_reason(struct source s, const struct yaml_node *n, struct pack_rule *rule)
{
	if (!fields_check(s, n, "network of a result", reason_keys, ARRAY_LEN(reason_keys))) {
		return;
	}
	struct pack_reason reason = {
		.where = { s.file, n->line },
		.network = fields_string(s, n, "id", NULL),
		.reason = fields_text(s, n, "reason", true),
		.easy = fields_easy(s, n, "easy"),
	};
	if (reason.network) {
		*PACK_PUSH(s.pack->arena, rule->networks, rule->networks_len) = reason;
	}
}

static enum guide_level read_level(struct source s, const struct yaml_node *n)
{
	const char *word = fields_string(s, n, "level", "accueil");
	for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
		if (str_equal(levels[i], word)) {
			return (enum guide_level)i;
		}
	}
	report_error(&s.pack->report, s.file, fields_line(n, "level"),
			"'level' must be accueil, conseil or accompagnement, not '%s'", word);
	return GUIDE_ACCUEIL;
}

/* Words in easy reading stand in place of others. */
static void check_easy_of(struct source s, const struct yaml_node *n, const char *easy, const char *of)
{
	if (yaml_find(n, easy) && !yaml_find(n, of)) {
		report_error(&s.pack->report, s.file, fields_line(n, easy), "'%s' without '%s'. Give both, or neither",
				easy, of);
	}
}

static void add_rule(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "result", rule_keys, ARRAY_LEN(rule_keys))) {
		return;
	}
	struct pack_rule rule = {
		.where = { s.file, n->line },
		.level = read_level(s, n),
		.title = fields_text(s, n, "title", true),
		.bring = fields_text(s, n, "bring", true),
		.easy = fields_easy(s, n, "easy"),
		.bring_easy = fields_easy(s, n, "bring_easy"),
		.articles_line = fields_line(n, "articles"),
	};
	if (!yaml_find(n, "title") != !yaml_find(n, "level")) {
		report_error(&p->report, s.file, n->line,
				"'title' and 'level' go together. Give both, or neither where the result only adds to "
				"others");
	}
	check_easy_of(s, n, "easy", "title");
	check_easy_of(s, n, "bring_easy", "bring");
	read_when(s, n, rule.when);
	for (const struct yaml_node *c = fields_list(s, n, "networks"); c; c = c->next) {
		add_reason(s, c, &rule);
	}
	rule.articles_len = fields_strings(s, n, "articles", &rule.articles);
	*PACK_PUSH(p->arena, p->rules, p->rules_len) = rule;
}

static void add_alike(struct source s, const struct yaml_node *n)
{
	struct pack *p = s.pack;
	if (!fields_check(s, n, "entry of 'alike'", alike_keys, ARRAY_LEN(alike_keys))) {
		return;
	}
	struct pack_alike alike = { .where = { s.file, n->line }, .question = -1, .first = fields_bool(s, n, "first") };
	uint16_t answers[GUIDE_QUESTIONS_MAX] = { 0 };
	const struct yaml_node *of = yaml_find(n, "answers");
	if (of && (of->type != YAML_MAP || !of->child || of->child->next)) {
		report_error(&p->report, s.file, n->line,
				"'answers' must name one question: { question: [answer, answer, ...] }");
	} else if (of) {
		alike.question = read_answers(s, of->child, answers);
		alike.answers = alike.question >= 0 ? answers[alike.question] : 0;
	}
	read_when(s, n, alike.when);
	(void)fields_string(s, n, "why", NULL);
	*PACK_PUSH(p->arena, p->alikes, p->alikes_len) = alike;
}

void pack_read_guide(struct pack *p)
{
	struct source s = { .pack = p };
	struct yaml *y = fields_load(p, "guide.yaml", true, &s.file);
	if (!y) {
		return;
	}
	const struct yaml_node *root = yaml_root(y);
	if (fields_check(s, root, "guide", guide_keys, ARRAY_LEN(guide_keys))) {
		for (const struct yaml_node *n = fields_list(s, root, "questions"); n; n = n->next) {
			add_question(s, n);
		}
		for (const struct yaml_node *n = fields_list(s, root, "results"); n; n = n->next) {
			add_rule(s, n);
		}
		for (const struct yaml_node *n = fields_list(s, root, "alike"); n; n = n->next) {
			add_alike(s, n);
		}
		p->guide_verified = fields_date(s, root, "verified");
		p->guide_verified_line = fields_line(root, "verified");
		p->guide_results = (struct where){ s.file, fields_line(root, "results") };
	}
	yaml_destroy(y);
}
