/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the kiosk was used in a month, for those who work here (mock-up 49): counts that say nothing of a single visit.
 * What is less than USAGE_LEAST is neither shown nor taken away. */
#include <string.h>

#include "app/screens/take.h"
#include "base/str.h"

enum { ROWS_SHOWN = 8, MONTHS_A_YEAR = 12 };

/* ---- what the page does ---- */

void enter_usage(struct state *s, struct effects *fx)
{
	s->usage_months_ago = 0;
	effects_push(fx, (struct effect){ .type = EFFECT_LOOK_USAGE });
}

void answer_usage(struct state *s, const struct event *ev, struct effects *fx)
{
	(void)fx;
	if (ev->type == EVENT_USAGE) {
		s->usage = ev->usage;
		s->dirty = true;
	}
}

static struct usage_period month_shown(const struct state *s)
{
	int month = (s->local.tm_year + 1900) * MONTHS_A_YEAR + s->local.tm_mon - s->usage_months_ago;
	return (struct usage_period){ (int16_t)(month / MONTHS_A_YEAR), (int8_t)(month % MONTHS_A_YEAR + 1), 0 };
}

static bool is_of(const struct usage_row *r, struct usage_period period, enum usage_what what)
{
	return r->what == what && usage_period_compare(r->period, period) == 0;
}

/* ---- names ---- */

static const char *answer_name(const struct view *v, const char *key)
{
	for (int q = 0; q < v->c->guide.questions_len; q++) {
		const struct guide_question *question = &v->c->guide.questions[q];
		size_t len = strlen(question->id);
		for (int a = 0; strncmp(key, question->id, len) == 0 && key[len] == '/' && a < question->answers_len;
				a++) {
			if (str_equal(question->answers[a].id, key + len + 1)) {
				return text_of(v, &question->answers[a].label);
			}
		}
	}
	return key;
}

static const char *option_name(const struct view *v, const char *key)
{
	static const enum string_id names[VISIT_OPTIONS] = { [VISIT_LARGE] = STR_ACCESS_SIZE,
		[VISIT_DARK] = STR_ACCESS_DARK,
		[VISIT_CONTRAST] = STR_ACCESS_CONTRAST,
		[VISIT_EASY] = STR_ACCESS_EASY,
		[VISIT_KEYPAD] = STR_ACCESS_KEYPAD,
		[VISIT_TIME] = STR_ACCESS_TIME,
		[VISIT_LOW] = STR_ACCESS_LOW,
		[VISIT_LISTEN] = STR_BAR_LISTEN };
	for (int i = 0; i < VISIT_OPTIONS; i++) {
		if (str_equal(key, visit_option_word((enum visit_option)i))) {
			return tr(v, names[i]);
		}
	}
	return key;
}

static const char *level_name(const struct view *v, const char *key)
{
	return str_equal(key, "information") ? tr(v, STR_GUIDE_LEVEL1)
	       : str_equal(key, "advice")    ? tr(v, STR_GUIDE_LEVEL2)
					     : tr(v, STR_GUIDE_LEVEL3);
}

/* In the words of the content that is shown; what is not in it any more keeps its id. */
static const char *name_of(const struct view *v, const struct usage_row *r)
{
	const struct catalogue *c = v->c;
	switch (r->what) {
	case USAGE_LANGUAGE:
		for (unsigned i = 0; i < c->languages_len; i++) {
			if (str_equal(c->languages[i].code, r->key)) {
				return c->languages[i].name;
			}
		}
		break;
	case USAGE_THEME:
		for (size_t i = 0; i < c->themes_len; i++) {
			if (str_equal(c->themes[i].id, r->key)) {
				return text_of(v, &c->themes[i].title);
			}
		}
		break;
	case USAGE_ARTICLE:
		for (size_t i = 0; i < c->articles_len; i++) {
			if (str_equal(c->articles[i].id, r->key)) {
				return text_of(v, &c->articles[i].title);
			}
		}
		break;
	case USAGE_PLACE:
		for (size_t i = 0; i < c->places_len; i++) {
			if (str_equal(c->places[i].id, r->key)) {
				return c->places[i].name;
			}
		}
		break;
	case USAGE_NETWORK:
		for (size_t i = 0; i < c->networks_len; i++) {
			if (str_equal(c->networks[i].id, r->key)) {
				return text_of(v, &c->networks[i].name);
			}
		}
		break;
	case USAGE_ANSWER:
		return answer_name(v, r->key);
	case USAGE_LEVEL:
		return level_name(v, r->key);
	case USAGE_OPTION:
		return option_name(v, r->key);
	default:
		break;
	}
	return r->key;
}

/* ---- what it shows ---- */

static void bar_row(struct view *v, const struct usage_row *r, uint32_t most)
{
	bool below = is_big(v);
	bool told = r->count >= USAGE_LEAST;
	const char *count = told ? num(v, (long)r->count) : tr1(v, STR_USAGE_FEW, num(v, USAGE_LEAST));
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.gap = mm(v, SPACE_4),
					.align = below ? ALIGN_STRETCH : ALIGN_CENTER });
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = below ? 0 : 1 });
	ui_text(v->ui, name_of(v, r), (struct text_look){ .type = TYPE_BODY_SMALL });
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.grow = below ? 0 : 1.4F,
					.gap = mm(v, SPACE_3),
					.align = ALIGN_CENTER });
	if (told) {
		float w = mm(v, USAGE_BAR_W) * (float)r->count / (float)most;
		ui_begin(v->ui, (struct box){ .dir = DOWN,
						.w = w < mm(v, SPACE_1) ? mm(v, SPACE_1) : w,
						.h = mm(v, PROGRESS_H) * 2,
						.fill = v->p->primary,
						.radius = mm(v, RADIUS_STRIPE) });
		ui_end(v->ui);
	}
	ui_text(v->ui, count,
			(struct text_look){ .type = told ? TYPE_BODY_STRONG : TYPE_NOTE,
					.color = told ? v->p->ink : v->p->ink2,
					.grow = 1 });
	ui_end(v->ui);
	ui_end(v->ui);
}

/* Rows of one kind, the largest first, as they stand. */
static void section(struct view *v, enum usage_what what, enum string_id heading)
{
	struct usage_period period = month_shown(v->s);
	uint32_t most = 0;
	int count = 0;
	for (size_t i = 0; i < v->s->usage->len && count < ROWS_SHOWN; i++) {
		const struct usage_row *r = &v->s->usage->at[i];
		if (!is_of(r, period, what)) {
			continue;
		}
		if (count++ == 0) {
			most = r->count;
			ui_begin(v->ui, (struct box){ .dir = DOWN,
							.gap = mm(v, SPACE_2),
							.pad = mm(v, SPACE_5),
							.fill = v->p->surface,
							.border = v->p->hairline,
							.border_mm = mm(v, STROKE_HAIRLINE),
							.radius = mm(v, RADIUS_PANEL),
							.parts = true });
			ui_text(v->ui, tr(v, heading), (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
		}
		bar_row(v, r, most);
	}
	if (count > 0) {
		ui_end(v->ui);
	}
}

static const char *month_name(struct view *v, struct usage_period period)
{
	return arena_printf(v->a, "%s %s", tr(v, (enum string_id)(STR_MONTH_0 + period.month - 1)),
			num(v, period.year));
}

static void months(struct view *v)
{
	const char *name = month_name(v, month_shown(v->s));
	struct button before = { .kind = BUTTON_SECONDARY,
		.icon = "precedent",
		.label = tr(v, STR_USAGE_BEFORE),
		.action = { ACTION_USAGE_MONTH, 1 },
		.disabled = v->s->usage_months_ago >= MONTHS_A_YEAR,
		.h = mm(v, BUTTON_H_SMALL),
		.type = TYPE_NOTE_STRONG,
		.pill = true };
	struct button after = { .kind = BUTTON_SECONDARY,
		.label = tr(v, STR_USAGE_AFTER),
		.icon_after = "suite",
		.action = { ACTION_USAGE_MONTH, -1 },
		.disabled = v->s->usage_months_ago == 0,
		.h = mm(v, BUTTON_H_SMALL),
		.type = TYPE_NOTE_STRONG,
		.pill = true };
	int beside = part_button_px(v, before) + part_button_px(v, after) + ui_text_width(v->ui, TYPE_TITLE3, name) +
		     2 * ui_px(v->ui, mm(v, SPACE_4)) + 2;
	bool column = is_big(v) || beside > ui_px(v->ui, page_width(v));
	ui_begin(v->ui, (struct box){ .dir = column ? DOWN : ACROSS,
					.gap = mm(v, SPACE_4),
					.align = column ? ALIGN_STRETCH : ALIGN_CENTER });
	part_button(v, before);
	ui_text(v->ui, name, (struct text_look){ .type = TYPE_TITLE3, .grow = column ? 0 : 1, .align = ALIGN_CENTER });
	part_button(v, after);
	ui_end(v->ui);
}

static void totals(struct view *v)
{
	struct usage_period period = month_shown(v->s);
	long visits = (long)usage_count(v->s->usage, period, USAGE_VISITS, "");
	long minutes = (long)usage_count(v->s->usage, period, USAGE_MINUTES, "");
	if (visits < USAGE_LEAST) {
		ui_text(v->ui, tr1(v, STR_USAGE_NO_VISITS, num(v, USAGE_LEAST)),
				(struct text_look){ .type = TYPE_BODY_STRONG, .role = ROLE_STATUS });
		return;
	}
	const char *mean = tr1(v, STR_USAGE_MEAN, num(v, (minutes + visits / 2) / visits));
	ui_text(v->ui, arena_printf(v->a, "%s · %s", trn(v, STR_USAGE_VISITS, visits), mean),
			(struct text_look){ .type = TYPE_BODY_STRONG, .role = ROLE_STATUS });
}

/* ---- to take away ---- */

/* Rows of the month as a table that spreadsheets read, the largest kinds first, of at most `most` bytes. */
static const char *table(struct view *v, size_t most)
{
	struct usage_period period = month_shown(v->s);
	const char *all = "mois;quoi;cle;nombre\n";
	for (size_t i = 0; i < v->s->usage->len; i++) {
		const struct usage_row *r = &v->s->usage->at[i];
		if (usage_period_compare(r->period, period) != 0 || r->count < USAGE_LEAST) {
			continue;
		}
		const char *longer = arena_printf(v->a, "%s%04d-%02d;%s;%s;%u\n", all, period.year, period.month,
				usage_word(r->what), r->key, r->count);
		if (strlen(longer) > most) {
			break;
		}
		all = longer;
	}
	return all;
}

void sheet_usage(struct view *v)
{
	const char *title = tr(v, STR_USAGE_TAKE);
	float side = mm(v, is_big(v) ? QR_ANSWER : QR_SHEET);
	struct codes codes = { .text = { table(v, take_bytes(v, side)) }, .len = 1 };
	bool beside = v->format != FORMAT_PORTRAIT && !is_big(v);
	part_dialog_begin(v, title, mm(v, DIALOG_TAKE_W));
	ui_begin(v->ui, (struct box){ .dir = beside ? ACROSS : DOWN,
					.gap = mm(v, SPACE_6),
					.align = beside ? ALIGN_CENTER : ALIGN_STRETCH,
					.parts = !beside });
	ui_begin(v->ui, (struct box){ .dir = DOWN });
	part_codes(v, &codes, side);
	ui_end(v->ui);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = beside ? 1 : 0, .gap = mm(v, SPACE_3), .parts = true });
	ui_text(v->ui, title, (struct text_look){ .type = TYPE_SHEET_TITLE, .balance = true, .role = ROLE_HEADING });
	ui_text(v->ui, tr(v, STR_USAGE_TAKE_TEXT), (struct text_look){ .type = TYPE_BODY_SMALL });
	ui_text(v->ui, tr1(v, STR_USAGE_PRIVATE, num(v, USAGE_LEAST)),
			(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	ui_end(v->ui);
	ui_end(v->ui);
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .label = tr(v, STR_TAKE_CLOSE),
				       .action = { ACTION_CLOSE, 0 },
				       .keep = true,
				       .h = mm(v, BUTTON_H_ROW) });
	part_dialog_end(v);
}

void view_usage(struct view *v)
{
	static const struct {
		enum usage_what what;
		enum string_id heading;
	} sections[] = { { USAGE_THEME, STR_USAGE_NEEDS }, { USAGE_LANGUAGE, STR_USAGE_LANGUAGES },
		{ USAGE_NOT_FOUND, STR_USAGE_NOT_FOUND }, { USAGE_ANSWER, STR_USAGE_ANSWERS },
		{ USAGE_LEVEL, STR_USAGE_LEVELS }, { USAGE_NETWORK, STR_USAGE_NETWORKS },
		{ USAGE_PLACE, STR_USAGE_PLACES }, { USAGE_ARTICLE, STR_USAGE_ARTICLES },
		{ USAGE_OPTION, STR_USAGE_OPTIONS } };
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .gap = mm(v, SPACE_4),
				     .pad_x = v->format == FORMAT_PORTRAIT ? margin_mm(v) : 0,
				     .pad_bottom = mm(v, SPACE_5_WIDE),
				     .pad_top = mm(v, PAGE_TOP) });
	part_title(v, tr(v, STR_USAGE_TITLE), NULL);
	if (v->s->usage) {
		months(v);
		totals(v);
		for (size_t i = 0; i < ARRAY_LEN(sections); i++) {
			section(v, sections[i].what, sections[i].heading);
		}
		part_button(v, (struct button){ .kind = BUTTON_ACCENT,
					       .icon = "qr",
					       .label = tr(v, STR_USAGE_TAKE),
					       .action = { ACTION_TAKE, 0 },
					       .h = mm(v, BUTTON_H_LARGE) });
		ui_text(v->ui, tr1(v, STR_USAGE_PRIVATE, num(v, USAGE_LEAST)),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	ui_end(v->ui);
}
