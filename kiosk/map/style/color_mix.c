/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mixing colours in sRGB, CIELAB and its cylindrical form (D50), as the specification's interpolate-lab and -hcl do. */
#include <math.h>

#include "map/style/expr_value.h"

static const double white_x = 0.96422;
static const double white_z = 0.82521;
static const double t0 = 4.0 / 29;
static const double t1 = 6.0 / 29;

struct lab {
	double l, a, b;
};

struct hcl {
	double h, c, l; /* h NaN: grey */
};

static double to_linear(double x)
{
	return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

static double from_linear(double x)
{
	x = x <= 0.00304 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055;
	return x < 0 ? 0 : x > 1 ? 1 : x;
}

static double to_lab_part(double t)
{
	return t > t1 * t1 * t1 ? cbrt(t) : t / (3 * t1 * t1) + t0;
}

static double from_lab_part(double t)
{
	return t > t1 ? t * t * t : 3 * t1 * t1 * (t - t0);
}

static struct lab to_lab(struct rgba c)
{
	double r = to_linear(c.r);
	double g = to_linear(c.g);
	double b = to_linear(c.b);
	double y = to_lab_part(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
	double x = y;
	double z = y;
	if (r != g || g != b) {
		x = to_lab_part((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / white_x);
		z = to_lab_part((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / white_z);
	}
	return (struct lab){ fmax(116 * y - 16, 0), 500 * (x - y), 200 * (y - z) };
}

static struct rgba from_lab(struct lab c, double alpha)
{
	double y = (c.l + 16) / 116;
	double x = white_x * from_lab_part(y + c.a / 500);
	double z = white_z * from_lab_part(y - c.b / 200);
	y = from_lab_part(y);
	return (struct rgba){ from_linear(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
		from_linear(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
		from_linear(0.0719453 * x - 0.2289914 * y + 1.4052427 * z), alpha };
}

static struct hcl to_hcl(struct rgba color)
{
	struct lab lab = to_lab(color);
	double c = hypot(lab.a, lab.b);
	double h = fmod(atan2(lab.b, lab.a) * 180 / M_PI, 360);
	return (struct hcl){ floor(c * 10000 + 0.5) != 0 ? (h < 0 ? h + 360 : h) : NAN, c, lab.l };
}

static double mix(double from, double to, double t)
{
	return from + t * (to - from);
}

/* Around the shorter side of the circle; a grey takes the other's hue. */
static struct hcl mix_hcl(struct hcl from, struct hcl to, double t)
{
	struct hcl out = { NAN, mix(from.c, to.c, t), mix(from.l, to.l, t) };
	if (!isnan(from.h) && !isnan(to.h)) {
		double d = to.h - from.h;
		d = d > 180 ? d - 360 : d < -180 ? d + 360 : d;
		out.h = from.h + t * d;
	} else if (!isnan(from.h)) {
		out.h = from.h;
		out.c = to.l == 1 || to.l == 0 ? from.c : out.c;
	} else if (!isnan(to.h)) {
		out.h = to.h;
		out.c = from.l == 1 || from.l == 0 ? to.c : out.c;
	}
	return out;
}

struct rgba color_mix(struct rgba from, struct rgba to, double t, enum color_space space)
{
	double alpha = mix(from.a, to.a, t);
	if (space == COLOR_LAB) {
		struct lab a = to_lab(from);
		struct lab b = to_lab(to);
		return from_lab((struct lab){ mix(a.l, b.l, t), mix(a.a, b.a, t), mix(a.b, b.b, t) }, alpha);
	}
	if (space == COLOR_HCL) {
		struct hcl m = mix_hcl(to_hcl(from), to_hcl(to), t);
		double h = isnan(m.h) ? 0 : m.h * M_PI / 180;
		return from_lab((struct lab){ m.l, cos(h) * m.c, sin(h) * m.c }, alpha);
	}
	return (struct rgba){ mix(from.r, to.r, t), mix(from.g, to.g, t), mix(from.b, to.b, t), alpha };
}

static uint8_t byte_of(double part)
{
	return (uint8_t)lround(fmin(fmax(part, 0), 1) * 255);
}

struct color color_bytes(struct rgba c)
{
	return (struct color){ byte_of(c.r), byte_of(c.g), byte_of(c.b), byte_of(c.a) };
}
