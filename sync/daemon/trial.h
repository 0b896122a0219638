/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trial.h - does the new generation work in the interface?
 *
 * The interface writes RUN/ui/ui.json: which generation it found to work, which it tries
 * and how far it is, whether a visitor is there, what it cannot use. A new generation
 * is on trial until the interface confirms it. It is given back when the interface says
 * no. When the interface stays silent, that may be its own fault: it is asked to start
 * again first, and only the second silence is the content's. Starts that end badly are
 * counted by the interface alone (kiosk/handover/starts.h), which works without this
 * daemon. Nothing is decided while no interface runs. */
#ifndef DAEMON_TRIAL_H
#define DAEMON_TRIAL_H

#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

enum { TRIAL_WHY_BYTES = 200, TRIAL_FILE_MAX_BYTES = 16 * 1024 };

/* Why the interface refuses. */
enum ui_refusal {
	UI_REFUSAL_CONTENT, /* it tried it, it cannot be shown */
	UI_REFUSAL_CRASH,   /* its starts on it ended badly, again and again */
	UI_REFUSAL_DAMAGED, /* it worked before: the card, not the publisher, may be the cause */
};

/* RUN/ui/ui.json; zeroed when there is none. */
struct uistate {
	bool alive; /* its process exists */
	pid_t pid;
	int64_t generation; /* confirmed: it works */
	int64_t shown;      /* open on the screen, confirmed or not */
	int64_t trying;     /* being tried; 0: none */
	int64_t step;       /* grows while that goes on */
	bool session;       /* a visitor is there */
	int64_t refused_generation;
	enum ui_refusal refused_kind;
	char refused_why[TRIAL_WHY_BYTES];
};

/* Pure; fuzzed with the bytes of the file. `alive` stays false. */
MUST_USE bool uistate_parse(const char *bytes, size_t len, struct uistate *out, struct err *e);
/* Absent or unreadable counts as no interface. */
void uistate_read(struct uistate *out, const char *path);

enum trial_verdict {
	TRIAL_NO_INTERFACE, /* no interface runs */
	TRIAL_VISIT,        /* it waits for the visitor to leave */
	TRIAL_WAITING,
	TRIAL_CONFIRMED,
	TRIAL_REFUSED,
	TRIAL_RESTART, /* silent: ask process trial.restart_pid to start again; said once */
	TRIAL_SILENT,  /* silent again, after that */
};

struct trial {
	int64_t generation; /* 0: none on trial */
	int64_t idle_us;    /* time the interface had without any progress */
	int64_t last_us;
	pid_t restart_pid; /* the process that was asked to start again; 0: none yet */
	/* Progress last seen. */
	int64_t step;
	bool shown;
};

void trial_start(struct trial *t, int64_t generation, int64_t now_us);
/* Call at least every few seconds with what ui.json says. Pure. */
enum trial_verdict trial_step(struct trial *t, const struct uistate *ui, int64_t now_us, int64_t timeout_us);

#endif
