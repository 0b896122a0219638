/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trial.h - whether libreadosm can read a file at all
 *
 * libreadosm 1.1 believes the sizes and indexes that a .osm.pbf states: a damaged one makes it ask for gigabytes or
 * read where nothing is. So each file is read once by a process of its own, with limits, before it is read here. Costs
 * one more reading. */
#ifndef COMPILE_TRIAL_H
#define COMPILE_TRIAL_H

#include "base/err.h"

/* Reads all of an OpenStreetMap extract, .osm.pbf or .osm, and forgets it. False: it cannot be opened (ERR_ABSENT), or
 * is damaged, not whole, or something else (ERR_FORMAT), with the remedy. */
MUST_USE bool trial_read(const char *file, struct err *e);

#endif
