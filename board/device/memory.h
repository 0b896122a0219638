/* SPDX-License-Identifier: GPL-3.0-or-later */
/* memory.h - how near this program's control group is to its memory limit
 *
 * systemd's MemoryMax= and MemoryHigh= become memory.max and memory.high of a cgroup v2
 * (kernel documentation, admin-guide/cgroup-v2, "Memory Interface Files"). What counts here
 * is memory that the kernel cannot take back by itself: anonymous and shared memory of all
 * processes of the group, not the file pages it has cached. Any thread. */
#ifndef DEVICE_MEMORY_H
#define DEVICE_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

/* A zeroed one knows nothing. */
struct memory {
	char *folder;        /* of the group; owned; NULL: no cgroup v2, or no limit above the group */
	int64_t limit_bytes; /* the smaller of memory.high and memory.max, here or in a group above */
};

/* `self` and `root` NULL: /proc/self/cgroup and /sys/fs/cgroup. False: there is no limit to watch. */
bool memory_open(struct memory *m, const char *self, const char *root);
void memory_close(struct memory *m);
/* Percent of the limit; -1: not known. */
int memory_used_percent(const struct memory *m);

#endif
