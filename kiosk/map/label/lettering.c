/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fonts and shaping (lettering.h). */
#include <fribidi.h>
#include <hb-ot.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "map/label/lettering.h"
#include "map/label/lettering_fonts.h"

enum { CHARS_MAX = LETTERING_BYTES_MAX, NO_FONT = 255 };

static void open_face(struct lettering *l, struct lettering_face *f, const char *path)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	if (!blob) {
		return;
	}
	unsigned len = 0;
	const char *bytes = hb_blob_get_data(blob, &len);
	if (FT_New_Memory_Face(l->library, (const FT_Byte *)bytes, (FT_Long)len, 0, &f->ft) != 0) {
		f->ft = NULL;
		hb_blob_destroy(blob);
		return;
	}
	/* Shaped in the font's own units: a size is a factor, and FreeType is left to drawing. */
	hb_face_t *face = hb_face_create(blob, 0);
	f->hb = hb_font_create(face);
	f->units = (float)hb_face_get_upem(face);
	f->blob = blob;
	hb_face_destroy(face);
}

struct lettering *lettering_create(const char *const *regular, const char *const *bold, size_t count, struct err *e)
{
	struct lettering *l = mem_zalloc(1, sizeof *l);
	if (FT_Init_FreeType(&l->library) != 0 || FT_Stroker_New(l->library, &l->stroker) != 0) {
		(void)fail(e, "start FreeType for the map's names");
		lettering_destroy(l);
		return NULL;
	}
	l->count = count < LETTERING_FONTS_MAX ? count : LETTERING_FONTS_MAX;
	for (size_t i = 0; i < l->count; i++) {
		open_face(l, &l->faces[0][i], regular[i]);
		open_face(l, &l->faces[1][i], bold[i]);
	}
	if (l->count == 0 || !l->faces[0][0].ft || !l->faces[1][0].ft) {
		(void)fail(e, "the map's names have no font: %s (package fonts-noto-core)",
				count ? regular[0] : "empty list");
		lettering_destroy(l);
		return NULL;
	}
	return l;
}

void lettering_destroy(struct lettering *l)
{
	if (!l) {
		return;
	}
	lettering_forget_ink(l);
	for (int weight = 0; weight < 2; weight++) {
		for (size_t i = 0; i < l->count; i++) {
			struct lettering_face *f = &l->faces[weight][i];
			hb_font_destroy(f->hb);
			if (f->ft) {
				(void)FT_Done_Face(f->ft);
			}
			hb_blob_destroy(f->blob); /* FreeType read from it */
		}
	}
	if (l->stroker) {
		FT_Stroker_Done(l->stroker);
	}
	if (l->library) {
		(void)FT_Done_FreeType(l->library);
	}
	free(l);
}

/* ---- what belongs together ---- */

struct chars {
	FriBidiChar code[CHARS_MAX];
	uint16_t byte[CHARS_MAX + 1]; /* where each begins in the text */
	FriBidiLevel level[CHARS_MAX];
	hb_script_t script[CHARS_MAX];
	uint8_t font[CHARS_MAX];
	FriBidiStrIndex visual[CHARS_MAX]; /* from left to right: which character */
	FriBidiStrIndex len;
	bool rtl;
};

static bool has_char(const struct lettering_face *f, uint32_t c)
{
	hb_codepoint_t glyph;
	return f->hb && hb_font_get_nominal_glyph(f->hb, c, &glyph);
}

/* Spaces and signs of every script, and marks on the letter before: they stay in its font where they can. */
static bool is_neutral(hb_script_t s)
{
	return s == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED;
}

/* Draws nothing: joiners, direction marks, variation selectors. HarfBuzz leaves them out, whatever the font has. */
static bool is_invisible(uint32_t c)
{
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
	       c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

static uint8_t find_font(const struct lettering *l, bool bold, uint32_t c)
{
	for (size_t i = 0; i < l->count; i++) {
		if (has_char(&l->faces[bold][i], c)) {
			return (uint8_t)i;
		}
	}
	return is_invisible(c) ? 0 : NO_FONT;
}

static bool choose_fonts(const struct lettering *l, bool bold, struct chars *c)
{
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
	for (FriBidiStrIndex i = 0; i < c->len; i++) {
		hb_script_t script = hb_unicode_script(unicode, c->code[i]);
		bool follows = i > 0 && is_neutral(script);
		c->script[i] = follows ? c->script[i - 1] : script;
		bool same = follows &&
			    (is_invisible(c->code[i]) || has_char(&l->faces[bold][c->font[i - 1]], c->code[i]));
		c->font[i] = same ? c->font[i - 1] : find_font(l, bold, c->code[i]);
		if (c->font[i] == NO_FONT) {
			return false;
		}
	}
	/* A sign at the beginning goes with the letters that come. */
	for (FriBidiStrIndex i = c->len - 1; i-- > 0;) {
		if (is_neutral(c->script[i])) {
			c->script[i] = c->script[i + 1];
			c->font[i] = has_char(&l->faces[bold][c->font[i + 1]], c->code[i]) ? c->font[i + 1]
											   : c->font[i];
		}
	}
	return true;
}

static bool order_chars(struct chars *c)
{
	FriBidiCharType types[CHARS_MAX];
	FriBidiBracketType brackets[CHARS_MAX];
	FriBidiParType base = FRIBIDI_PAR_ON; /* as the first strong character has it: UAX #9, P2 and P3 */
	fribidi_get_bidi_types(c->code, c->len, types);
	fribidi_get_bracket_types(c->code, c->len, types, brackets);
	if (fribidi_get_par_embedding_levels_ex(types, brackets, c->len, &base, c->level) == 0) {
		return false;
	}
	for (FriBidiStrIndex i = 0; i < c->len; i++) {
		c->visual[i] = i;
	}
	c->rtl = FRIBIDI_IS_RTL(base);
	return fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, types, c->len, 0, base, c->level, NULL, c->visual) != 0;
}

static bool read_chars(const char *text, size_t len, struct chars *c)
{
	const char *at = text;
	const char *end = text + len;
	c->len = 0;
	while (at < end) {
		c->byte[c->len] = (uint16_t)(at - text);
		c->code[c->len++] = utf8_next(&at, end);
	}
	c->byte[c->len] = (uint16_t)len;
	return c->len > 0;
}

/* ---- shaping ---- */

struct shaper {
	struct lettering *l;
	const char *text;
	size_t text_len;
	struct lettering_type type;
	struct glyph_run *out;
	float last_spacing; /* after the last glyph */
};

/* Letters of these scripts touch; space between them would tear words apart. */
static bool is_joining(hb_script_t s)
{
	return s == HB_SCRIPT_ARABIC || s == HB_SCRIPT_SYRIAC || s == HB_SCRIPT_NKO || s == HB_SCRIPT_MONGOLIAN ||
	       s == HB_SCRIPT_DEVANAGARI || s == HB_SCRIPT_BENGALI;
}

static bool add_glyphs(struct shaper *s, hb_buffer_t *buffer, uint8_t font, float spacing)
{
	struct glyph_run *out = s->out;
	float scale = s->type.size_px / s->l->faces[s->type.bold][font].units;
	unsigned count = 0;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(buffer, &count);
	for (unsigned i = 0; i < count; i++) {
		if (out->len == LETTERING_GLYPHS_MAX) {
			return false;
		}
		float advance = (float)pos[i].x_advance * scale;
		s->last_spacing = advance > 0 ? spacing : 0; /* none after a mark on a letter */
		advance += s->last_spacing;
		out->at[out->len++] = (struct glyph){ .id = info[i].codepoint,
			.font = font,
			.byte = (uint16_t)info[i].cluster,
			.x = out->width + (float)pos[i].x_offset * scale,
			.y = -(float)pos[i].y_offset * scale,
			.advance = advance };
		out->width += advance;
	}
	return true;
}

/* Characters first to last, of one direction, script and font. */
static bool shape_piece(struct shaper *s, const struct chars *c, FriBidiStrIndex first, FriBidiStrIndex last)
{
	uint8_t font = c->font[first];
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, s->text, (int)s->text_len, c->byte[first], c->byte[last + 1] - c->byte[first]);
	hb_buffer_set_direction(buffer, c->level[first] & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, c->script[first]);
	hb_buffer_guess_segment_properties(buffer); /* the language */
	hb_shape(s->l->faces[s->type.bold][font].hb, buffer, NULL, 0);
	bool ok = add_glyphs(s, buffer, font, is_joining(c->script[first]) ? 0 : s->type.spacing_px);
	hb_buffer_destroy(buffer);
	return ok;
}

static bool goes_with(const struct chars *c, FriBidiStrIndex a, FriBidiStrIndex b)
{
	int step = c->level[a] & 1 ? -1 : 1;
	return b == a + step && c->level[a] == c->level[b] && c->font[a] == c->font[b] && c->script[a] == c->script[b];
}

bool lettering_shape(struct lettering *l, const char *text, size_t len, struct lettering_type type,
		struct glyph_run *out)
{
	struct chars c;
	*out = (struct glyph_run){ .size_px = type.size_px, .bold = type.bold };
	if (len == 0 || len > LETTERING_BYTES_MAX || type.size_px < 4 || type.size_px > 200 ||
			!read_chars(text, len, &c) || !choose_fonts(l, type.bold, &c) || !order_chars(&c)) {
		return false;
	}
	struct shaper s = { l, text, len, type, out, 0 };
	out->rtl = c.rtl;
	for (FriBidiStrIndex i = 0; i < c.len;) {
		FriBidiStrIndex last = i;
		while (last + 1 < c.len && goes_with(&c, c.visual[last], c.visual[last + 1])) {
			last++;
		}
		FriBidiStrIndex a = c.visual[i];
		FriBidiStrIndex b = c.visual[last];
		if (!shape_piece(&s, &c, a < b ? a : b, a < b ? b : a)) {
			return false;
		}
		i = last + 1;
	}
	out->width -= s.last_spacing; /* between letters, not after them */
	return out->len > 0;
}
