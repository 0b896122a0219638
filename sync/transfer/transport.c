/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer/transport.h"

#include "base/str.h"
#include "transfer/file.h"
#include "transfer/stick.h"

static bool get_by_link(const struct transports *t, const struct transport_request *request,
		struct transport_answer *answer, struct result *r)
{
	return link_get(t->link, request, answer, r);
}

static void rest_link(const struct transports *t)
{
	link_rest(t->link);
}

static bool read_here(const struct transports *t,
		bool (*get)(const struct transport_request *, struct transport_answer *, struct result *),
		const struct transport_request *request, struct transport_answer *answer, struct result *r)
{
	bool ok = get(request, answer, r);
	if (t->idle) {
		(void)t->idle(t->idle_ctx);
	}
	return ok;
}

static bool get_file(const struct transports *t, const struct transport_request *request,
		struct transport_answer *answer, struct result *r)
{
	return read_here(t, file_get, request, answer, r);
}

static bool get_stick(const struct transports *t, const struct transport_request *request,
		struct transport_answer *answer, struct result *r)
{
	return read_here(t, stick_get, request, answer, r);
}

static const struct transport {
	const char *scheme; /* what its addresses start with */
	bool allowed;       /* in the settings; others are made by the daemon itself */
	bool (*get)(const struct transports *t, const struct transport_request *request,
			struct transport_answer *answer, struct result *r);
	void (*rest)(const struct transports *t); /* NULL: it holds nothing */
} rows[] = {
	{ "http://", true, get_by_link, rest_link },
	{ "https://", true, get_by_link, rest_link },
	{ FILE_SCHEME "/", true, get_file, NULL },
	{ STICK_SCHEME "/", false, get_stick, NULL },
};

static const struct transport *find_transport(const char *url)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (str_starts(url, rows[i].scheme)) {
			return &rows[i];
		}
	}
	return NULL;
}

bool transport_is_allowed(const char *url)
{
	const struct transport *row = find_transport(url);
	return row && row->allowed;
}

void transport_list_allowed(struct buf *out)
{
	size_t left = 0;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		left += rows[i].allowed;
	}
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].allowed) {
			left--;
			buf_printf(out, "%s%s", rows[i].scheme, left > 1 ? ", " : left == 1 ? " or " : "");
		}
	}
}

bool transport_get(const struct transports *t, const struct transport_request *request, struct transport_answer *answer,
		struct result *r)
{
	const struct transport *row = find_transport(request->url);
	*answer = (struct transport_answer){ 0 };
	r->problem = PROBLEM_NONE;
	r->retry_after_s = -1;
	if (!row) {
		return result_fail(r, PROBLEM_NOT_A_REPOSITORY, ERR_NETWORK, "'%s' is an address of no known transport",
				request->url);
	}
	return row->get(t, request, answer, r);
}

void transport_rest(const struct transports *t)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].rest) {
			rows[i].rest(t);
		}
	}
}
