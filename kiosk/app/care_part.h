/* SPDX-License-Identifier: GPL-3.0-or-later */
/* care_part.h - what care.c keeps in struct state */
#ifndef APP_CARE_PART_H
#define APP_CARE_PART_H

#include <stdbool.h>
#include <stdint.h>

enum {
	CARE_AWAKE_S = 60,  /* after a touch at night, until it is dark again */
	CARE_SHIFT_S = 600, /* a picture that rests moves by a pixel or two each time */
	CARE_FIRST_S = 24,  /* the first page at rest; then each of the others */
	CARE_PAGE_S = 12,
	CARE_PAGES = 3, /* that follow the first */
};

struct care {
	int told;         /* percent that the platform was told; 0: nothing yet, else the light + 1 */
	bool waking;      /* the finger that woke the screen is still down */
	int page;         /* of the page of rest that is shown; 0: the first */
	int round;        /* how often all were shown since the unit rests */
	int64_t woken_us; /* last touch or key, also one that only woke; 0: none */
};

#endif
