/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <readosm.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"

/* A block of a .osm.pbf holds at most 32 MiB (OSM wiki, PBF Format); a map of a country takes minutes. */
enum { MEMORY_MIB = 2048, CPU_S = 3600, CODES = 128 };

static int on_node(const void *nothing, const readosm_node *n)
{
	(void)nothing;
	(void)n;
	return READOSM_OK;
}

static int on_way(const void *nothing, const readosm_way *w)
{
	(void)nothing;
	(void)w;
	return READOSM_OK;
}

static int on_relation(const void *nothing, const readosm_relation *r)
{
	(void)nothing;
	(void)r;
	return READOSM_OK;
}

static void limit(int resource, rlim_t value)
{
	struct rlimit l = { value, value };
	(void)setrlimit(resource, &l);
}

/* The child: ends with readosm's code, negated, or by a signal. What it says of its own end would confuse: the parent
 * has the words. */
_Noreturn static void read_and_end(const char *file)
{
	static const int faults[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU };
	for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
		(void)signal(faults[i], SIG_DFL);
	}
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	(void)dup2(nowhere, STDERR_FILENO);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, CPU_S);
#ifndef __SANITIZE_ADDRESS__ /* its shadow memory alone is larger */
	limit(RLIMIT_AS, (rlim_t)MEMORY_MIB * 1024 * 1024);
#endif
	const void *handle = NULL;
	int code = readosm_open(file, &handle);
	if (code == READOSM_OK) {
		code = readosm_parse(handle, NULL, on_node, on_way, on_relation);
	}
	_exit(-code % CODES);
}

bool trial_read(const char *file, struct err *e)
{
	int status = 0;
	pid_t child = fork();
	if (child < 0) {
		return fail_errno(e, "start the reading of %s", file);
	}
	if (child == 0) {
		read_and_end(file);
	}
	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR) {
			return fail_errno(e, "wait for the reading of %s", file);
		}
	}
	int code = WIFEXITED(status) ? -WEXITSTATUS(status) : -CODES;
	switch (code) {
	case READOSM_OK:
		return true;
	case READOSM_INVALID_SUFFIX:
		return fail_kind(e, ERR_FORMAT, "%s: an OpenStreetMap extract ends in .osm.pbf or .osm", file);
	case READOSM_FILE_NOT_FOUND:
		return fail_kind(e, ERR_ABSENT, "%s cannot be read", file);
	default:
		return fail_kind(e, ERR_FORMAT,
				"%s is no OpenStreetMap extract, or it is damaged or not whole (readosm %d). Download "
				"it again, and "
				"compare its size or checksum with the server's",
				file, code);
	}
}
