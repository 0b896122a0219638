/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/calibration.h"

#include <math.h>

enum { UNKNOWNS = 3 };
static const double MISS_MAX = 0.04;
static const double AREA_MIN = 1e-4;

void calibration_target(size_t nth, double *u, double *v)
{
	static const double targets[CALIBRATION_POINTS][2] = {
		{ 0.1, 0.1 },
		{ 0.9, 0.1 },
		{ 0.9, 0.9 },
		{ 0.1, 0.9 },
		{ 0.5, 0.5 },
	};
	*u = targets[nth % CALIBRATION_POINTS][0];
	*v = targets[nth % CALIBRATION_POINTS][1];
}

static double determinant(const double m[UNKNOWNS][UNKNOWNS])
{
	return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
	       m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/* Cramer's rule: three unknowns, done twice in a calibration. */
static void solve(const double m[UNKNOWNS][UNKNOWNS], double det, const double right[UNKNOWNS], double out[UNKNOWNS])
{
	for (int column = 0; column < UNKNOWNS; column++) {
		double replaced[UNKNOWNS][UNKNOWNS];
		for (int i = 0; i < UNKNOWNS; i++) {
			for (int j = 0; j < UNKNOWNS; j++) {
				replaced[i][j] = j == column ? right[i] : m[i][j];
			}
		}
		out[column] = determinant(replaced) / det;
	}
}

/* Distance of the nth tap from its cross, through the matrix. */
static double deviation_of(const struct touchpoint_matrix *m, const struct calibration_pair *p)
{
	double u = m->at[0] * p->touched_u + m->at[1] * p->touched_v + m->at[2];
	double v = m->at[3] * p->touched_u + m->at[4] * p->touched_v + m->at[5];
	return hypot(u - p->target_u, v - p->target_v);
}

bool calibration_solve(const struct calibration_pair *pairs, size_t count, struct touchpoint_matrix *out, double *worst,
		struct err *e)
{
	if (count < UNKNOWNS || count > CALIBRATION_POINTS_MAX) {
		return fail(e, "a calibration needs 3 to %d points, not %zu", CALIBRATION_POINTS_MAX, count);
	}
	double normal[UNKNOWNS][UNKNOWNS] = { 0 };
	double right_u[UNKNOWNS] = { 0 };
	double right_v[UNKNOWNS] = { 0 };
	for (size_t n = 0; n < count; n++) {
		const double row[UNKNOWNS] = { pairs[n].touched_u, pairs[n].touched_v, 1 };
		for (int i = 0; i < UNKNOWNS; i++) {
			for (int j = 0; j < UNKNOWNS; j++) {
				normal[i][j] += row[i] * row[j];
			}
			right_u[i] += row[i] * pairs[n].target_u;
			right_v[i] += row[i] * pairs[n].target_v;
		}
	}
	double det = determinant(normal);
	if (!isfinite(det) || fabs(det) < AREA_MIN) {
		return fail(e, "the taps are on one line or one spot: tap each cross where it is");
	}
	struct touchpoint_matrix m = touchpoint_identity();
	solve(normal, det, right_u, m.at);
	solve(normal, det, right_v, m.at + UNKNOWNS);
	double largest = 0;
	size_t at = 0;
	for (size_t n = 0; n < count; n++) {
		double distance = deviation_of(&m, &pairs[n]);
		if (distance > largest) {
			largest = distance;
			at = n;
		}
	}
	if (largest > MISS_MAX) {
		return fail(e,
				"a tap missed its cross (number %zu is the furthest away, by %.0f %% of the panel): "
				"start again",
				at + 1, largest * 100);
	}
	*out = m;
	if (worst) {
		*worst = largest;
	}
	return true;
}
