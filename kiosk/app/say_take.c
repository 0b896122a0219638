/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/say_take.h"

#include <math.h>
#include <string.h>

/* ---- lines ---- */

/* Digits and a leading +: spaces and dots in a link end it. */
static const char *dialled(const struct voice *v, const char *phone)
{
	char *out = arena_alloc(v->arena, strlen(phone) + 1, 1);
	size_t len = 0;
	for (; *phone; phone++) {
		if ((*phone >= '0' && *phone <= '9') || (*phone == '+' && len == 0)) {
			out[len++] = *phone;
		}
	}
	out[len] = '\0';
	return out;
}

static const char *line(const struct voice *v, const char *before, const char *scheme, const char *text)
{
	return text[0] ? arena_printf(v->arena, "%s%s%s\n", before, scheme, text) : before;
}

const char *say_take_text(const struct voice *v, const struct take_item *item, int number, bool brief)
{
	const char *rank = number > 0 ? arena_printf(v->arena, "%d. ", number) : "";
	const char *all = line(v, "", rank, item->name);
	all = line(v, all, "tel:", dialled(v, item->phone));
	all = line(v, all, "", item->where);
	all = line(v, all, "", item->steps);
	if (brief) {
		return all;
	}
	all = line(v, all, "", item->hours);
	all = line(v, all, "", item->text);
	return line(v, all, "geo:", item->geo);
}

/* Five decimals of a degree with a point, whatever the locale. */
static const char *degrees(const struct voice *v, double degrees)
{
	long value = lround(degrees * 100000);
	long size = value < 0 ? -value : value;
	return arena_printf(v->arena, "%s%ld.%05ld", value < 0 ? "-" : "", size / 100000, size % 100000);
}

const char *say_take_position(const struct voice *v, double lat, double lon)
{
	return arena_printf(v->arena, "%s,%s", degrees(v, lat), degrees(v, lon));
}

/* ---- contact ---- */

/* RFC 2426 section 4: these signs part values; a line end would end the property. */
static const char *escaped(const struct voice *v, const char *text)
{
	char *out = arena_alloc(v->arena, 2 * strlen(text) + 1, 1);
	size_t len = 0;
	for (; *text; text++) {
		bool line_end = *text == '\n';
		if (line_end || strchr("\\;,", *text)) {
			out[len++] = '\\';
		}
		out[len++] = line_end ? 'n' : *text;
	}
	out[len] = '\0';
	return out;
}

enum card_part { CARD_ADDRESS = 1 << 0, CARD_POSITION = 1 << 1, CARD_HOURS = 1 << 2 };

static const char *property(const struct voice *v, const char *before, const char *name, const char *value)
{
	return value[0] ? arena_printf(v->arena, "%s%s:%s\r\n", before, name, value) : before;
}

static const char *card_of(const struct voice *v, const struct take_item *item, unsigned parts)
{
	const struct place *p = item->place;
	const char *name = escaped(v, item->name);
	const char *all = arena_printf(v->arena, "BEGIN:VCARD\r\nVERSION:3.0\r\nN:%s;;;;\r\nFN:%s\r\n", name, name);
	all = property(v, all, "TEL", dialled(v, item->phone));
	if (parts & CARD_ADDRESS) {
		const char *address = arena_printf(v->arena, ";;%s;%s;;%s;", escaped(v, p->address),
				escaped(v, p->commune), escaped(v, p->postcode));
		all = property(v, all, "ADR", address);
	}
	if (parts & CARD_POSITION && item->geo[0]) {
		/* GEO is kept by few phones and shown by none; the address of a map is a link. */
		all = property(v, all, "URL", arena_printf(v->arena, "geo:%s", item->geo));
	}
	if (parts & CARD_HOURS) {
		all = property(v, all, "NOTE", escaped(v, item->hours));
	}
	return arena_printf(v->arena, "%sEND:VCARD\r\n", all);
}

const char *say_take_card(const struct voice *v, const struct take_item *item, size_t most)
{
	static const unsigned tries[] = { CARD_ADDRESS | CARD_POSITION | CARD_HOURS, CARD_ADDRESS | CARD_POSITION,
		CARD_ADDRESS, 0 };
	for (size_t i = 0; item->place && i < sizeof tries / sizeof tries[0]; i++) {
		const char *card = card_of(v, item, tries[i]);
		if (strlen(card) <= most) {
			return card;
		}
	}
	return NULL;
}
