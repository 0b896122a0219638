/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/httptrouble.h"

#include <curl/curl.h>
#include <stdio.h>

#include "base/str.h"

/* CURLE_TOO_LARGE, which bookworm's header does not know. */
#define CODE_TOO_LARGE ((CURLcode)100)

static const struct {
	CURLcode code;
	enum http_trouble trouble;
	const char *words;
} curl_troubles[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, HTTP_TROUBLE_NAME, "the server's name is not known (DNS)" },
	{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_TROUBLE_PROXY, "the proxy's name is not known (DNS)" },
	{ CURLE_COULDNT_CONNECT, HTTP_TROUBLE_CONNECT, "the server does not answer" },
	{ CURLE_OPERATION_TIMEDOUT, HTTP_TROUBLE_SLOW, "the server is too slow" },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_TROUBLE_TLS, "the server's certificate is not accepted" },
	{ CURLE_SSL_CONNECT_ERROR, HTTP_TROUBLE_TLS, "no secure connection" },
	{ CURLE_SSL_CACERT_BADFILE, HTTP_TROUBLE_TLS, "the CA file cannot be read" },
	{ CURLE_SSL_CERTPROBLEM, HTTP_TROUBLE_TLS, "the unit's own certificate cannot be used" },
	{ CURLE_SSL_PINNEDPUBKEYNOTMATCH, HTTP_TROUBLE_TLS, "the server's key is not the expected one" },
	{ CURLE_PROXY, HTTP_TROUBLE_PROXY, "the proxy refuses" },
	{ CURLE_PARTIAL_FILE, HTTP_TROUBLE_CUT, "the connection was cut in the middle" },
	{ CURLE_RECV_ERROR, HTTP_TROUBLE_CUT, "the connection was cut" },
	{ CURLE_SEND_ERROR, HTTP_TROUBLE_CUT, "the connection was cut" },
	{ CURLE_GOT_NOTHING, HTTP_TROUBLE_CUT, "the server closed the connection without a word" },
	{ CURLE_HTTP2, HTTP_TROUBLE_CUT, "the connection was cut" },
	{ CURLE_HTTP2_STREAM, HTTP_TROUBLE_CUT, "the connection was cut" },
	{ CURLE_TOO_MANY_REDIRECTS, HTTP_TROUBLE_REDIRECT, "the server sends the unit from one address to the next" },
	{ CURLE_WEIRD_SERVER_REPLY, HTTP_TROUBLE_ANSWER, "the answer is not HTTP" },
	{ CURLE_BAD_CONTENT_ENCODING, HTTP_TROUBLE_ANSWER, "the answer is not whole HTTP" },
	/* What libcurl 7.88 says of a header line above 100 kB, and what later ones say. */
	{ CURLE_OUT_OF_MEMORY, HTTP_TROUBLE_ANSWER, "a header of the answer is longer than this unit can hold" },
	{ CODE_TOO_LARGE, HTTP_TROUBLE_ANSWER, "a header of the answer is longer than this unit can hold" },
	{ CURLE_WRITE_ERROR, HTTP_TROUBLE_STATUS, "the answer could not be taken" },
};

/* Both codes are used for several things: the status says whether it happened on the way to another address. */
static bool is_redirect(int code, long status)
{
	return (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT) && status >= 300 && status < 400;
}

enum http_trouble httptrouble_of(int code, long status, const char **words)
{
	for (size_t i = 0; i < ARRAY_LEN(curl_troubles); i++) {
		if ((int)curl_troubles[i].code == code) {
			*words = curl_troubles[i].words;
			return curl_troubles[i].trouble;
		}
	}
	if (is_redirect(code, status)) {
		*words = "the server sends the unit to an address that is not one of http or https";
		return HTTP_TROUBLE_REDIRECT;
	}
	if (code == CURLE_URL_MALFORMAT) {
		*words = "the address is not one";
		return HTTP_TROUBLE_NAME;
	}
	if (code == CURLE_UNSUPPORTED_PROTOCOL) { /* HTTP/0.9, which is anything at all */
		*words = "the answer is not HTTP";
		return HTTP_TROUBLE_ANSWER;
	}
	*words = "the transfer failed";
	return HTTP_TROUBLE_LOCAL;
}

const char *httptrouble_host(const char *url, char *out, size_t size)
{
	CURLU *parts = curl_url();
	char *host = NULL;
	char *port = NULL;
	if (parts && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
			curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
		bool has_port = curl_url_get(parts, CURLUPART_PORT, &port, 0) == CURLUE_OK;
		(void)snprintf(out, size, "%s%s%s", host, has_port ? ":" : "", has_port ? port : "");
	} else {
		str_cut(out, size, url);
	}
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(parts);
	return out;
}
