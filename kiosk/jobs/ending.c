/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/ending.h"

#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <unistd.h>

#define LOG_MODULE "ending"
#include "base/log.h"

static int signals = -1; /* signalfd */
static ending_act *last_act;
static void *last_ctx;
static volatile sig_atomic_t exit_code;

static sigset_t end_signals(void)
{
	sigset_t ends;
	(void)sigemptyset(&ends);
	(void)sigaddset(&ends, SIGTERM);
	(void)sigaddset(&ends, SIGINT);
	(void)sigaddset(&ends, SIGHUP);
	return ends;
}

void ending_block_signals(void)
{
	sigset_t ends = end_signals();
	(void)sigprocmask(SIG_BLOCK, &ends, NULL);
	if (signals < 0) {
		signals = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
	}
}

int ending_fd(void)
{
	return signals;
}

bool ending_is_asked(void)
{
	sigset_t pending;
	return sigpending(&pending) == 0 &&
	       (sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1 ||
			       sigismember(&pending, SIGHUP) == 1);
}

void ending_set_last_act(ending_act *act, void *ctx)
{
	last_act = act;
	last_ctx = ctx;
}

void ending_leave(int code)
{
	if (last_act) {
		last_act(last_ctx);
	}
	log_info("told to end while something is waited for: left as it is");
	_exit(code);
}

/* log_line() may not be called here: snprintf(3) and getenv(3) are not safe in a handler. */
static void on_limit(int signal)
{
	(void)signal;
	static const char said[] = "warn ending: what hangs is left as it is, the program ends without it\n";
	ssize_t written = write(STDERR_FILENO, said, sizeof said - 1);
	(void)written;
	_exit(exit_code);
}

void ending_begin(int code)
{
	exit_code = code;
	struct sigaction action = { .sa_handler = on_limit };
	(void)sigaction(SIGALRM, &action, NULL);
	struct itimerval limit = { .it_value = { .tv_usec = ENDING_LIMIT_MS * 1000L } };
	(void)setitimer(ITIMER_REAL, &limit, NULL);
}

void ending_finish(void)
{
	struct itimerval none = { 0 };
	(void)setitimer(ITIMER_REAL, &none, NULL);
}
