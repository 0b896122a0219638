/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forget.h - memory that is no longer in use holds nothing of a visitor
 *
 * What a visitor typed passes through libraries that copy it: SQLite, HarfBuzz, jansson, espeak-ng. In a program that
 * is linked with this, free(3) and realloc(3) zero what is given back by any library (not in sanitized builds,
 * whose own allocator poisons it). Stacks are zeroed where a visit or a personal job ends. Any thread. */
#ifndef JOBS_FORGET_H
#define JOBS_FORGET_H

/* Zeroes the calling thread's stack below the caller. Costs a system call; pages come back as they are used. */
void forget_stack(void);

#endif
