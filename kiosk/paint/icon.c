/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/icon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { VERBS_MAX = 1024, NUMBER_MAX = 1000 /* nothing on a grid of 24 is that far out */ };

/* Collects one path. */
struct pen {
	enum path_verb verbs[VERBS_MAX];
	float xy[VERBS_MAX * 6];
	size_t verb_count, point_count;
	float x, y;             /* current point */
	float start_x, start_y; /* of the subpath */
	float control_x, control_y;
	bool overflow;
};

static void pen_add(struct pen *p, enum path_verb verb, const float *xy, size_t points)
{
	if (p->verb_count == VERBS_MAX || p->point_count + points > VERBS_MAX * 3) {
		p->overflow = true;
		return;
	}
	p->verbs[p->verb_count++] = verb;
	if (points > 0) {
		memcpy(p->xy + 2 * p->point_count, xy, points * 2 * sizeof *xy);
		p->point_count += points;
		p->x = xy[2 * points - 2];
		p->y = xy[2 * points - 1];
	}
}

static void pen_cubic(struct pen *p, float x1, float y1, float x2, float y2, float x, float y)
{
	pen_add(p, PATH_CUBIC, (float[]){ x1, y1, x2, y2, x, y }, 3);
	p->control_x = x2;
	p->control_y = y2;
}

/* SVG 1.1 appendix F.6.5: end points to centre, then one cubic for each quarter turn. */
static void pen_arc(struct pen *p, float rx, float ry, bool large, bool sweep, float x, float y)
{
	double x0 = p->x;
	double y0 = p->y;
	double dx = (x0 - (double)x) / 2;
	double dy = (y0 - (double)y) / 2;
	double a = fabs((double)rx);
	double b = fabs((double)ry);
	if (a == 0 || b == 0 || (dx == 0 && dy == 0)) {
		pen_add(p, PATH_LINE, (float[]){ x, y }, 1);
		return;
	}
	double grow = sqrt(dx * dx / (a * a) + dy * dy / (b * b));
	if (grow > 1) {
		a *= grow;
		b *= grow;
	}
	double below = a * a * dy * dy + b * b * dx * dx;
	double root = sqrt(fmax(0, (a * a * b * b - below) / below)) * (large == sweep ? -1 : 1);
	double cx = root * a * dy / b + (x0 + (double)x) / 2;
	double cy = -root * b * dx / a + (y0 + (double)y) / 2;
	double from = atan2((y0 - cy) / b, (x0 - cx) / a);
	double turn = atan2(((double)y - cy) / b, ((double)x - cx) / a) - from;
	if (sweep && turn < 0) {
		turn += 2 * M_PI;
	} else if (!sweep && turn > 0) {
		turn -= 2 * M_PI;
	}
	int parts = (int)ceil(fabs(turn) / (M_PI / 2) - 1e-9);
	double step = turn / parts;
	double k = 4.0 / 3.0 * tan(step / 4);
	for (int i = 0; i < parts; i++) {
		double t0 = from + step * i;
		double t1 = t0 + step;
		double px = cx + a * (cos(t0) - k * sin(t0));
		double py = cy + b * (sin(t0) + k * cos(t0));
		double qx = cx + a * (cos(t1) + k * sin(t1));
		double qy = cy + b * (sin(t1) - k * cos(t1));
		pen_cubic(p, (float)px, (float)py, (float)qx, (float)qy, (float)(cx + a * cos(t1)),
				(float)(cy + b * sin(t1)));
	}
}

/* ---- path data ---- */

struct reader {
	const char *at;
	const char *end;
};

static void skip_separators(struct reader *r)
{
	while (r->at < r->end && strchr(" ,\t\n\r", *r->at)) {
		r->at++;
	}
}

/* "1.5.5" is two numbers and "-1-2" as well, as SVG allows. */
static bool read_number(struct reader *r, float *out)
{
	skip_separators(r);
	char digits[32];
	size_t len = 0;
	bool point = false;
	while (r->at < r->end && len + 1 < sizeof digits) {
		char c = *r->at;
		bool sign = (c == '-' || c == '+') && len == 0;
		bool dot = c == '.' && !point;
		if (!sign && !dot && !(c >= '0' && c <= '9')) {
			break;
		}
		point = point || dot;
		digits[len++] = c;
		r->at++;
	}
	digits[len] = '\0';
	double value;
	if (!str_to_double(digits, &value) || value < -NUMBER_MAX || value > NUMBER_MAX) {
		return false;
	}
	*out = (float)value;
	return true;
}

/* Arc flags may be written without separators: "010" is 0, 1, 0. */
static bool read_flag(struct reader *r, bool *out)
{
	skip_separators(r);
	if (r->at == r->end || (*r->at != '0' && *r->at != '1')) {
		return false;
	}
	*out = *r->at++ == '1';
	return true;
}

static bool read_numbers(struct reader *r, float *out, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!read_number(r, &out[i])) {
			return false;
		}
	}
	return true;
}

static bool read_arc(struct reader *r, struct pen *p, float base_x, float base_y)
{
	float v[5];
	bool large;
	bool sweep;
	if (!read_numbers(r, v, 3) || !read_flag(r, &large) || !read_flag(r, &sweep) || !read_numbers(r, v + 3, 2)) {
		return false;
	}
	pen_arc(p, v[0], v[1], large, sweep, base_x + v[3], base_y + v[4]);
	return true;
}

static bool read_curve(struct reader *r, struct pen *p, float bx, float by, bool smooth, bool after_curve)
{
	float v[6] = { 0 };
	if (!read_numbers(r, smooth ? v + 2 : v, smooth ? 4 : 6)) {
		return false;
	}
	float x1 = smooth ? (after_curve ? 2 * p->x - p->control_x : p->x) : bx + v[0];
	float y1 = smooth ? (after_curve ? 2 * p->y - p->control_y : p->y) : by + v[1];
	pen_cubic(p, x1, y1, bx + v[2], by + v[3], bx + v[4], by + v[5]);
	return true;
}

/* One command with one set of arguments. */
static bool read_segment(struct reader *r, struct pen *p, char command, char previous)
{
	bool relative = command >= 'a';
	float bx = relative ? p->x : 0;
	float by = relative ? p->y : 0;
	float v[2];
	switch (command & ~0x20) {
	case 'M':
	case 'L': {
		if (!read_numbers(r, v, 2)) {
			return false;
		}
		bool move = (command & ~0x20) == 'M';
		pen_add(p, move ? PATH_MOVE : PATH_LINE, (float[]){ bx + v[0], by + v[1] }, 1);
		if (move) {
			p->start_x = p->x;
			p->start_y = p->y;
		}
		return true;
	}
	case 'H':
		return read_number(r, v) && (pen_add(p, PATH_LINE, (float[]){ bx + v[0], p->y }, 1), true);
	case 'V':
		return read_number(r, v) && (pen_add(p, PATH_LINE, (float[]){ p->x, by + v[0] }, 1), true);
	case 'C':
		return read_curve(r, p, bx, by, false, false);
	case 'S':
		return read_curve(r, p, bx, by, true, strchr("CcSs", previous) != NULL);
	case 'A':
		return read_arc(r, p, bx, by);
	default:
		return false;
	}
}

static bool read_path_data(struct pen *p, const char *data, size_t len)
{
	struct reader r = { data, data + len };
	char command = 0;
	char previous = 'M';
	for (skip_separators(&r); r.at < r.end; skip_separators(&r)) {
		if ((*r.at >= 'A' && *r.at <= 'Z') || (*r.at >= 'a' && *r.at <= 'z')) {
			command = *r.at++;
		} else if (command == 'M' || command == 'm') {
			command = command == 'M' ? 'L' : 'l'; /* further pairs after a move are lines */
		}
		if (command == 'z' || command == 'Z') {
			pen_add(p, PATH_CLOSE, NULL, 0);
			p->x = p->start_x;
			p->y = p->start_y;
			previous = command;
			command = 0;
			continue;
		}
		if (command == 0 || p->overflow || !read_segment(&r, p, command, previous)) {
			return false;
		}
		previous = command;
	}
	return p->verb_count > 0 && !p->overflow;
}

/* ---- elements ---- */

/* Value of name="..." within one element; false when absent. */
static bool attribute(const char *element, size_t len, const char *name, const char **value, size_t *value_len)
{
	size_t name_len = strlen(name);
	const char *end = element + len;
	for (const char *at = element; at + name_len + 3 < end; at++) {
		if (at[0] == ' ' && memcmp(at + 1, name, name_len) == 0 && at[1 + name_len] == '=' &&
				at[2 + name_len] == '"') {
			const char *from = at + 3 + name_len;
			const char *quote = memchr(from, '"', (size_t)(end - from));
			if (!quote) {
				return false;
			}
			*value = from;
			*value_len = (size_t)(quote - from);
			return true;
		}
	}
	return false;
}

static bool number_attribute(const char *element, size_t len, const char *name, float *out)
{
	const char *value;
	size_t value_len;
	if (!attribute(element, len, name, &value, &value_len)) {
		return false;
	}
	struct reader r = { value, value + value_len };
	return read_number(&r, out) && r.at == r.end;
}

static bool read_circle(struct pen *p, const char *element, size_t len)
{
	float cx;
	float cy;
	float radius;
	if (!number_attribute(element, len, "cx", &cx) || !number_attribute(element, len, "cy", &cy) ||
			!number_attribute(element, len, "r", &radius)) {
		return false;
	}
	pen_add(p, PATH_MOVE, (float[]){ cx + radius, cy }, 1);
	pen_arc(p, radius, radius, false, true, cx - radius, cy);
	pen_arc(p, radius, radius, false, true, cx + radius, cy);
	pen_add(p, PATH_CLOSE, NULL, 0);
	return true;
}

static bool add_part(const struct pen *p, bool filled, struct arena *arena, struct icon *out)
{
	if (out->part_count == ICON_PARTS_MAX) {
		return false;
	}
	enum path_verb *verbs = ARENA_ARRAY(arena, enum path_verb, p->verb_count);
	float *xy = ARENA_ARRAY(arena, float, 2 * p->point_count);
	memcpy(verbs, p->verbs, p->verb_count * sizeof *verbs);
	memcpy(xy, p->xy, 2 * p->point_count * sizeof *xy);
	out->parts[out->part_count++] =
			(struct icon_part){ { verbs, p->verb_count, xy, ICON_GRID, ICON_GRID }, filled };
	return true;
}

static bool is_element(const char *element, size_t len, const char *name)
{
	size_t name_len = strlen(name);
	return len > name_len && memcmp(element, name, name_len) == 0 &&
	       (element[name_len] == ' ' || element[name_len] == '>' || element[name_len] == '/');
}

static bool read_element(const char *element, size_t len, struct arena *arena, struct icon *out)
{
	const char *value;
	size_t value_len;
	struct pen pen = { 0 };
	if (element[0] == '/') {
		return true;
	}
	if (is_element(element, len, "svg")) {
		out->stroke = 2;
		(void)number_attribute(element, len, "stroke-width", &out->stroke);
		return out->stroke > 0 && out->stroke < ICON_GRID;
	}
	bool filled = attribute(element, len, "fill", &value, &value_len) && value_len == strlen("currentColor") &&
		      memcmp(value, "currentColor", value_len) == 0;
	if (is_element(element, len, "circle")) {
		return read_circle(&pen, element, len) && add_part(&pen, filled, arena, out);
	}
	if (is_element(element, len, "path")) {
		return attribute(element, len, "d", &value, &value_len) && read_path_data(&pen, value, value_len) &&
		       add_part(&pen, filled, arena, out);
	}
	return false;
}

bool icon_parse(const char *name, const char *svg, size_t len, struct arena *arena, struct icon *out, struct err *e)
{
	struct icon icon = { 0 };
	const char *end = svg + len;
	for (const char *at = memchr(svg, '<', len); at; at = memchr(at, '<', (size_t)(end - at))) {
		const char *close = memchr(at, '>', (size_t)(end - at));
		if (!close || close - at < 5) {
			return fail_kind(e, ERR_FORMAT, "icon %s: an element that does not end", name);
		}
		if (!read_element(at + 1, (size_t)(close - at), arena, &icon)) {
			return fail_kind(e, ERR_FORMAT,
					"icon %s: only <path> and <circle> with plain attributes are read, not %.*s",
					name, (int)(close - at < 40 ? close - at : 40), at);
		}
		at = close;
	}
	if (icon.part_count == 0) {
		return fail_kind(e, ERR_FORMAT, "icon %s: nothing to draw", name);
	}
	*out = icon;
	return true;
}
