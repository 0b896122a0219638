/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring and breaking: what layout promises the painter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "draw/faces.h"
#include "draw/pieces.h"
#include "draw/text.h"

#include <cmocka.h>

#define NOTO "/usr/share/fonts/truetype/noto/"

struct given {
	struct fonts *fonts;
	struct arena *arena;
};

static int set_up(void **state)
{
	static const char *const regular[] = { NOTO "NotoSans-Regular.ttf", NOTO "NotoSansArabic-Regular.ttf" };
	static const char *const bold[] = { NOTO "NotoSans-Bold.ttf", NOTO "NotoSansArabic-Bold.ttf" };
	static struct given g;
	struct err e;
	g.fonts = fonts_open(regular, bold, 2, &e);
	g.arena = arena_create(0);
	*state = &g;
	return g.fonts ? 0 : -1;
}

static int tear_down(void **state)
{
	struct given *g = *state;
	fonts_close(g->fonts);
	arena_destroy(g->arena);
	return 0;
}

static struct text_layout broken(struct given *g, const char *text, int width, int max_lines, bool balance)
{
	struct text_span span = { .text = text, .len = strlen(text) };
	return text_break(g->fonts, &span, 1, 20, width, max_lines, balance, "fr", g->arena);
}

static int width(struct given *g, const char *text)
{
	return fonts_measure(g->fonts, FONT_REGULAR, 20, text, strlen(text));
}

/* Names of towns stay whole where another break does as well. */
static void a_compound_is_broken_only_where_that_saves_a_line(void **state)
{
	struct given *g = *state;
	static const char site[] = "Relais de Pont-de-Veyle";
	struct text_layout t = broken(g, site, width(g, "Relais de Pont-de-"), 0, false);
	assert_int_equal(t.line_count, 2);
	assert_int_equal(t.runs[1].len, strlen("Pont-de-Veyle"));
	t = broken(g, "De quoi avez-vous besoin ?", width(g, "De quoi avez-vous"), 0, true);
	assert_int_equal(t.line_count, 2);
	assert_int_equal(t.runs[1].len, strlen("besoin ?"));
	/* Here it would be a third line, or cut. */
	t = broken(g, "Relais de Saint-Trivier", width(g, "Relais de Saint-"), 0, false);
	assert_int_equal(t.line_count, 2);
	t = broken(g, "Saint-Trivier-de-Courtes de Saint-Etienne", width(g, "Trivier-de-Courtes"), 0, false);
	assert_false(t.cut);
}

/* On an Arabic page the hyphen of a French name stands after its letters: U+200E holds it there. */
static void a_hyphen_at_the_end_of_a_line_keeps_its_side(void **state)
{
	struct given *g = *state;
	static const char site[] = "France services \u0641\u064A Saint-Trivier-de-Courtes";
	struct text_layout t = broken(g, site, width(g, "Trivier-de-Courtes"), 0, false);
	bool marked = false;
	for (size_t i = 0; i < t.run_count; i++) {
		const struct text_run *run = &t.runs[i];
		bool hyphen = memchr(run->text, '-', run->len) && run->line + 1 < t.line_count;
		static const char end[] = "-\u200E";
		marked = marked ||
			 (hyphen && run->len > 4 && memcmp(run->text + run->len - 4, end, sizeof end - 1) == 0);
	}
	assert_true(marked);
}

static void a_missing_font_is_named(void **state)
{
	(void)state;
	static const char *const none[] = { "/nowhere/font.ttf" };
	struct err e;
	assert_null(fonts_open(none, none, 1, &e));
	assert_non_null(strstr(e.message, "/nowhere/font.ttf"));
	assert_non_null(strstr(e.message, "fonts-noto-core"));
}

static void measuring_and_painting_agree(void **state)
{
	struct given *g = *state;
	static const char *const lines[] = { "Accueil", "Où êtes-vous ?", "Ouvert, ferme à 17 h", "AVATAR WA To",
		"مرحبا", "Relais مرحبا 12", "" };
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		struct pieces p;
		pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 20, lines[i], strlen(lines[i]), false, &p);
		assert_int_equal(p.w, width(g, lines[i]));
		assert_int_equal(p.w, width(g, lines[i])); /* from the cache */
	}
	assert_true(width(g, "AVAVAV") < 3 * (width(g, "A") + width(g, "V"))); /* kerning */
}

static void no_line_is_wider_than_it_may_be(void **state)
{
	struct given *g = *state;
	static const char text[] =
			"Le conseil en évolution professionnelle est gratuit. Il est ouvert à toutes les personnes "
			"qui travaillent ou qui cherchent un emploi, aujourd’hui comme demain.";
	for (int w = 120; w < 600; w += 37) {
		struct text_layout l = broken(g, text, w, 0, false);
		assert_false(l.clipped);
		size_t bytes = 0;
		for (size_t i = 0; i < l.run_count; i++) {
			assert_true(l.runs[i].x + l.runs[i].w <= w);
			assert_true(l.line_w[l.runs[i].line] <= l.max_w);
			bytes += l.runs[i].len;
		}
		assert_true(l.max_w <= w);
		/* Nothing but the spaces at line ends is left out. */
		assert_true(bytes + (size_t)l.line_count >= sizeof text - 1);
	}
}

static void what_must_stay_together_stays(void **state)
{
	struct given *g = *state;
	/* The narrow no-break space of French before "?" and the one between number and unit. */
	static const char *const texts[] = { "Que cherchez-vous\u202F?", "Ouvert jusqu’à 17\u00A0h" };
	static const char *const tails[] = { "cherchez-vous\u202F?", "17\u00A0h" };
	for (size_t i = 0; i < 2; i++) {
		for (int w = width(g, tails[i]); w < width(g, texts[i]) + 20; w++) {
			struct text_layout l = broken(g, texts[i], w, 0, false);
			const struct text_run *last = &l.runs[l.run_count - 1];
			size_t tail = i == 0 ? strlen("vous\u202F?") : strlen(tails[i]);
			assert_true(last->len >= tail);
			assert_memory_equal(last->text + last->len - tail, tails[i] + strlen(tails[i]) - tail, tail);
		}
	}
}

/* In every width that has room for `part` alone. */
static bool stays_whole(struct given *g, const char *text, const char *part)
{
	for (int w = width(g, part); w < width(g, text) + 20; w++) {
		struct text_layout l = broken(g, text, w, 0, false);
		bool whole = false;
		for (size_t r = 0; r < l.run_count; r++) {
			whole = whole || memmem(l.runs[r].text, l.runs[r].len, part, strlen(part));
		}
		if (!whole) {
			return false;
		}
	}
	return true;
}

static void a_number_stays_with_what_it_measures(void **state)
{
	struct given *g = *state;
	assert_true(stays_whole(g, "Saint-Étienne (100 km)", "(100 km)"));
	assert_true(stays_whole(g, "à 4,2 km d’ici", "4,2 km"));
	assert_true(stays_whole(g, "dans 2 articles", "2 articles"));
}

static void a_number_stays_with_the_short_capitals_before_it(void **state)
{
	struct given *g = *state;
	assert_true(stays_whole(g, "245 cours de Verdun CS 50415", "CS 50415"));
	assert_true(stays_whole(g, "Rue des Écoles, BP 12, Lyon", "BP 12,"));
	assert_true(stays_whole(g, "Avec le CPF 500 € de plus", "CPF 500 €"));
	assert_true(stays_whole(g, "Sortie (RN 7)", "(RN 7)"));
	/* A longer word, small letters and the end of a word are none. */
	assert_false(stays_whole(g, "Une place à BELLEY 01300", "BELLEY 01300"));
	assert_false(stays_whole(g, "Une place à Die 26150", "Die 26150"));
	assert_false(stays_whole(g, "Une place à l’ÉTÉ 2026", "l’ÉTÉ 2026"));
	assert_false(stays_whole(g, "Une place en A 2026", "A 2026"));
}

static void a_word_that_is_too_long_is_broken_between_characters(void **state)
{
	struct given *g = *state;
	struct text_layout l = broken(g, "anticonstitutionnellementétéété", 60, 0, false);
	assert_true(l.line_count > 3);
	for (size_t i = 0; i < l.run_count; i++) {
		assert_true(l.runs[i].w <= 60);
		assert_true(((unsigned char)l.runs[i].text[0] & 0xC0) != 0x80); /* never inside a character */
	}
	(void)broken(g, "anticonstitutionnellement", 1, 0, false); /* ends */
	(void)broken(g, "anticonstitutionnellement", 0, 0, false);
	assert_int_equal(broken(g, "", 100, 0, false).run_count, 0);
}

static void a_line_that_cuts_a_word_says_so(void **state)
{
	struct given *g = *state;
	const char *text = "deux Commencer";
	const struct text_span span = { text, strlen(text), FONT_REGULAR, 0 };
	int widest = text_widest_word(g->fonts, &span, 1, 20, "fr", g->arena);
	assert_int_equal(widest, width(g, "Commencer"));
	assert_false(broken(g, text, widest, 0, false).cut);
	assert_int_equal(broken(g, text, widest, 0, false).line_count, 2);
	assert_true(broken(g, text, widest - 2, 0, false).cut);
	assert_false(broken(g, "Commencer", widest - 2, 1, false).cut); /* an ellipsis instead */
}

static void text_left_out_ends_with_an_ellipsis(void **state)
{
	struct given *g = *state;
	static const char text[] = "Maison départementale des personnes handicapées de Bourg-en-Bresse";
	struct text_layout l = broken(g, text, 200, 2, false);
	assert_true(l.clipped);
	assert_int_equal(l.line_count, 2);
	const struct text_run *last = &l.runs[l.run_count - 1];
	assert_true(last->len >= 3);
	assert_memory_equal(last->text + last->len - 3, "…", 3);
	assert_true(l.max_w <= 200);
	assert_false(broken(g, text, 2000, 2, false).clipped);
}

static void balanced_titles_keep_their_lines_and_get_narrower(void **state)
{
	struct given *g = *state;
	static const char text[] = "Par où commencer pour choisir un métier quand on ne sait pas";
	for (int w = 150; w < 500; w += 50) {
		struct text_layout plain = broken(g, text, w, 0, false);
		struct text_layout even = broken(g, text, w, 0, true);
		assert_int_equal(even.line_count, plain.line_count);
		assert_true(even.max_w <= plain.max_w);
	}
	int one = width(g, text);
	struct text_layout two = broken(g, text, one - 10, 0, true);
	assert_int_equal(two.line_count, 2);
	assert_true(two.max_w < one * 2 / 3);
}

static void spans_keep_their_marks_and_follow_each_other(void **state)
{
	struct given *g = *state;
	struct text_span spans[] = { { .text = "Le ", .len = 3, .mark = 1 },
		{ .text = "relais", .len = 6, .weight = FONT_BOLD, .mark = 2 },
		{ .text = " est ici", .len = 8, .mark = 3 } };
	struct text_layout l = text_break(g->fonts, spans, 3, 20, 1000, 0, false, "fr", g->arena);
	assert_int_equal(l.line_count, 1);
	int x = 0;
	for (size_t i = 0; i < l.run_count; i++) {
		assert_int_equal(l.runs[i].x, x);
		x += l.runs[i].w;
	}
	assert_int_equal(l.runs[0].mark, 1);
	assert_int_equal(l.runs[l.run_count - 1].mark, 3);
	assert_int_equal(x, l.max_w);
}

static void bidi_pieces_come_in_visual_order(void **state)
{
	struct given *g = *state;
	struct pieces p;
	static const char text[] = "abc مرحبا";
	pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 20, text, sizeof text - 1, true, &p);
	assert_true(p.len >= 2);
	assert_true(p.at[0].rtl); /* in a right-to-left line the Latin word stands at the right end */
	assert_false(p.at[p.len - 1].rtl);
	for (size_t i = 1; i < p.len; i++) {
		assert_int_equal(p.at[i].x, p.at[i - 1].x + p.at[i - 1].w);
	}
}

/* Letters of Arabic stand for themselves at the end of a word and join inside of it: a word is narrower than its
 * letters one by one. */
static void arabic_letters_join(void **state)
{
	struct given *g = *state;
	struct pieces p;
	static const char word[] = "تحتاج";
	int alone = 0;
	for (size_t i = 0; i + 1 < sizeof word; i += 2) {
		pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 60, word + i, 2, true, &p);
		alone += p.w;
	}
	pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 60, word, sizeof word - 1, true, &p);
	assert_int_equal(p.len, 1);
	assert_string_equal(p.at[0].script, "Arab");
	assert_true(p.w * 10 < alone * 8);
	pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 60, "12 h", 4, false, &p);
	assert_string_equal(p.at[0].script, "Latn");
}

/* An isolated telephone number within an Arabic sentence is one piece, in its own order, without the marks round it. */
static void marks_of_direction_order_and_are_not_drawn(void **state)
{
	struct given *g = *state;
	struct pieces p;
	static const char text[] = "هاتف \u206604 74 50\u2069 الآن";
	pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 20, text, sizeof text - 1, true, &p);
	int numbers = 0;
	for (size_t i = 0; i < p.len; i++) {
		numbers += strcmp(p.at[i].text, "04 74 50") == 0;
		assert_null(strstr(p.at[i].text, "\u2066"));
		assert_null(strstr(p.at[i].text, "\u2069"));
	}
	assert_int_equal(numbers, 1);
	pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 20, "\u2066ab\u2069", 8, false, &p);
	int w = p.w;
	pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 20, "ab", 2, false, &p);
	assert_int_equal(p.w, w);
}

static void an_isolate_goes_on_to_the_next_line(void **state)
{
	struct given *g = *state;
	static const char text[] = "المصدر: \u2066liste France services, Licence Ouverte 2.0\u2069، 1 أغسطس";
	struct text_span span = { .text = text, .len = sizeof text - 1 };
	struct text_layout l = text_break(g->fonts, &span, 1, 20, 260, 0, false, "es", g->arena);
	assert_true(l.line_count > 1);
	struct pieces p;
	const struct text_run *second = &l.runs[1];
	assert_int_equal(strncmp(second->text, "\u2066", 3), 0);
	pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 20, second->text, second->len, true, &p);
	assert_int_equal(p.w, second->w);                     /* the mark has no width */
	assert_non_null(strstr(p.at[p.len - 1].text, "2.0")); /* on the right, where the line begins; not the day */
	assert_null(strchr(p.at[p.len - 1].text, '1'));
}

/* A line of many sizes may ask for more fonts than are kept open: pieces name theirs by value. */
static void a_font_that_made_room_is_opened_again(void **state)
{
	struct given *g = *state;
	static const char text[] = "Bonjour";
	struct pieces p;
	pieces_make(fonts_faces(g->fonts), FONT_REGULAR, 20, text, sizeof text - 1, false, &p);
	assert_int_equal(p.len, 1);
	int height = TTF_FontHeight(faces_at(fonts_faces(g->fonts), p.at[0].font));
	for (int size = 21; size < 321; size++) {
		assert_true(fonts_measure(g->fonts, FONT_BOLD, size, text, sizeof text - 1) > 0);
	}
	TTF_Font *again = faces_at(fonts_faces(g->fonts), p.at[0].font);
	int w = 0;
	assert_non_null(again);
	assert_int_equal(TTF_FontHeight(again), height);
	assert_int_equal(TTF_SizeUTF8(again, p.at[0].text, &w, NULL), 0);
	assert_int_equal(w, p.at[0].w);
}

static const char *const words[] = { "x", "f", "j", "é è à ç", "Rechercher", "Toyota", "AVA", "jj", "ff", "Lieux",
	"1 rue", "Œuvre", "à pied", "l’été", "T", "W", "y", "Wy", "km", "مرحبا", "س" };
enum { SIZE_FIRST = 9, SIZE_LAST = 40 };

/* What the painter does, with what it paints with. */
static void paint(struct fonts *f, enum font_weight weight, int size_px, const char *text)
{
	struct pieces p;
	pieces_make(fonts_faces(f), weight, size_px, text, strlen(text), false, &p);
	for (size_t i = 0; i < p.len; i++) {
		TTF_Font *font = faces_at(fonts_faces(f), p.at[i].font);
		assert_non_null(font);
		SDL_FreeSurface(TTF_RenderUTF8_Blended(font, p.at[i].text, (SDL_Color){ 255, 255, 255, 255 }));
	}
}

/* Layout may not depend on what was on the screen before: the same page would differ by a pixel from visit to visit. */
static void widths_do_not_depend_on_what_came_before(void **state)
{
	struct given *g = *state;
	for (int weight = 0; weight < 2; weight++) {
		for (int size = SIZE_FIRST; size <= SIZE_LAST; size++) {
			int first[ARRAY_LEN(words)];
			for (size_t i = 0; i < ARRAY_LEN(words); i++) {
				first[i] = fonts_measure(g->fonts, (enum font_weight)weight, size, words[i],
						strlen(words[i]));
			}
			for (size_t i = ARRAY_LEN(words); i-- > 0;) {
				paint(g->fonts, (enum font_weight)weight, size, words[i]);
			}
			fonts_forget(g->fonts);
			for (size_t i = ARRAY_LEN(words); i-- > 0;) {
				int again = fonts_measure(g->fonts, (enum font_weight)weight, size, words[i],
						strlen(words[i]));
				if (again != first[i]) {
					print_message("%s at %d px: %d, then %d\n", words[i], size, first[i], again);
				}
				assert_int_equal(again, first[i]);
			}
		}
	}
}

static void letters_that_reach_further_down_stand_higher(void **state)
{
	struct given *g = *state;
	static const char latin[] = "Suite", arabic[] = "التالي", both[] = "Suite التالي", accents[] = "Écouter";
	int at = fonts_baseline(g->fonts, FONT_BOLD, 100, 120, latin, strlen(latin));
	assert_int_equal(fonts_baseline(g->fonts, FONT_BOLD, 100, 120, accents, strlen(accents)), at);
	int high = fonts_baseline(g->fonts, FONT_BOLD, 100, 120, arabic, strlen(arabic));
	assert_true(high < at);
	assert_int_equal(fonts_baseline(g->fonts, FONT_BOLD, 100, 120, both, strlen(both)), high);
	/* In a higher line they keep their distance from its middle. */
	assert_int_equal(fonts_baseline(g->fonts, FONT_BOLD, 100, 160, arabic, strlen(arabic)), high + 20);
}

static void what_was_opened_is_closed_when_forgotten(void **state)
{
	struct given *g = *state;
	int w = fonts_measure(g->fonts, FONT_BOLD, 31, "Suite", 5);
	assert_true(fonts_faces(g->fonts)->open_len > 0);
	fonts_forget(g->fonts);
	assert_int_equal(fonts_faces(g->fonts)->open_len, 0);
	assert_int_equal(fonts_measure(g->fonts, FONT_BOLD, 31, "Suite", 5), w);
}

static void malformed_text_does_no_harm(void **state)
{
	struct given *g = *state;
	static const char bad[] = "\xff\xc3 a\xe2\x82 \xf0\x9f";
	(void)width(g, bad);
	(void)broken(g, bad, 50, 0, true);
	char *huge = malloc(20000);
	assert_non_null(huge);
	memset(huge, 'x', 19999);
	huge[19999] = '\0';
	(void)width(g, huge);
	struct text_layout l = broken(g, huge, 300, 3, false);
	assert_int_equal(l.line_count, 3);
	assert_true(l.clipped);
	free(huge);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_compound_is_broken_only_where_that_saves_a_line),
		cmocka_unit_test(a_hyphen_at_the_end_of_a_line_keeps_its_side),
		cmocka_unit_test(a_missing_font_is_named),
		cmocka_unit_test(measuring_and_painting_agree),
		cmocka_unit_test(no_line_is_wider_than_it_may_be),
		cmocka_unit_test(what_must_stay_together_stays),
		cmocka_unit_test(a_number_stays_with_what_it_measures),
		cmocka_unit_test(a_number_stays_with_the_short_capitals_before_it),
		cmocka_unit_test(a_word_that_is_too_long_is_broken_between_characters),
		cmocka_unit_test(a_line_that_cuts_a_word_says_so),
		cmocka_unit_test(text_left_out_ends_with_an_ellipsis),
		cmocka_unit_test(balanced_titles_keep_their_lines_and_get_narrower),
		cmocka_unit_test(spans_keep_their_marks_and_follow_each_other),
		cmocka_unit_test(bidi_pieces_come_in_visual_order),
		cmocka_unit_test(arabic_letters_join),
		cmocka_unit_test(marks_of_direction_order_and_are_not_drawn),
		cmocka_unit_test(an_isolate_goes_on_to_the_next_line),
		cmocka_unit_test(a_font_that_made_room_is_opened_again),
		cmocka_unit_test(widths_do_not_depend_on_what_came_before),
		cmocka_unit_test(letters_that_reach_further_down_stand_higher),
		cmocka_unit_test(what_was_opened_is_closed_when_forgotten),
		cmocka_unit_test(malformed_text_does_no_harm),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
