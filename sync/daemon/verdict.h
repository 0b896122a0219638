/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verdict.h - a new generation is confirmed or given back by what the interface says of it */
#ifndef DAEMON_VERDICT_H
#define DAEMON_VERDICT_H

#include "daemon/syncd.h"

/* Puts the generation in service on trial unless it proved itself before. */
void verdict_begin(struct syncd *d);
/* A technician wants the content from before, whatever the interface says of the present one, which does not come back.
 * Without another generation nothing happens but a line in the log. */
void verdict_give_back(struct syncd *d);
/* Looks once; true while something is still on trial. Confirms or gives back when it is decided. */
bool verdict_follow(struct syncd *d);

#endif
