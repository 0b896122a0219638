/* SPDX-License-Identifier: GPL-3.0-or-later */
/* syncd.h - the daemon's one struct, shared by the files that make it up
 *
 * daemon.c runs it, report.c says how it is, verdict.c follows the interface. Not
 * for anybody else. One thread. */
#ifndef DAEMON_SYNCD_H
#define DAEMON_SYNCD_H

#include "daemon/daemon.h"
#include "daemon/trial.h"

enum { SECOND_US = 1000000 };

struct syncd {
	const struct daemon_options *options;
	struct store store;
	struct link *link;
	struct transports from;
	struct trustclock clock;
	struct state state;
	struct state saved;
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
	int import_listen_fd; /* -1: nobody can ask */
	int import_fd;        /* who waits for an import; -1: nobody */
	bool has_store;       /* it was taken and its state was read */
	bool stop;
	bool check_now;
	bool settled;      /* a check ended well since the start */
	unsigned failures; /* in a row */
	int64_t next_check_us;
	time_t last_check;   /* as shown to people; 0: none since the start */
	int64_t watchdog_us; /* 0: none asked for */
	int64_t last_ping_us;
	int64_t last_publish_us;
	enum status_state published_state;
	char published_words[128];
};

/* report.c is the one writer of d->status. */
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

/* verdict.c: puts the generation in service on trial unless it proved itself before. */
void verdict_begin(struct syncd *d);
/* Looks once; true while something is still on trial. Confirms or gives back when it is decided. */
bool verdict_follow(struct syncd *d);

/* daemon.c: on the disk, or a warning. */
void syncd_save(struct syncd *d);
/* daemon.c: before anything is updated. Takes the store when it is not held yet, and looks whether it can be written
 * now; *r on failure. */
MUST_USE bool syncd_take_store(struct syncd *d, struct result *r);
/* daemon.c: feeds systemd's watchdog when it is time; long work calls it through report_step(). */
void syncd_ping(struct syncd *d);

#endif
