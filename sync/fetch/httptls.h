/* SPDX-License-Identifier: GPL-3.0-or-later */
/* httptls.h - whom a connection trusts and who it says it is: authorities, certificate, pinned key, dates */
#ifndef FETCH_HTTPTLS_H
#define FETCH_HTTPTLS_H

#include <curl/curl.h>

#include "fetch/http_options.h"

/* TLS 1.2 at least. The options are borrowed by `easy` as long as it lives. */
void httptls_set(CURL *easy, const struct http_options *o);

#endif
