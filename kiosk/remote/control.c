/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote/control.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "remote/request.h"

#define LOG_MODULE "control"
#include "base/log.h"

enum {
	REPLY_BYTES_MAX = 4 * 1024 * 1024,
	LOOK_US = 20000, /* between two looks for a client that waits: not all that is pending has a descriptor */
};

struct client {
	int fd; /* -1: free */
	struct buf in, out;
	bool leaving; /* send what is left, then close */
	bool waiting; /* `wait` has no reply yet; no line after it is read */
	struct request_wait wait;
};

struct control {
	int fd;
	char *path;
	struct client clients[CONTROL_CLIENTS_MAX];
};

static bool is_answered(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool answers = fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;
	if (fd >= 0) {
		(void)close(fd);
	}
	return answers;
}

struct control *control_open(const char *path, struct err *e)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof address.sun_path) {
		(void)fail(e, "control socket %s: the path is longer than %zu bytes", path,
				sizeof address.sun_path - 1);
		return NULL;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (is_answered(&address)) {
		(void)fail(e, "control socket %s: another program answers there", path);
		return NULL;
	}
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || (unlink(path) != 0 && errno != ENOENT)) {
		(void)fail_errno(e, "control socket %s", path);
		if (fd >= 0) {
			(void)close(fd);
		}
		return NULL;
	}
	/* The mode must hold from the first moment on. */
	mode_t before = umask(0177);
	bool ok = bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
		  listen(fd, CONTROL_CLIENTS_MAX) == 0;
	int why = errno;
	(void)umask(before);
	if (!ok) {
		errno = why;
		(void)fail_errno(e, "control socket %s", path);
		(void)close(fd);
		return NULL;
	}
	struct control *c = mem_zalloc(1, sizeof *c);
	c->fd = fd;
	c->path = mem_strdup(path);
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		c->clients[i].fd = -1;
	}
	return c;
}

static void client_close(struct client *client)
{
	if (client->fd >= 0) {
		(void)close(client->fd);
	}
	buf_finish(&client->in);
	buf_finish(&client->out);
	*client = (struct client){ .fd = -1 };
}

/* As far as the socket takes it at once: the program ends. */
static void say_end(struct client *client)
{
	if (client->waiting) {
		(void)request_look(NULL, &client->wait, "the program was told to end", &client->out);
		(void)send(client->fd, client->out.bytes, client->out.len, MSG_NOSIGNAL);
	}
}

void control_close(struct control *c)
{
	if (!c) {
		return;
	}
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		say_end(&c->clients[i]);
		client_close(&c->clients[i]);
	}
	(void)close(c->fd);
	(void)unlink(c->path);
	free(c->path);
	free(c);
}

/* Fills fds for poll(2); returns how many. NULL: 0. */
static int control_fds(const struct control *c, struct pollfd fds[CONTROL_FDS_MAX])
{
	if (!c) {
		return 0;
	}
	int count = 0;
	fds[count++] = (struct pollfd){ .fd = c->fd, .events = POLLIN };
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		const struct client *client = &c->clients[i];
		if (client->fd >= 0) {
			/* Of a client that waits only its end is looked for, which poll(2) always reports. */
			short events = client->out.len > 0 ? POLLOUT : client->waiting ? 0 : POLLIN;
			fds[count++] = (struct pollfd){ .fd = client->fd, .events = events };
		}
	}
	return count;
}

static void accept_all(struct control *c)
{
	int fd;
	while ((fd = accept4(c->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
		int i = 0;
		while (i < CONTROL_CLIENTS_MAX && c->clients[i].fd >= 0) {
			i++;
		}
		if (i == CONTROL_CLIENTS_MAX) {
			log_warn("control: too many at once max=%d", CONTROL_CLIENTS_MAX);
			(void)close(fd);
			continue;
		}
		c->clients[i].fd = fd;
	}
}

static void remove_front(struct buf *b, size_t len)
{
	memmove(b->bytes, b->bytes + len, b->len - len);
	b->len -= len;
	explicit_bzero(b->bytes + b->len, len); /* may be what was typed */
}

/* False: the program was asked to end. */
static bool answer_lines(struct client *client, struct kiosk *k)
{
	bool quit = false;
	while (!quit && !client->waiting && client->in.len > 0) {
		const char *end = memchr(client->in.bytes, '\n', client->in.len);
		if (!end) {
			break;
		}
		size_t len = (size_t)(end - client->in.bytes);
		enum request_outcome outcome = request_answer(k, client->in.bytes, len, &client->out, &client->wait);
		quit = outcome == REQUEST_QUITS;
		client->waiting = outcome == REQUEST_WAITS;
		remove_front(&client->in, len + 1);
	}
	if (client->in.len > CONTROL_LINE_BYTES_MAX && !client->waiting && !client->leaving) {
		buf_printf(&client->out, "{\"ok\":false,\"error\":\"a line is longer than %d bytes\"}\n",
				CONTROL_LINE_BYTES_MAX);
		client->leaving = true;
	}
	return !quit;
}

static void send_replies(struct client *client)
{
	while (client->out.len > 0) {
		ssize_t sent = send(client->fd, client->out.bytes, client->out.len, MSG_NOSIGNAL);
		if (sent <= 0) {
			if (sent < 0 && (errno == EAGAIN || errno == EINTR) && client->out.len <= REPLY_BYTES_MAX) {
				return;
			}
			client_close(client);
			return;
		}
		remove_front(&client->out, (size_t)sent);
	}
	if (client->leaving) {
		client_close(client);
	}
}

static bool serve(struct client *client, struct kiosk *k)
{
	char bytes[4096];
	ssize_t len = 0;
	if (client->waiting) {
		send_replies(client);
		return true;
	}
	/* Who does not read answers is not read either. */
	while (client->out.len == 0 && !client->waiting && !client->leaving &&
			(len = recv(client->fd, bytes, sizeof bytes, 0)) > 0) {
		buf_add(&client->in, bytes, (size_t)len);
		if (!answer_lines(client, k)) {
			send_replies(client);
			return false;
		}
	}
	if (client->out.len == 0 && (len == 0 || (len < 0 && errno != EAGAIN && errno != EINTR)) && !client->leaving) {
		client_close(client);
		return true;
	}
	explicit_bzero(bytes, sizeof bytes);
	send_replies(client);
	return true;
}

static bool has_left(const struct client *client)
{
	struct pollfd fd = { .fd = client->fd };
	return poll(&fd, 1, 0) > 0 && (fd.revents & (POLLHUP | POLLERR | POLLNVAL));
}

/* Forgets those that left. */
static int count_waiting(struct control *c)
{
	int count = 0;
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		struct client *client = &c->clients[i];
		if (client->waiting && has_left(client)) {
			client_close(client);
		}
		count += client->waiting;
	}
	return count;
}

/* One step for all that wait: in manual time, time would go faster the more of them there are. False: the program was
 * asked to end. */
static bool step_for_waiting(struct control *c, struct kiosk *k)
{
	struct err e;
	if (count_waiting(c) == 0) {
		return true;
	}
	bool ok = kiosk_step(k, &e);
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		struct client *client = &c->clients[i];
		if (!client->waiting || !request_look(k, &client->wait, ok ? NULL : e.message, &client->out)) {
			continue;
		}
		client->waiting = false;
		if (!answer_lines(client, k)) {
			send_replies(client);
			return false;
		}
	}
	if (count_waiting(c) > 0) {
		(void)kiosk_play(k);
	}
	return true;
}

int64_t control_due_us(const struct control *c)
{
	int64_t due_us = INT64_MAX;
	int64_t look_us = clock_monotonic_us() + LOOK_US;
	for (int i = 0; c && i < CONTROL_CLIENTS_MAX; i++) {
		const struct client *client = &c->clients[i];
		int64_t end_us = client->wait.end_us < look_us ? client->wait.end_us : look_us;
		if (client->waiting && end_us < due_us) {
			due_us = end_us;
		}
	}
	return due_us;
}

bool control_serve(struct control *c, struct kiosk *k)
{
	if (!c) {
		return true;
	}
	accept_all(c);
	if (!step_for_waiting(c, k)) {
		return false;
	}
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		if (c->clients[i].fd >= 0 && !serve(&c->clients[i], k)) {
			return false;
		}
	}
	return true;
}

static int source_fds(const void *ctx, struct pollfd *fds)
{
	return control_fds(ctx, fds);
}

static bool source_serve(void *ctx, struct kiosk *k)
{
	return control_serve(ctx, k);
}

static int64_t source_due_us(const void *ctx)
{
	return control_due_us(ctx);
}

struct loop_source control_source(struct control *c)
{
	return (struct loop_source){ .fds = source_fds, .due_us = source_due_us, .serve = source_serve, .ctx = c };
}
