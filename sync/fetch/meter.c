/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/meter.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* 0 for what is no TCP socket. */
static uint64_t received(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof info;
	return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) == 0 ? info.tcpi_bytes_received : 0;
}

static uint64_t bytes_since(uint64_t now, uint64_t before)
{
	return now > before ? now - before : 0;
}

bool meter_add(struct meter *m, int fd)
{
	if (m->len == METER_SOCKETS_MAX) {
		return false;
	}
	m->sockets[m->len].fd = fd;
	m->sockets[m->len].before = 0;
	m->len++;
	return true;
}

void meter_remove(struct meter *m, int fd)
{
	for (size_t i = 0; i < m->len; i++) {
		if (m->sockets[i].fd == fd) {
			m->closed_bytes += bytes_since(received(fd), m->sockets[i].before);
			m->sockets[i] = m->sockets[--m->len];
			return;
		}
	}
}

void meter_start(struct meter *m)
{
	m->closed_bytes = 0;
	for (size_t i = 0; i < m->len; i++) {
		m->sockets[i].before = received(m->sockets[i].fd);
	}
}

uint64_t meter_bytes(const struct meter *m)
{
	uint64_t bytes = m->closed_bytes;
	for (size_t i = 0; i < m->len; i++) {
		bytes += bytes_since(received(m->sockets[i].fd), m->sockets[i].before);
	}
	return bytes;
}
