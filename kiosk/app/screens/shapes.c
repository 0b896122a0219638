/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/screens/shapes.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define M PATH_MOVE
#define L PATH_LINE
#define C PATH_CUBIC
#define Z PATH_CLOSE

static const enum path_verb circle_verbs[] = { M, C, C, C, C, Z };
static const float circle_xy[] = { 50, 2, 76.5F, 2, 98, 23.5F, 98, 50, 98, 76.5F, 76.5F, 98, 50, 98, 23.5F, 98, 2,
	76.5F, 2, 50, 2, 23.5F, 23.5F, 2, 50, 2 };
static const enum path_verb square_verbs[] = { M, L, C, L, C, L, C, L, C, Z };
static const float square_xy[] = { 13, 4, 87, 4, 92, 4, 96, 8, 96, 13, 96, 87, 96, 92, 92, 96, 87, 96, 13, 96, 8, 96, 4,
	92, 4, 87, 4, 13, 4, 8, 8, 4, 13, 4 };
static const enum path_verb four_verbs[] = { M, L, L, L, Z };
static const float diamond_xy[] = { 50, -4, 104, 50, 50, 104, -4, 50 };
static const enum path_verb three_verbs[] = { M, L, L, Z };
static const float triangle_xy[] = { 50, 2, 102, 94, -2, 94 };
static const enum path_verb six_verbs[] = { M, L, L, L, L, L, Z };
static const float hexagon_xy[] = { 50, -2, 96, 24, 96, 76, 50, 102, 4, 76, 4, 24 };
static const enum path_verb five_verbs[] = { M, L, L, L, L, Z };
static const float house_xy[] = { 50, 0, 100, 34, 100, 98, 0, 98, 0, 34 };
static const enum path_verb milestone_verbs[] = { M, L, C, C, L, Z };
static const float milestone_xy[] = { 7, 100, 7, 43, 7, 19, 26, 0, 50, 0, 74, 0, 93, 19, 93, 43, 93, 100 };
static const enum path_verb shield_verbs[] = { M, L, L, C, C, Z };
static const float shield_xy[] = { 5, 2, 95, 2, 95, 55, 95, 78, 75, 92, 50, 102, 25, 92, 5, 78, 5, 55 };
static const enum path_verb clover_verbs[] = { M, C, C, C, C, C, C, C, C, Z };
static const float clover_xy[] = { 50, 8, 66, -4, 88, 4, 86, 24, 106, 28, 104, 54, 92, 62, 96, 84, 76, 98, 62, 90, 56,
	98, 44, 98, 38, 90, 24, 98, 4, 84, 8, 62, -4, 54, -6, 28, 14, 24, 12, 4, 34, -4, 50, 8, 50, 8, 50, 8, 50, 8 };
static const enum path_verb cross_verbs[] = { M, L, L, L, L, L, L, L, L, L, L, L, Z };
static const float cross_xy[] = { 31, 2, 69, 2, 69, 31, 98, 31, 98, 69, 69, 69, 69, 98, 31, 98, 31, 69, 2, 69, 2, 31,
	31, 31 };

static const enum path_verb eight_verbs[] = { M, L, L, L, L, L, L, L, Z };
static const float octagon_xy[] = { 30, 0, 70, 0, 100, 30, 100, 70, 70, 100, 30, 100, 0, 70, 0, 30 };

static const enum path_verb bubble_verbs[] = { M, L, C, L, C, L, L, L, C, L, C, Z };
static const float bubble_xy[] = { 18, 0, 82, 0, 93, 0, 100, 7, 100, 18, 100, 62, 100, 73, 93, 80, 82, 80, 48, 80, 22,
	104, 26, 80, 18, 80, 7, 80, 0, 73, 0, 62, 0, 18, 0, 7, 7, 0, 18, 0 };
static const enum path_verb heart_verbs[] = { M, C, C, C, C, Z };
static const float heart_xy[] = { 50, 102, 22, 78, -4, 60, -4, 32, -4, 2, 34, -8, 50, 16, 66, -8, 104, 2, 104, 32, 104,
	60, 78, 78, 50, 102 };
static const float pentagon_xy[] = { -2, 34, 19, -2, 81, -2, 102, 34, 50, 104 };
static const float slant_xy[] = { 22, 6, 106, 6, 78, 94, -6, 94 };
static const float trapezoid_xy[] = { 22, 4, 78, 4, 104, 96, -4, 96 };
static const enum path_verb star_verbs[] = { M, L, L, L, L, L, L, L, L, L, L, L, Z };
static const float star_xy[] = { 50, -6, 66, 22, 98, 22, 82, 50, 98, 78, 66, 78, 50, 106, 34, 78, 2, 78, 18, 50, 2, 22,
	34, 22 };

#define PATH(name, points)                                                                                             \
	{                                                                                                              \
		name##_verbs, COUNT(name##_verbs), points##_xy, 100, 100                                               \
	}
static const struct {
	struct path path;
	float icon_share, icon_drop;
} shapes[SHAPE_COUNT] = {
	[SHAPE_CIRCLE] = { PATH(circle, circle), 0.56F, 0 },
	[SHAPE_SQUARE] = { PATH(square, square), 0.54F, 0 },
	[SHAPE_DIAMOND] = { PATH(four, diamond), 0.5F, 0 },
	[SHAPE_TRIANGLE] = { PATH(three, triangle), 0.42F, 0.17F },
	[SHAPE_HEXAGON] = { PATH(six, hexagon), 0.56F, 0 },
	[SHAPE_HOUSE] = { PATH(five, house), 0.54F, 0.1F },
	[SHAPE_MILESTONE] = { PATH(milestone, milestone), 0.56F, 0.04F },
	[SHAPE_SHIELD] = { PATH(shield, shield), 0.54F, -0.04F },
	[SHAPE_CLOVER] = { PATH(clover, clover), 0.56F, 0 },
	[SHAPE_CROSS] = { PATH(cross, cross), 0.52F, 0 },
	[SHAPE_OCTAGON] = { PATH(eight, octagon), 0.56F, 0 },
	[SHAPE_BUBBLE] = { PATH(bubble, bubble), 0.52F, -0.1F },
	[SHAPE_HEART] = { PATH(heart, heart), 0.48F, -0.06F },
	[SHAPE_PENTAGON] = { PATH(five, pentagon), 0.48F, -0.12F },
	[SHAPE_SLANT] = { PATH(four, slant), 0.5F, 0 },
	[SHAPE_TRAPEZOID] = { PATH(four, trapezoid), 0.5F, 0.06F },
	[SHAPE_STAR] = { PATH(star, star), 0.44F, 0 },
};

const struct path *shape_path(enum symbol_shape shape)
{
	return &shapes[shape].path;
}

float shape_icon_share(enum symbol_shape shape)
{
	return shapes[shape].icon_share;
}

float shape_icon_drop(enum symbol_shape shape)
{
	return shapes[shape].icon_drop;
}

static const enum path_verb hill_verbs[] = { M, C, C, L, L, Z };
static const float hill_far_xy[] = { 0, 60, 20, 40, 35, 50, 52, 40, 70, 30, 82, 20, 100, 0, 100, 100, 0, 100 };
static const float hill_near_xy[] = { 0, 100, 14, 66, 20, 58, 42, 52, 66, 46, 80, 30, 100, 22, 100, 100, 0, 100 };
static const enum path_verb road_verbs[] = { M, C, C };
static const float road_xy[] = { 4, 104, 20, 70, 26, 58, 46, 56, 70, 54, 82, 44, 104, 26 };

const struct path shape_hill_far = { hill_verbs, COUNT(hill_verbs), hill_far_xy, 100, 100 };
const struct path shape_hill_near = { hill_verbs, COUNT(hill_verbs), hill_near_xy, 100, 100 };
const struct path shape_road = { road_verbs, COUNT(road_verbs), road_xy, 100, 100 };
