/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uireport.h - what the sync daemon is told: RUN/ui/ui.json (sync/FORMAT.md section 3)
 *
 * Written to RAM, on change. UI thread. */
#ifndef HANDOVER_UIREPORT_H
#define HANDOVER_UIREPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Why a generation cannot be used; the words of the format. */
enum refusal_kind {
	REFUSAL_CONTENT, /* tried off the screen, it failed */
	REFUSAL_CRASH,   /* the program was started on it again and again and did not end well */
	REFUSAL_DAMAGED, /* it worked before and cannot be read any more */
};

struct uireport {
	uint64_t confirmed; /* 0: none */
	uint64_t shown;     /* 0: none */
	uint64_t trying;    /* 0: none; `step` grows as long as that goes on */
	unsigned step;
	bool visiting;
	uint64_t refused; /* 0: none */
	enum refusal_kind kind;
	const char *why;
	json_t *site_unknown; /* whereabouts_to_json(); uireport_write() takes it */
};

/* Takes r->site_unknown. A failure is logged. `run_dir` NULL: nothing is told; rundir_make() came before. */
void uireport_write(const struct uireport *r, const char *run_dir);

#endif
