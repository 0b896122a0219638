/* SPDX-License-Identifier: GPL-3.0-or-later */
/* daemon_options.h - what one run of the daemon is given */
#ifndef DAEMON_DAEMON_OPTIONS_H
#define DAEMON_DAEMON_OPTIONS_H

#include "daemon/schedule.h"
#include "daemon/update.h"

struct daemon_options {
	struct update_options update;
	struct link_options link; /* spawn and silence; idle is the daemon's own */
	const char *store_dir;
	const char *spool_dir; /* NULL: inside the store */
	const char *run_dir;
	const char *first_content; /* NULL or "": none came with the unit; first.h */
	const char *site;          /* NULL or "": not known, everything is kept */
	struct schedule schedule;
	long confirm_timeout_s;
	const char *settings_problem; /* NULL, or the first line of what is wrong in borne.yaml, for the status */
	bool once;               /* one check and the interface's verdict if one runs, or without a server what came
				  * with the unit; then return */
	bool trust_system_clock; /* see trustclock.h */
};

#endif
