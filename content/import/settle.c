/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/settle.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "compile/hours_check.h"
#include "compile/place_columns.h"

const char *settle_zeros(struct arena *a, const char *postcode, long digits)
{
	size_t len = strlen(postcode);
	bool number = len > 0 && strspn(postcode, "0123456789") == len;
	if (!number || digits <= (long)len) {
		return postcode;
	}
	return arena_printf(a, "%0*d%s", (int)digits - (int)len, 0, postcode);
}

const char *settle_postcode(const struct settler *s, const char *postcode)
{
	const struct known_commune *c = s->commune;
	if (!postcode[0] || c->postcodes_len == 0 || commune_has_postcode(c, postcode) ||
			!communes_know_postcode(s->communes, postcode)) {
		return postcode; /* of large-volume mail, or nothing is known */
	}
	if (c->postcodes_len == 1) {
		report_warning(&s->pack->report, s->file, s->line,
				"the postcode %s is not one of %s (%s): %s, its only one, is written", postcode,
				c->name, c->insee, c->postcodes[0]);
		return c->postcodes[0];
	}
	report_warning(&s->pack->report, s->file, s->line,
			"the postcode %s is not one of %s (%s), which has several: none is written. Write it in "
			"places.csv",
			postcode, c->name, c->insee);
	return "";
}

const char *settle_address(const struct settler *s, const char *address, const char *postcode)
{
	struct arena *a = s->pack->arena;
	const char *found = postcode[0] ? strstr(address, postcode) : NULL;
	if (found && found > address &&
			str_equal(words_folded(a, found + strlen(postcode)), words_folded(a, s->commune->name))) {
		address = arena_strndup(a, address, (size_t)(found - address));
	}
	return words_address(&s->common->words, a, address);
}

/* ---- telephone ---- */

static const char *grouped(struct arena *a, const char *digits, size_t group)
{
	struct buf out = { 0 };
	size_t len = strlen(digits);
	for (const char *at = digits; *at; at++) {
		if (at > digits && group > 0 && (len - (size_t)(at - digits)) % group == 0) {
			buf_add_char(&out, ' ');
		}
		buf_add_char(&out, *at);
	}
	const char *text = arena_strdup(a, buf_text(&out));
	buf_finish(&out);
	return text;
}

/* As the region writes numbers that begin so; else in groups. */
static const char *written(struct arena *a, const struct phone_form *f, const char *digits)
{
	for (size_t i = 0; i < f->shapes.len; i++) {
		if (!str_starts(digits, f->shapes.at[i].from)) {
			continue;
		}
		char *text = arena_strdup(a, f->shapes.at[i].to);
		for (char *at = text; *at; at++) {
			if (*at == '#' && *digits) {
				*at = *digits++;
			}
		}
		return text;
	}
	return grouped(a, digits, (size_t)f->group);
}

/* +33 4 75 ... and 0033 4 75 ... as within the country: 04 75 ... */
static const char *national(struct arena *a, const struct phone_form *f, const char *digits, bool plus)
{
	size_t country = strlen(f->country);
	const char *rest = plus ? digits : str_starts(digits, "00") ? digits + 2 : NULL;
	if (!rest || country == 0 || strncmp(rest, f->country, country) != 0) {
		return digits;
	}
	rest += country;
	return arena_printf(a, "%s%s", f->trunk, str_starts(rest, f->trunk) ? rest + strlen(f->trunk) : rest);
}

const char *settle_phone(const struct settler *s, const char *text)
{
	const struct phone_form *f = &s->common->phone;
	struct arena *a = s->pack->arena;
	char digits[32];
	size_t len = 0;
	const char *at = text + strspn(text, " (");
	bool plus = *at == '+';
	for (at += plus; *at && strchr("0123456789 .-()", *at) && len + 1 < sizeof digits; at++) {
		if (isdigit((unsigned char)*at)) {
			digits[len++] = *at;
		}
	}
	digits[len] = '\0';
	bool whole = *at == '\0' || strchr("/,;|", *at);
	if (!text[0]) {
		return "";
	}
	if (f->digits == 0) {
		return phone_is_valid(text) ? text : "";
	}
	const char *number = national(a, f, digits, plus);
	if (whole && strlen(number) == (size_t)f->digits && str_starts(number, f->trunk) && phone_is_valid(number)) {
		return written(a, f, number);
	}
	if (whole && len < (size_t)f->digits && phone_is_valid(digits)) { /* a short number */
		return grouped(a, digits, (size_t)f->group);
	}
	report_warning(&s->pack->report, s->file, s->line,
			"'%s' is no telephone number of %ld digits. None is written; write it in places.csv", text,
			f->digits);
	return "";
}

/* ---- what is taken whole or not at all ---- */

const char *settle_email(const struct settler *s, const char *text)
{
	const char *at = strchr(text, '@');
	bool good = at && at > text && strchr(at, '.') && !strpbrk(text, " ,;<>\"") && !strchr(at + 1, '@');
	if (text[0] && !good) {
		report_warning(&s->pack->report, s->file, s->line, "'%s' is no mail address, and is left out", text);
	}
	return good ? text : "";
}

const char *settle_website(const struct settler *s, const char *text)
{
	bool good = (str_starts(text, "https://") || str_starts(text, "http://")) && !strpbrk(text, " <>\"");
	if (text[0] && !good) {
		report_warning(&s->pack->report, s->file, s->line,
				"'%s' is no web address with https://, and is left out", text);
	}
	return good ? text : "";
}

const char *settle_note(const struct settler *s, const char *text, long bytes_max)
{
	if ((long)strlen(text) <= bytes_max) {
		return text;
	}
	report_warning(&s->pack->report, s->file, s->line,
			"a note of %zu bytes, longer than the %ld that are shown, is left out: \"%.160s\". Write what "
			"visitors need of it into audience_note in places.csv",
			strlen(text), bytes_max, text);
	return "";
}

/* ---- position ---- */

static bool read_degrees(struct arena *a, const char *text, double *out)
{
	char *copy = arena_strdup(a, text);
	char *comma = strchr(copy, ',');
	if (comma) {
		*comma = '.';
	}
	return str_to_double(copy, out);
}

void settle_position(const struct settler *s, const char *lat_text, const char *lon_text, const char **lat,
		const char **lon)
{
	struct pack *p = s->pack;
	double y = 0;
	double x = 0;
	*lat = "";
	*lon = "";
	if (!lat_text[0] && !lon_text[0]) {
		return;
	}
	if (!read_degrees(p->arena, lat_text, &y) || !read_degrees(p->arena, lon_text, &x)) {
		report_warning(&p->report, s->file, s->line,
				"'%s', '%s' are no degrees. The place is shown at the centre of %s; write lat and lon "
				"in "
				"places.csv",
				lat_text, lon_text, s->commune->name);
		return;
	}
	double far = commune_distance_km(s->commune, y, x);
	bool outside = y < p->south || y > p->north || x < p->west || x > p->east;
	if (outside || (s->common->far_km > 0 && far > s->common->far_km)) {
		report_warning(&p->report, s->file, s->line,
				"the point %.5f, %.5f lies %.0f km from the centre of %s. It is not taken: the place "
				"is "
				"shown at the centre; correct lat and lon in places.csv",
				y, x, far, s->commune->name);
		return;
	}
	*lat = arena_printf(p->arena, "%.5f", y);
	*lon = arena_printf(p->arena, "%.5f", x);
}

const char *settle_hours(struct pack *p, const char *file, int line, const char *text)
{
	const char *strict = pack_strict_hours(p, text);
	if (!strict) {
		report_warning(&p->report, file, line,
				"the hours '%s' cannot be read. None are written; write them in places.csv", text);
	} else if (!str_equal(strict, text)) {
		report_warning(&p->report, file, line, "the hours '%s' are read as '%s'. Look at them", text, strict);
	}
	return strict ? strict : "";
}
