/* SPDX-License-Identifier: GPL-3.0-or-later */
/* firmware_private.h - what the daemon knows and says of firmware: shared by its fetching (firmware.c) and by the
 * restart into it (firmware_restart.c) */
#ifndef DAEMON_FIRMWARE_PRIVATE_H
#define DAEMON_FIRMWARE_PRIVATE_H

#include "daemon/syncd.h"
#include "firmware/machine.h"

/* What borne-firmware wrote of the slots; false where there is none, or it cannot be read. */
bool firmware_read_machine(const struct syncd *d, struct machine *out);
/* `state` is a constant of the program; both are of status.json. */
void firmware_set_state(struct syncd *d, const char *state, const char *offered);
void firmware_clear_problem(struct syncd *d);
/* Into status.json and the log, once until it changes. */
void firmware_tell_problem(struct syncd *d, enum problem problem, const char *raw_message);

#endif
