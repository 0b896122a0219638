/* SPDX-License-Identifier: GPL-3.0-or-later */
/* content_options.h - where content comes from, and how it is tried */
#ifndef HANDOVER_CONTENT_OPTIONS_H
#define HANDOVER_CONTENT_OPTIONS_H

#include <stdint.h>

#include "handover/rehearsal.h"

struct content_options {
	const char *store;     /* NULL: preview */
	const char *bundle;    /* NULL: store */
	const char *run_dir;   /* NULL: the sync daemon is not told */
	const char *state_dir; /* where starts are counted; not writable: in run_dir. Both NULL: they are not */
	const char *site;      /* "" or NULL: not known, the maps of all areas are opened */
	const char *came_with; /* folder of the contents that came with the unit, see tried.h; NULL or "": none */
	uint64_t only;         /* opens and checks this generation of the store and no other; 0: those in service */
	int64_t healthy_us;    /* that content must work before it is confirmed */
	struct rehearsal_options rehearsal;
};

#endif
