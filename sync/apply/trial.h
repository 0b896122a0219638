/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trial.h - has the interface taken the new generation?
 *
 * The interface writes RUN/ui/ui.json: which generation it has open, whether a visitor
 * is there, what it could not read. A new generation is on trial until the
 * interface has it open. It is given back when it says no, when it stays silent
 * without a visitor for too long, or when it keeps ending (a crash on the new
 * content). Nothing is decided while no interface runs. */
#ifndef APPLY_TRIAL_H
#define APPLY_TRIAL_H

#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

enum { TRIAL_WHY_BYTES = 200, TRIAL_STARTS_MAX = 4, TRIAL_FILE_MAX_BYTES = 16 * 1024 };

/* RUN/ui/ui.json; zeroed when there is none. */
struct uistate {
	bool alive; /* its process exists */
	pid_t pid;
	int64_t generation;
	bool session; /* a visitor is there */
	int64_t refused_generation;
	char refused_why[TRIAL_WHY_BYTES];
};

/* Pure; fuzzed with the bytes of the file. `alive` stays false. */
MUST_USE bool uistate_parse(const char *bytes, size_t len, struct uistate *out, struct err *e);
/* Absent or unreadable counts as no interface. */
void uistate_read(struct uistate *out, const char *path);

enum trial_verdict {
	TRIAL_NO_INTERFACE, /* nobody to ask */
	TRIAL_VISIT,        /* it waits for the visitor to leave */
	TRIAL_WAITING,
	TRIAL_CONFIRMED,
	TRIAL_REFUSED,
	TRIAL_SILENT,
	TRIAL_CRASHING,
};

struct trial {
	int64_t generation; /* 0: none on trial */
	int64_t idle_us;    /* time the interface had and did not use */
	int64_t last_us;
	pid_t pid;  /* last seen */
	int starts; /* different processes seen */
};

void trial_start(struct trial *t, int64_t generation, int64_t now_us);
/* Call at least every few seconds with what ui.json says. Pure. */
enum trial_verdict trial_step(struct trial *t, const struct uistate *ui, int64_t now_us, int64_t timeout_us);

#endif
