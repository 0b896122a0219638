/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/httptls.h"

#include <openssl/ssl.h>

static bool is_set(const char *text)
{
	return text && text[0] != '\0';
}

/* Dates are relaxed inside OpenSSL, so that name and chain stay checked by the same code as always. */
static CURLcode relax_dates(CURL *easy, void *ssl_ctx, void *ctx)
{
	(void)easy, (void)ctx;
	X509_VERIFY_PARAM *param = SSL_CTX_get0_param(ssl_ctx);
	return X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_NO_CHECK_TIME) ? CURLE_OK : CURLE_SSL_CERTPROBLEM;
}

/* The bytes where they were read before, else the path. */
static void set_pem(CURL *easy, CURLoption by_bytes, const struct buf *bytes, CURLoption by_path, const char *path)
{
	if (bytes && bytes->len > 0) {
		struct curl_blob blob = { .data = bytes->bytes, .len = bytes->len, .flags = CURL_BLOB_NOCOPY };
		curl_easy_setopt(easy, by_bytes, &blob);
	} else if (is_set(path)) {
		curl_easy_setopt(easy, by_path, path);
	}
}

void httptls_set(CURL *easy, const struct http_options *o)
{
	const struct http_files *files = o->files;
	set_pem(easy, CURLOPT_CAINFO_BLOB, files ? &files->ca : NULL, CURLOPT_CAINFO, o->ca_file);
	set_pem(easy, CURLOPT_SSLCERT_BLOB, files ? &files->client_cert : NULL, CURLOPT_SSLCERT, o->client_cert);
	set_pem(easy, CURLOPT_SSLKEY_BLOB, files ? &files->client_key : NULL, CURLOPT_SSLKEY, o->client_key);
	if (is_set(o->ca_file)) {
		curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	}
	if (is_set(o->pinned_key)) {
		curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, o->pinned_key);
	}
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (o->dates == HTTP_DATES_IGNORED) {
		curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, relax_dates);
	}
}
