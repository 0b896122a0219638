/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.h - the one writer of the daemon's status
 *
 * RUN/sync/status.json, systemd's STATUS= and the log say the same. */
#ifndef DAEMON_REPORT_H
#define DAEMON_REPORT_H

#include "daemon/syncd.h"

/* Before anything else: what does not change while the daemon runs. */
void report_open(struct syncd *d);
/* Writes the status now. */
void report_now(struct syncd *d);
void report_state(struct syncd *d, enum status_state state);
/* From inside an update: at once for a new state, else once a second. */
void report_step(void *syncd, const struct install_step *step);
void report_check_begins(struct syncd *d);
/* `wait_s`: until the next one. */
void report_check_ended(struct syncd *d, enum update_outcome outcome, const struct result *r, int64_t wait_s);
/* One line per problem, however often it is met; the count is in the status. */
void report_problem(struct syncd *d, enum problem problem, const char *message);
/* A generation went because of `problem`. */
void report_given_back(struct syncd *d, enum problem problem, const char *message);
/* A stick was read; the state is as before it, or STATUS_WAITING. */
void report_stick(struct syncd *d, const char *folder, enum update_outcome outcome, const struct result *r,
		enum status_state before);

#endif
