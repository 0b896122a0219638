/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control socket of an interface without content: lines of any bytes, sent in pieces, the first byte saying how
 * large. Each line has one reply, an object with "ok"; no line ends the program or breaks a bound. Lines that would
 * write a picture to any path, or take their time, are left out. */
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "fuzz/ramfile.h"
#include "platform/settings.h"
#include "remote/control.h"

enum { INPUT_BYTES_MAX = 4096, SHORT_MS = 300, SHORT_S = 5, REPLIES_BYTES = 1 << 20 };

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static struct kiosk *make_kiosk(void)
{
	static struct settings settings;
	static struct settings_arguments arguments;
	struct err e;
	arguments = (struct settings_arguments){ .config = CONFIG_DEFAULT_PATH,
		.store = ramfile_path("store/none"),
		.run = ramfile_path("run/none"),
		.state = ramfile_path("state/none"),
		.assets = "assets",
		.size = "320x240",
		.mm_per_px = "0.3",
		.video = "offscreen" };
	log_set_level(LOG_LEVEL_ERROR);
	need(settings_make(&settings, &arguments, &e));
	struct kiosk *k = kiosk_create(&settings.kiosk, &e);
	need(k != NULL);
	timesource_set_manual(kiosk_time(k), true);
	return k;
}

static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	need(str_copy(address.sun_path, sizeof address.sun_path, path));
	need(fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0);
	return fd;
}

/* Not longer than so, when it is there. */
static bool is_short(const json_t *request, const char *key, double most)
{
	const json_t *value = json_object_get(request, key);
	return !json_is_number(value) || json_number_value(value) <= most;
}

static bool may_be_sent(const char *line, size_t len)
{
	json_t *request = json_loadb(line, len, JSON_REJECT_DUPLICATES, NULL);
	const char *what = json_string_value(json_object_get(request, "do"));
	bool ok = !what ||
		  (!str_equal(what, "shot") && !str_equal(what, "quit") && is_short(request, "ms", SHORT_MS) &&
				  is_short(request, "timeout_ms", SHORT_MS) && is_short(request, "advance_s", SHORT_S));
	json_decref(request);
	return ok;
}

static void filter(const char *data, size_t size, struct buf *out, size_t *lines)
{
	for (const char *at = data, *end = data + size; at < end;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		if (may_be_sent(at, (size_t)(stop - at))) {
			buf_add(out, at, (size_t)(stop - at));
			buf_add_char(out, '\n');
			(*lines)++;
		}
		at = newline ? newline + 1 : end;
	}
}

static void receive(int fd, struct buf *replies)
{
	char bytes[4096];
	ssize_t len;
	while ((len = recv(fd, bytes, sizeof bytes, 0)) > 0) {
		buf_add(replies, bytes, (size_t)len);
		need(replies->len <= 64U * REPLIES_BYTES);
	}
}

static size_t count_replies(const struct buf *replies)
{
	size_t count = 0;
	for (const char *at = buf_text(replies); *at; count++) {
		const char *newline = strchr(at, '\n');
		need(newline != NULL);
		json_t *reply = json_loadb(at, (size_t)(newline - at), JSON_REJECT_DUPLICATES, NULL);
		need(json_is_boolean(json_object_get(reply, "ok")));
		need(json_is_true(json_object_get(reply, "ok")) || json_is_string(json_object_get(reply, "error")));
		json_decref(reply);
		at = newline + 1;
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct kiosk *k;
	static struct control *control;
	static char *path;
	struct err e;
	if (size < 1 || size > INPUT_BYTES_MAX) {
		return 0;
	}
	if (!k) {
		k = make_kiosk();
		path = ramfile_path("control.sock");
		control = control_open(path, &e);
		need(control != NULL);
	}
	struct buf lines = { 0 };
	struct buf replies = { 0 };
	size_t sent_lines = 0;
	size_t piece = 1 + data[0];
	filter((const char *)data + 1, size - 1, &lines, &sent_lines);
	int fd = connect_to(path);
	for (size_t at = 0; at < lines.len;) {
		size_t left = lines.len - at;
		ssize_t sent = send(fd, lines.bytes + at, left < piece ? left : piece, MSG_NOSIGNAL);
		need(sent > 0);
		at += (size_t)sent;
		need(control_serve(control, k));
		receive(fd, &replies);
	}
	/* A client that waits has its reply later. */
	for (size_t i = 0; i < sent_lines + 2; i += control_due_us(control) == INT64_MAX) {
		need(control_serve(control, k));
		receive(fd, &replies);
	}
	need(count_replies(&replies) == sent_lines);
	(void)close(fd);
	need(control_serve(control, k));
	buf_finish(&lines);
	buf_finish(&replies);
	return 0;
}
