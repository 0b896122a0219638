/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is taken away, as a code that a phone reads without any network, and as lines for one that cannot. */
#include "app/screens/take.h"

#include <string.h>

#include "draw/qr.h"

/* ---- codes ---- */

static int modules_in(const struct view *v, float side_mm)
{
	int module = ui_px(v->ui, mm(v, QR_MODULE));
	return ui_px(v->ui, side_mm) / (module < 1 ? 1 : module);
}

size_t take_bytes(const struct view *v, float side_mm)
{
	return qr_bytes(modules_in(v, side_mm));
}

/* A thing that is longer than a code by itself ends where the code does. */
static const char *cut(struct view *v, const char *text, size_t most)
{
	static const char ellipsis[] = "…\n";
	size_t len = most - (sizeof ellipsis - 1);
	if (strlen(text) <= most || most < sizeof ellipsis) {
		return text;
	}
	while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80) {
		len--;
	}
	return arena_printf(v->a, "%.*s%s", (int)len, text, ellipsis);
}

static struct codes pack(struct view *v, const struct take *take, size_t most, bool brief)
{
	struct codes codes = { 0 };
	for (int i = 0; i < take->len; i++) {
		const char *text = say_take_text(&v->voice, &take->at[i], take->numbered ? i + 1 : 0, brief);
		text = cut(v, text, most);
		const char *before = codes.len > 0 ? codes.text[codes.len - 1] : NULL;
		if (before && strlen(before) + 1 + strlen(text) <= most) {
			codes.text[codes.len - 1] = arena_printf(v->a, "%s\n%s", before, text);
		} else {
			codes.text[codes.len++] = text;
		}
	}
	return codes;
}

struct codes take_codes(struct view *v, const struct take *take, size_t most)
{
	if (take->len == 1) {
		const char *card = say_take_card(&v->voice, &take->at[0], most);
		if (card) {
			return (struct codes){ .text = { card }, .len = 1 };
		}
	}
	struct codes all = pack(v, take, most, false);
	struct codes brief = pack(v, take, most, true);
	return all.len > 1 && brief.len == 1 ? brief : all;
}

static int code_shown(const struct view *v, const struct codes *codes)
{
	return v->s->take_code < codes->len ? v->s->take_code : codes->len - 1;
}

static void turn_code(struct view *v, const struct codes *codes)
{
	int at = code_shown(v, codes);
	bool last = at + 1 == codes->len;
	bool below = is_big(v) || is_seven(v);
	ui_begin(v->ui, (struct box){ .dir = below ? DOWN : ACROSS,
					.gap = mm(v, is_seven(v) ? SPACE_2 : SPACE_4),
					.align = below ? ALIGN_STRETCH : ALIGN_CENTER });
	ui_text(v->ui, tr2(v, STR_TAKE_CODE_OF, num(v, at + 1), num(v, codes->len)),
			(struct text_look){ .type = TYPE_BODY_STRONG, .grow = below ? 0 : 1, .role = ROLE_STATUS });
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .label = tr(v, last ? STR_TAKE_CODE_FIRST : STR_TAKE_CODE_NEXT),
				       .icon_after = last ? NULL : "suite",
				       .action = { ACTION_TAKE_CODE, last ? -at : 1 },
				       .h = mm(v, BUTTON_H_SMALL),
				       .type = TYPE_NOTE_STRONG });
	ui_end(v->ui);
}

/* `name` is read aloud; NULL: a control around it has one. */
static void code_image(struct view *v, const char *text, const char *name, float side_mm)
{
	const struct draw_pixels *qr = qr_make(text, modules_in(v, side_mm), v->a);
	if (!qr) {
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = DOWN, .self = ALIGN_CENTER });
	if (name) {
		ui_role(v->ui, ROLE_IMAGE, name);
	}
	ui_pixels(v->ui, qr, ui_px(v->ui, side_mm) / qr->w);
	ui_end(v->ui);
}

void part_codes(struct view *v, const struct codes *codes, float side_mm)
{
	if (codes->len == 0) {
		return;
	}
	code_image(v, codes->text[code_shown(v, codes)], tr(v, STR_TAKE_AIM), side_mm);
	if (codes->len > 1) {
		turn_code(v, codes);
	}
}

void part_place_code(struct view *v, int place, float side_mm)
{
	struct take take = { .at = { take_place(v, place) }, .len = 1 };
	struct codes codes = take_codes(v, &take, take_bytes(v, side_mm));
	struct action larger = { ACTION_TAKE, 0 };
	ui_begin(v->ui, (struct box){ .dir = DOWN, .self = ALIGN_CENTER });
	ui_role(v->ui, ROLE_BUTTON, tr(v, STR_TAKE_LARGER));
	ui_action(v->ui, larger.type, larger.arg);
	code_image(v, codes.text[0], NULL, side_mm);
	ui_end(v->ui);
}

/* ---- words ---- */

void part_take_words(struct view *v, enum string_id photo, enum string_id photo_text)
{
	ui_text(v->ui, tr(v, STR_TAKE_AIM), (struct text_look){ .type = TYPE_TITLE3, .role = ROLE_HEADING });
	ui_text(v->ui, tr(v, STR_TAKE_AIM_TEXT), (struct text_look){ .type = TYPE_BODY_SMALL });
	ui_rule(v->ui, v->p->hairline, mm(v, STROKE_HAIRLINE));
	ui_text(v->ui, tr(v, photo), (struct text_look){ .type = TYPE_BODY_STRONG });
	ui_text(v->ui, tr(v, photo_text), (struct text_look){ .type = TYPE_NOTE, .color = v->p->ink2 });
}

static void small_line(struct view *v, const char *text, const struct words_lang *lang)
{
	if (text && text[0]) {
		ui_text(v->ui, text, (struct text_look){ .type = is_seven(v) ? TYPE_NOTE : TYPE_FACT, .lang = lang });
	}
}

void part_take_lines(struct view *v, const struct take *take)
{
	for (int i = 0; i < take->len; i++) {
		const struct take_item *item = &take->at[i];
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_1) });
		ui_text(v->ui, item->name, (struct text_look){ .type = TYPE_BODY_STRONG, .lang = item->lang });
		if (item->phone && item->phone[0]) {
			ui_text(v->ui, item->phone, (struct text_look){ .type = TYPE_TITLE3 });
		}
		small_line(v, item->where, item->lang);
		small_line(v, item->hours, NULL);
		small_line(v, item->text, item->lang);
		ui_end(v->ui);
	}
}

void part_keep(struct view *v, struct kept kept, float h, float grow)
{
	bool has = basket_find(v->s, kept) >= 0;
	bool full = !has && v->s->basket.len == BASKET_MAX;
	part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
				       .icon = has ? "valider" : "plus",
				       .label = tr(v, has ? STR_TAKE_KEPT : STR_TAKE_KEEP),
				       .action = { ACTION_KEEP, kept_arg(kept.kind, kept.index) },
				       .chosen = has,
				       .disabled = full,
				       .hint = full ? tr(v, STR_TAKE_FULL) : NULL,
				       .h = h,
				       .grow = grow,
				       .type = TYPE_NOTE_STRONG });
}

/* ---- sheets ---- */

struct sheet {
	const char *title;
	const struct take *take;
	bool lines; /* below the code; else the page behind it says them */
	enum { KEEP_ONE, KEEP_ANSWER, KEEP_NOTHING } keep;
	struct kept kept; /* of KEEP_ONE */
};

static void sheet_keep(struct view *v, const struct sheet *sheet, float grow)
{
	if (sheet->keep == KEEP_ANSWER) {
		part_button(v, (struct button){ .kind = BUTTON_SECONDARY,
					       .icon = "plus",
					       .label = tr(v, STR_TAKE_KEEP_ALL),
					       .action = { ACTION_KEEP_ANSWER, 0 },
					       .h = mm(v, BUTTON_H_ROW),
					       .grow = grow,
					       .type = TYPE_NOTE_STRONG });
	} else if (sheet->keep == KEEP_ONE) {
		part_keep(v, sheet->kept, mm(v, BUTTON_H_ROW), grow);
	}
}

static void sheet_close(struct view *v, bool keep, float grow)
{
	part_button(v, (struct button){ .kind = BUTTON_PRIMARY,
				       .label = tr(v, STR_TAKE_CLOSE),
				       .action = { ACTION_CLOSE, 0 },
				       .keep = keep,
				       .h = mm(v, BUTTON_H_ROW),
				       .grow = grow });
}

/* On each page, beside each other; in large type there is room for one of them. */
static void sheet_buttons(struct view *v, const struct sheet *sheet)
{
	if (is_big(v)) {
		sheet_keep(v, sheet, 0);
		sheet_close(v, true, 0);
		return;
	}
	ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_4), .keep = true });
	sheet_keep(v, sheet, 1);
	sheet_close(v, false, 1);
	ui_end(v->ui);
}

static void sheet_title(struct view *v, const struct sheet *sheet)
{
	ui_text(v->ui, sheet->title,
			(struct text_look){ .type = TYPE_SHEET_TITLE, .balance = true, .role = ROLE_HEADING });
}

static void sheet_words(struct view *v, const struct sheet *sheet)
{
	if (sheet->lines) {
		part_take_words(v, STR_TAKE_PHOTO, STR_TAKE_PHOTO_LINES_TEXT);
	} else {
		part_take_words(v, STR_TAKE_PHOTO_PAGE, STR_TAKE_PHOTO_PAGE_TEXT);
	}
}

/* The code beside the words; in portrait and large type above them, at seven inches beside its title alone. */
static void show(struct view *v, const struct sheet *sheet)
{
	bool beside = v->format != FORMAT_PORTRAIT && !is_big(v);
	float side = mm(v, is_big(v) ? QR_ANSWER : QR_SHEET);
	struct codes codes = take_codes(v, sheet->take, take_bytes(v, side));
	bool turned = beside && is_seven(v) &&
		      codes.len > 1; /* a code fills the height: what turns has the room beside it */
	part_dialog_begin(v, sheet->title, mm(v, DIALOG_TAKE_W));
	if (beside) {
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_6), .align = ALIGN_CENTER });
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_3) });
		if (turned) {
			code_image(v, codes.text[code_shown(v, &codes)], tr(v, STR_TAKE_AIM), side);
		} else {
			part_codes(v, &codes, side);
		}
		ui_end(v->ui);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1, .gap = mm(v, SPACE_3) });
		sheet_title(v, sheet);
		if (turned) {
			turn_code(v, &codes);
		} else {
			sheet_words(v, sheet);
		}
		ui_end(v->ui);
		ui_end(v->ui);
	} else if (is_seven(v) && codes.len == 1) { /* each would have a page to itself */
		ui_begin(v->ui, (struct box){ .dir = ACROSS, .gap = mm(v, SPACE_6), .align = ALIGN_CENTER });
		code_image(v, codes.text[0], tr(v, STR_TAKE_AIM), side);
		ui_begin(v->ui, (struct box){ .dir = DOWN, .grow = 1 });
		sheet_title(v, sheet);
		ui_end(v->ui);
		ui_end(v->ui);
	} else {
		sheet_title(v, sheet);
		part_codes(v, &codes, side);
	}
	if (!beside || turned) {
		ui_begin(v->ui, (struct box){ .dir = DOWN, .gap = mm(v, SPACE_2), .parts = true });
		sheet_words(v, sheet);
		ui_end(v->ui);
	}
	if (sheet->lines) {
		part_take_lines(v, sheet->take);
	}
	sheet_buttons(v, sheet);
	part_dialog_end(v);
}

void sheet_place(struct view *v)
{
	int place = v->s->at.arg;
	struct take take = { .at = { take_place(v, place) }, .len = 1 };
	show(v, &(struct sheet){ tr(v, STR_PLACE_TAKE), &take, true, KEEP_ONE, { KEPT_PLACE, place } });
}

void sheet_route(struct view *v)
{
	int place = v->s->at.arg;
	struct take take = { .at = { take_route(v, place) }, .len = 1 };
	show(v, &(struct sheet){ tr(v, STR_ROUTE_TAKE), &take, false, KEEP_ONE, { KEPT_ROUTE, place } });
}

void sheet_article(struct view *v)
{
	const struct article_head *head = &v->c->articles[v->s->at.arg];
	struct take *take = ARENA_NEW(v->a, struct take);
	take_add(take, take_article(v, v->s->at.arg));
	for (int i = 0; i < head->networks_len; i++) {
		take_add_network(v, take, head->networks[i]);
	}
	show(v, &(struct sheet){ tr(v, STR_TAKE_ARTICLE), take, true, KEEP_ONE, { KEPT_ARTICLE, v->s->at.arg } });
}

void sheet_answer(struct view *v)
{
	struct take *take = ARENA_NEW(v->a, struct take);
	take_add(take, take_title(v));
	for (int i = 0; i < v->s->result.networks_len; i++) {
		take_add_network(v, take, v->s->result.networks[i].network);
	}
	show(v, &(struct sheet){ tr(v, STR_TAKE_TITLE), take, true, KEEP_ANSWER, { 0 } });
}

void sheet_basket(struct view *v)
{
	struct take *take = ARENA_NEW(v->a, struct take);
	for (int i = 0; i < v->s->basket.len; i++) {
		take_add(take, take_kept(v, v->s->basket.at[i]));
	}
	take->numbered = take->len > 1;
	show(v, &(struct sheet){ trn(v, STR_TAKE_BAR_NAME, take->len), take, false, KEEP_NOTHING, { 0 } });
}
