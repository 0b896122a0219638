/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From answers to services, networks and articles. Pure. */
#include "base/str.h"
#include "store/catalogue.h"

static bool matches(const struct guide *g, const struct guide_rule *rule, const int answers[])
{
	for (int q = 0; q < g->questions_len; q++) {
		if (rule->when[q] != 0 && answers[q] >= 0 && !(rule->when[q] & 1U << answers[q])) {
			return false;
		}
	}
	return true;
}

static bool is_said(const struct text *t)
{
	return t->in[0] && t->in[0][0];
}

static void add_networks(const struct guide_rule *rule, struct guide_result *out)
{
	for (int i = 0; i < rule->networks_len; i++) {
		bool there = out->networks_len == GUIDE_NETWORKS_MAX;
		for (int k = 0; k < out->networks_len; k++) {
			there |= out->networks[k].network == rule->networks[i].network;
		}
		if (!there) {
			out->networks[out->networks_len++] = rule->networks[i];
		}
	}
}

static void add_articles(const struct guide_rule *rule, struct guide_result *out)
{
	for (int i = 0; i < rule->articles_len; i++) {
		bool there = out->articles_len == GUIDE_ARTICLES_MAX;
		for (int k = 0; k < out->articles_len; k++) {
			there |= out->articles[k] == rule->articles[i];
		}
		if (!there) {
			out->articles[out->articles_len++] = rule->articles[i];
		}
	}
}

bool guide_result(const struct catalogue *c, const int answers[], struct guide_result *out)
{
	struct guide_result result = { 0 };
	const struct guide *g = &c->guide;
	for (int i = 0; i < g->rules_len; i++) {
		const struct guide_rule *rule = &g->rules[i];
		if (!matches(g, rule, answers)) {
			continue;
		}
		if (!result.title || (!is_said(result.title) && is_said(&rule->title))) {
			result.level = rule->level;
			result.title = &rule->title;
			result.easy = &rule->easy;
		}
		if (!result.bring && is_said(&rule->bring)) {
			result.bring = &rule->bring;
			result.bring_easy = &rule->bring_easy;
		}
		add_networks(rule, &result);
		add_articles(rule, &result);
	}
	if (!result.title) {
		return false;
	}
	*out = result;
	return true;
}
