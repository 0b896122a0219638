/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ending.h - told to end, the program ends within a second, whatever hangs
 *
 * SIGTERM, SIGINT and SIGHUP are blocked and read by those who wait: the loop, and what waits for a worker before
 * there is a loop. What has to be on the disk is written first; then a timer bounds the rest: a worker in a read that
 * never returns, a sound device that does not close. Nothing that is left is worth waiting for: files are only read,
 * and memory ends with the process. UI thread only, but the timer's handler. */
#ifndef JOBS_ENDING_H
#define JOBS_ENDING_H

#include <stdbool.h>

/* How long workers may go on once the program ends. With what the loop takes to hear of it, below a second. */
enum { ENDING_LIMIT_MS = 600 };

typedef void ending_act(void *ctx);

/* Before the first thread is started: a thread without it would take the signal, and the program would end on the spot
 * instead of ending well. */
void ending_block_signals(void);
/* Readable once the program is told to end; -1: signals are not blocked, they end it by themselves. Owned here. */
int ending_fd(void);
/* A signal was sent that nothing has read yet. */
bool ending_is_asked(void);
/* What ending_leave() does first: to write what has to be on the disk. `ctx` is lent until the next call; NULL: none.
 */
void ending_set_last_act(ending_act *act, void *ctx);
/* Ends the process with `code` at once, after the last act: threads and memory are left to the kernel. */
_Noreturn void ending_leave(int code);
/* From here on the process ends with `code` within ENDING_LIMIT_MS, unless ending_finish() comes first. */
void ending_begin(int code);
/* Everything has ended by itself. */
void ending_finish(void);

#endif
