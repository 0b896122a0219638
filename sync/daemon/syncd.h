/* SPDX-License-Identifier: GPL-3.0-or-later */
/* syncd.h - the daemon's one struct, shared by the files of this folder that act on it
 *
 * Lowest first: syncd.c, importanswer.c, report.c (the status), verdict.c (the
 * interface's verdict), storehold.c, firmware.c, import.c (sticks), daemon.c (the loop). Private to
 * sync/daemon. One thread. */
#ifndef DAEMON_SYNCD_H
#define DAEMON_SYNCD_H

#include "daemon/daemon_options.h"
#include "daemon/trial.h"

enum { SECOND_US = 1000000 };

struct syncd {
	const struct daemon_options *options;
	struct store store;
	struct link *link;
	struct transports from;
	struct trustclock clock;
	struct sync_state state;
	struct sync_state saved;
	struct refusals refusals;
	struct status status;
	struct update update;
	struct update_found found;
	struct trial trial; /* generation 0: none */
	enum trial_verdict verdict;
	int64_t kept;     /* generation that the interface refuses and that stays for want of another; 0: none */
	char *ui_path;    /* owned */
	char *state_path; /* owned */
	int signal_fd;
	int import_listen_fd; /* -1: no socket is open */
	int import_fd;        /* connection of the import that runs; -1: none runs */
	bool has_store;       /* it was taken and its state was read */
	bool stop;
	bool check_now;
	bool give_back_now; /* SIGUSR1 */
	bool settled;       /* a check ended well since the start */
	unsigned failures;  /* in a row */
	int64_t next_check_us;
	time_t last_check;           /* as shown to people; 0: none since the start */
	int64_t firmware_restart_us; /* when a restart was asked for; 0: not yet */
	int64_t watchdog_us;         /* 0: none asked for */
	int64_t last_ping_us;
	int64_t last_publish_us;
	enum status_state published_state;
	char published_words[128];
};

/* Writes what the daemon remembers (state.json) when it changed. A failure is a warning: the next change tries again.
 */
void syncd_save(struct syncd *d);
/* Feeds systemd's watchdog when it is time; long work calls it through report_step(). */
void syncd_ping(struct syncd *d);

#endif
