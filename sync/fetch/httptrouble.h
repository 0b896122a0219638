/* SPDX-License-Identifier: GPL-3.0-or-later */
/* httptrouble.h - what libcurl's codes mean to a technician
 *
 * One table. Pure. */
#ifndef FETCH_HTTPTROUBLE_H
#define FETCH_HTTPTROUBLE_H

#include <curl/curl.h>

#include "fetch/http.h"

/* `status`: of the last status line, 0 before one. *words (static): the same in a few English words. */
enum http_trouble httptrouble_of(CURLcode code, long status, const char **words);
/* For messages: "host:port" of an address, or the address when it is none; returns `out`. */
const char *httptrouble_host(const char *url, char *out, size_t size);

#endif
