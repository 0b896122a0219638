/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The on-screen keyboard of the search (mock-up 08): its keys are those of the language. */
#include <string.h>

#include "app/screens/search_parts.h"
#include "base/str.h"

static const enum language_rule pages[] = {
	[KEYBOARD_LETTERS] = LANGUAGE_KEYS_LETTERS,
	[KEYBOARD_ACCENTS] = LANGUAGE_KEYS_ACCENTS,
	[KEYBOARD_DIGITS] = LANGUAGE_KEYS_DIGITS,
};

/* At seven inches ten letters stand beside each other: what a longer row has more goes on to a fourth row, in place of
 * the first results. */
enum { ACROSS_SEVEN = 10, ROWS_MAX = LANGUAGE_KEY_ROWS + 1, WORD_SHARE = 5 };

struct key_rows {
	const char *keys[ROWS_MAX];
	size_t len[ROWS_MAX]; /* bytes */
	int count[ROWS_MAX];  /* keys */
	int rows;
	int most; /* keys of the longest row */
};

static const char *page_keys(const struct view *v, enum keyboard_page page)
{
	return v->c->languages[v->s->lang].rules[pages[page]];
}

static void key(struct view *v, uint32_t code_point)
{
	char *label = arena_alloc(v->a, 5, 1);
	size_t len = utf8_put(code_point, label);
	label[len] = '\0';
	float h = mm(v, LETTER_KEY_H);
	bool pressed = v->s->press.down && v->s->press.inside && v->s->press.action.type == ACTION_KEY &&
		       v->s->press.action.arg == (int64_t)code_point;
	ui_begin(v->ui, (struct box){ .dir = STACK,
					.grow = 1,
					.h = h,
					.align = ALIGN_CENTER,
					.justify = ALIGN_CENTER,
					.fill = pressed ? v->p->surface2 : v->p->surface,
					.border = v->p->border,
					.border_mm = line_mm(v),
					.radius = mm(v, RADIUS_KEY) });
	ui_role(v->ui, ROLE_KEY, label);
	ui_action(v->ui, ACTION_KEY, code_point == 0x2019 ? '\'' : (int64_t)code_point);
	ui_text(v->ui, label,
			(struct text_look){
					.type = TYPE_KEY,
					.align = ALIGN_CENTER,
					.silent = true,
			});
	ui_end(v->ui);
}

static void row_keys(struct view *v, const char *keys, size_t len)
{
	const char *end = keys + len;
	while (keys < end) {
		key(v, utf8_next(&keys, end));
	}
}

/* Bytes of the first `most` characters; *count: how many there are. */
static size_t first_keys(const char *keys, size_t len, int most, int *count)
{
	const char *at = keys;
	for (*count = 0; at < keys + len && *count < most; ++*count) {
		(void)utf8_next(&at, keys + len);
	}
	return (size_t)(at - keys);
}

static void key_rows(const struct view *v, struct key_rows *out)
{
	const char *at = page_keys(v, v->s->keyboard);
	int across = is_seven(v) ? ACROSS_SEVEN : LANGUAGE_ROW_KEYS_MAX;
	const char *rest = "";
	*out = (struct key_rows){ .rows = LANGUAGE_KEY_ROWS };
	for (int i = 0; i < LANGUAGE_KEY_ROWS; i++) {
		const char *row;
		size_t len;
		(void)language_next(&at, &row, &len);
		out->keys[i] = row;
		out->len[i] = first_keys(row, len, across, &out->count[i]);
		out->most = out->count[i] > out->most ? out->count[i] : out->most;
		rest = arena_printf(v->a, "%s%.*s", rest, (int)(len - out->len[i]), row + out->len[i]);
	}
	if (rest[0]) {
		int last = out->rows++;
		out->keys[last] = rest;
		out->len[last] = first_keys(rest, strlen(rest), across, &out->count[last]);
	}
}

bool search_keyboard_is_high(const struct view *v)
{
	struct key_rows rows;
	key_rows(v, &rows);
	return rows.rows > LANGUAGE_KEY_ROWS;
}

static void wide_key(struct view *v, const char *icon, const char *label, struct action action, float grow,
		enum button_kind kind)
{
	part_button(v, (struct button){ .kind = kind,
				       .icon = icon,
				       .label = label,
				       .action = action,
				       .grow = grow,
				       .h = mm(v, LETTER_KEY_H),
				       .type = TYPE_KEY_WORD,
				       .role = ROLE_KEY });
}

/* At the end of a row of `count` letters, where the longest has `most`. With its word where that leaves a fifth of the
 * row, as 8 letters of 10 do: less (10 of 12) would take the letters' width. */
static void erase_key(struct view *v, int count, int most)
{
	int room = most - count; /* its letters are as wide as those above */
	bool word = !is_seven(v) && room * WORD_SHARE >= most;
	struct button b = { .kind = BUTTON_QUIET,
		.icon = "effacer",
		.label = word ? tr(v, STR_SEARCH_CLEAR) : "",
		.name = tr(v, STR_SEARCH_CLEAR),
		.action = { ACTION_BACKSPACE, 0 },
		.grow = room > 1 ? (float)room : 1,
		.h = mm(v, LETTER_KEY_H),
		.type = TYPE_KEY_WORD,
		.role = ROLE_KEY };
	part_button(v, b);
}

static void suggestions(struct view *v)
{
	ui_begin(v->ui, (struct box){ .dir = ACROSS,
					.gap = mm(v, SPACE_3),
					.align = ALIGN_CENTER,
					.min_h = mm(v, SUGGESTIONS_H) });
	size_t count = v->s->has_found ? v->s->found.suggestions_len : 0;
	if (count > 0) {
		ui_text(v->ui, tr(v, STR_SEARCH_SUGGESTED),
				(struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
	}
	for (size_t i = 0; i < count && i < 3; i++) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .label = v->s->found.suggestions[i],
					       .action = { ACTION_SUGGESTION, (int64_t)i },
					       .h = mm(v, SUGGESTION_H),
					       .type = TYPE_NOTE_STRONG });
	}
	ui_end(v->ui);
}

void search_keyboard(struct view *v)
{
	struct key_rows rows;
	key_rows(v, &rows);
	float gap = mm(v, LETTER_KEY_GAP);
	ui_begin(v->ui, (struct box){ .dir = DOWN,
					.fill = is_seven(v) ? v->p->ground : v->p->surface2,
					.pad_x = mm(v, KEYBOARD_PAD_X),
					.pad_top = mm(v, KEYBOARD_PAD_TOP),
					.pad_bottom = mm(v, KEYBOARD_PAD_BOTTOM),
					.gap = gap });
	if (!is_seven(v) && !is_low(v)) {
		suggestions(v);
	}
	for (int i = 0; i < rows.rows; i++) {
		/* Every script has its keys from left to right, Arabic as well. */
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .direction = DIRECTION_LTR, .gap = gap });
		row_keys(v, rows.keys[i], rows.len[i]);
		if (i + 1 == rows.rows) {
			erase_key(v, rows.count[i], rows.most);
		}
		ui_end(v->ui);
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = gap });
	float page = mm(v, LETTER_PAGE_GROW); /* the words of a key on one line; the space bar gives the room */
	bool digits = v->s->keyboard == KEYBOARD_DIGITS;
	bool accents = v->s->keyboard == KEYBOARD_ACCENTS;
	wide_key(v, NULL, tr(v, digits ? STR_SEARCH_LETTERS : STR_SEARCH_DIGITS),
			(struct action){ ACTION_KEYBOARD, KEYBOARD_DIGITS }, page, BUTTON_QUIET);
	if (!str_equal(page_keys(v, KEYBOARD_ACCENTS), LANGUAGE_NONE)) {
		wide_key(v, NULL, tr(v, accents ? STR_SEARCH_LETTERS : STR_SEARCH_ACCENTS),
				(struct action){ ACTION_KEYBOARD, KEYBOARD_ACCENTS }, page, BUTTON_QUIET);
	}
	wide_key(v, "espace", tr(v, STR_SEARCH_SPACE), (struct action){ ACTION_KEY, ' ' }, mm(v, LETTER_SPACE_GROW),
			BUTTON_SECONDARY);
	wide_key(v, "recherche", tr(v, STR_SEARCH_GO), (struct action){ ACTION_SEARCH_GO, 0 }, 3.1F, BUTTON_PRIMARY);
	ui_end(v->ui);
	ui_end(v->ui);
}
