/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How this unit is, for the technician (mock-up 12): facts, each with a word that says whether it is well, and
 * the way to the tests and to what can be asked of it. */
#include <string.h>
#include <time.h>

#include "app/screens/unit.h"
#include "base/problem.h"
#include "base/str.h"

enum { MIB = 1024 * 1024, LOW_SPACE_MIB = 200, SILENT_DAYS = 7, DAY_S = 86400, YEAR_MAX = 9999 };

static const char *problem_words(const struct view *v, const char *code, bool *of_network)
{
	const char *words = string_by_key(v->c, v->s->lang, "problem.", code);
	*of_network = problem_area(problem_of_code(code)) == PROBLEM_OF_NETWORK;
	return words ? words : tr1(v, STR_UNIT_INTERNAL, code);
}

const char *unit_stick_words(struct view *v, bool *bad)
{
	const struct event_sync *sync = &v->s->sync;
	bool ignored;
	*bad = str_equal(sync->stick, "refused");
	if (*bad) {
		return tr1(v, STR_UNIT_STICK_REFUSED, problem_words(v, sync->stick_problem, &ignored));
	}
	if (str_equal(sync->stick, "imported")) {
		return tr1(v, STR_UNIT_STICK_IMPORTED, sync->stick_edition);
	}
	return str_equal(sync->stick, "current") ? tr1(v, STR_UNIT_STICK_CURRENT, sync->stick_edition) : NULL;
}

struct fact {
	const char *icon;
	const char *title, *text;
	const char *verdict;
	bool bad;
};

enum { FACTS_MAX = 8 };

struct facts {
	struct fact at[FACTS_MAX];
	size_t len;
};

static void add(struct facts *f, struct fact fact)
{
	if (f->len < FACTS_MAX) {
		f->at[f->len++] = fact;
	}
}

static const char *ago(const struct view *v, time_t when)
{
	long seconds = when > 0 && v->s->wall > when ? (long)(v->s->wall - when) : 0;
	if (when <= 0) {
		return tr(v, STR_UNIT_NEVER);
	}
	if (seconds < 3600) {
		return tr1(v, STR_UNIT_MINUTES_AGO, num(v, seconds / 60 + 1));
	}
	return seconds < 2 * DAY_S ? tr1(v, STR_UNIT_HOURS_AGO, num(v, seconds / 3600))
				   : trn(v, STR_UNIT_DAYS_AGO, seconds / DAY_S);
}

static long percent_of(const struct event_sync *sync)
{
	long percent = sync->of_bytes > 0 ? (long)(sync->done_bytes * 100 / sync->of_bytes) : 0;
	return percent > 100 ? 100 : percent < 0 ? 0 : percent;
}

/* When the server was last asked, and until when what it said is believed. */
static const char *checked_words(const struct view *v)
{
	const struct event_sync *sync = &v->s->sync;
	struct tm day;
	const char *checked = tr1(v, STR_UNIT_CHECKED, ago(v, sync->last_success));
	if (sync->signed_until <= 0 || !gmtime_r(&sync->signed_until, &day) || day.tm_year > YEAR_MAX - 1900) {
		return checked;
	}
	struct date until = { (int16_t)(day.tm_year + 1900), (int8_t)(day.tm_mon + 1), (int8_t)day.tm_mday };
	return tr2(v, STR_UNIT_SIGNED_UNTIL, checked, say_date(&v->voice, until));
}

static void add_sync(struct view *v, struct facts *f)
{
	const struct event_sync *sync = &v->s->sync;
	bool of_network = false;
	const char *problem = sync->problem[0] ? problem_words(v, sync->problem, &of_network) : NULL;
	const char *checked = sync->of_bytes > 0 && is_seven(v) ? tr1(v, STR_UNIT_DOWNLOADING, num(v, percent_of(sync)))
								: checked_words(v);
	bool silent = sync->last_success <= 0 || v->s->wall - sync->last_success > (time_t)SILENT_DAYS * DAY_S;
	if (!sync->known) {
		add(f, (struct fact){ "reseau", tr(v, STR_UNIT_NETWORK), tr(v, STR_UNIT_NO_DAEMON),
				       tr(v, STR_UNIT_STOPPED), true });
		return;
	}
	bool cut = problem && of_network;
	add(f, (struct fact){ "reseau", tr(v, STR_UNIT_NETWORK), cut ? problem : tr(v, STR_UNIT_SERVER_ANSWERS),
			       tr(v, cut ? STR_UNIT_CUT : STR_UNIT_CONNECTED), cut });
	bool bad = silent || (problem && !of_network);
	add(f, (struct fact){ "synchro", tr(v, STR_UNIT_UPDATES), problem && !of_network ? problem : checked,
			       tr(v, bad ? STR_UNIT_TO_CHECK : STR_UNIT_UP_TO_DATE), bad });
}

static void add_facts(struct view *v, struct facts *f)
{
	const struct event_sync *sync = &v->s->sync;
	bool refused = false;
	add_sync(v, f);
	const char *content = tr(v, STR_UNIT_NO_CONTENT);
	if (v->c) {
		content = say_with(&v->voice, STR_UNIT_CONTENTS, say_date(&v->voice, v->c->date),
				trn(v, STR_UNIT_PLACES, (long)v->c->places_len),
				trn(v, STR_UNIT_ARTICLES, (long)v->c->articles_len));
	}
	add(f, (struct fact){ "document", tr(v, STR_UNIT_CONTENT), content,
			       tr(v, v->c ? STR_UNIT_COMPLETE : STR_UNIT_TO_CHECK), !v->c });
	const char *stick = unit_stick_words(v, &refused);
	add(f, (struct fact){ "usb", tr(v, STR_UNIT_STICK), stick ? stick : tr(v, STR_UNIT_STICK_HOW),
			       stick ? tr(v, refused ? STR_UNIT_REFUSED : STR_UNIT_READ) : NULL, refused });
	if (sync->known && sync->free_bytes >= 0) {
		bool low = sync->free_bytes < (int64_t)LOW_SPACE_MIB * MIB;
		add(f, (struct fact){ "disque", tr(v, STR_UNIT_STORAGE),
				       trn(v, STR_UNIT_FREE, (long)(sync->free_bytes / 1000000)),
				       tr(v, low ? STR_UNIT_TO_CHECK : STR_UNIT_GOOD), low });
	}
	add(f, (struct fact){ "outil", tr(v, STR_UNIT_PROGRAM),
			       tr2(v, STR_UNIT_VERSION, v->s->config->version, v->s->config->unit_name), NULL, false });
}

static void banner(struct view *v, const struct facts *f)
{
	long bad = 0;
	const char *first = NULL;
	for (size_t i = 0; i < f->len; i++) {
		bad += f->at[i].bad;
		first = f->at[i].bad && !first ? f->at[i].text : first;
	}
	const char *text = bad == 0   ? tr(v, STR_UNIT_ALL_WELL)
			   : bad == 1 ? tr1(v, STR_UNIT_ONE_POINT, first)
				      : trn(v, STR_UNIT_POINTS, bad);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_6_WIDE),
					.pad = mm(v, SPACE_6),
					.align = ALIGN_CENTER,
					.fill = bad ? v->p->warning_soft : v->p->success_soft,
					.border = bad ? v->p->warning : v->p->success,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_NOTICE) });
	ui_icon(v->ui, bad ? "alerte" : "rond-valide", mm(v, ICON_RESULT), bad ? v->p->warning : v->p->success);
	ui_text(v->ui, text,
			(struct text_look){ .type = is_seven(v) ? TYPE_NOTE_STRONG : TYPE_BODY,
					.role = ROLE_STATUS,
					.grow = 1 });
	ui_end(v->ui);
}

static void fact_row(struct view *v, const struct fact *fact)
{
	struct color color = fact->bad ? v->p->warning : v->p->success;
	bool seven = is_seven(v) && !is_big(v);
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_6_TIGHT),
					.grow = seven ? 1 : 0,
					.w = seven ? (page_width(v) - 8) / 2 : 0,
					.min_h = mm(v, UNIT_ROW),
					.align = ALIGN_CENTER });
	ui_icon(v->ui, fact->icon, mm(v, ICON_UNIT), v->p->ink);
	ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
	ui_text(v->ui, fact->title, (struct text_look){ .type = is_seven(v) ? TYPE_NOTE_STRONG : TYPE_TITLE3 });
	ui_text(v->ui, fact->text, (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	ui_end(v->ui);
	if (fact->verdict && !is_seven(v)) {
		ui_icon(v->ui, fact->bad ? "alerte" : "rond-valide", mm(v, ICON_NEXT), color);
		ui_text(v->ui, fact->verdict,
				(struct text_look){ .type = TYPE_NOTE_STRONG, .color = color, .role = ROLE_STATUS });
	} else if (fact->verdict) { /* the fact itself says it in words */
		ui_icon(v->ui, fact->bad ? "alerte" : "rond-valide", mm(v, ICON_NEXT), color);
	}
	ui_end(v->ui);
}

/* Seven inches: two beside each other. */
static void fact_rows(struct view *v, const struct facts *f)
{
	size_t across = is_seven(v) && !is_big(v) ? 2 : 1;
	for (size_t i = 0; i < f->len; i += across) {
		if (i > 0) {
			ui_rule(v->ui, v->p->hairline, mm(v, STROKE_RULE));
		}
		ui_begin(v->ui, (struct box){ .dir = across > 1 ? ACROSS : DOWN, .gap = mm(v, FACTS_GAP) });
		for (size_t n = i; n < i + across && n < f->len; n++) {
			fact_row(v, &f->at[n]);
		}
		ui_end(v->ui);
	}
}

static void download(struct view *v)
{
	const struct event_sync *sync = &v->s->sync;
	if (sync->of_bytes <= 0 || is_seven(v)) { /* no room: the updates line says it */
		return;
	}
	long percent = percent_of(sync);
	float h = mm(v, DOWNLOAD_H);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.gap = mm(v, SPACE_3),
					.pad = mm(v, SPACE_7_WIDE),
					.fill = v->p->surface,
					.border = v->p->primary,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_CARD) });
	ui_text(v->ui, tr1(v, STR_UNIT_DOWNLOADING, num(v, percent)),
			(struct text_look){ .type = TYPE_TITLE3, .role = ROLE_STATUS });
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.h = h,
					.fill = v->p->surface,
					.border = v->p->primary,
					.border_mm = line_mm(v),
					.radius = h / 2 });
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.w = page_width(v) * (float)percent / 115,
					.fill = v->p->primary,
					.radius = h / 2 });
	ui_end(v->ui);
	ui_end(v->ui);
	ui_end(v->ui);
}

void view_unit(struct view *v)
{
	bool portrait = v->format == FORMAT_PORTRAIT;
	struct facts facts = { .len = 0 };
	add_facts(v, &facts);
	part_flow(v, (struct box){ .dir = DOWN,
				     .grow = 1,
				     .pad_x = portrait ? margin_mm(v) : 0,
				     .pad_top = mm(v, UNIT_PAD_TOP),
				     .pad_bottom = mm(v, SPACE_5_SNUG),
				     .gap = mm(v, SPACE_5_SNUG) });
	ui_text(v->ui, tr(v, STR_UNIT_TITLE), (struct text_look){ .type = TYPE_TITLE1, .role = ROLE_HEADING });
	banner(v, &facts);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.parts = true,
					.pad_x = mm(v, SPACE_7_WIDE),
					.fill = v->p->surface,
					.border = v->p->hairline,
					.border_mm = mm(v, STROKE_RULE),
					.radius = mm(v, RADIUS_CARD) });
	fact_rows(v, &facts);
	ui_end(v->ui);
	download(v);
	part_unit_menu(v);
	ui_space(v->ui, 1);
	ui_end(v->ui);
}
