/* SPDX-License-Identifier: GPL-3.0-or-later */
/* meter.h - counts what arrives on sockets, by whatever code it is read
 *
 * libcurl's callbacks see bodies and headers; what it throws away (bodies of redirects, chunk extensions, HTTP/2
 * frames) or keeps to itself is seen by the kernel alone: TCP_INFO's tcpi_bytes_received (Linux 4.1), TLS included.
 * One thread. */
#ifndef FETCH_METER_H
#define FETCH_METER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { METER_SOCKETS_MAX = 32 };

/* A zeroed one has no socket. */
struct meter {
	struct {
		int fd;
		uint64_t before; /* bytes it had received at meter_start() */
	} sockets[METER_SOCKETS_MAX];
	size_t len;
	uint64_t closed_bytes; /* of sockets that were closed since */
};

/* Counts this socket too, which stays the caller's. False: there are METER_SOCKETS_MAX already. */
bool meter_add(struct meter *m, int fd);
/* Before it is closed; its bytes stay counted. A socket that was never added is passed over. */
void meter_remove(struct meter *m, int fd);
/* Counts from zero again. */
void meter_start(struct meter *m);
/* Bytes that arrived on all of them since meter_start(), read or not. */
uint64_t meter_bytes(const struct meter *m);

#endif
