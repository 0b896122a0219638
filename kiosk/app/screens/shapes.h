/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shapes.h - the outlines of the networks' signs and of the road decoration; constant data */
#ifndef APP_SCREENS_SHAPES_H
#define APP_SCREENS_SHAPES_H

#include "draw/draw.h"
#include "ui/style.h"

/* In a box of 100 by 100. */
const struct path *shape_path(enum symbol_shape shape);
/* Side of the drawing inside, as a share of the sign's, and how far below the middle it sits. */
float shape_icon_share(enum symbol_shape shape);
float shape_icon_drop(enum symbol_shape shape);

/* The landscape of the brand: a near and a far hill and the road, in a box of 100 by 100. */
extern const struct path shape_hill_near, shape_hill_far, shape_road;

#endif
