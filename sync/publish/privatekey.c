/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/privatekey.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/str.h"
#include "tuf/key.h"

enum { PEM_BYTES_MAX = 16 * 1024, SIGNATURE_HEX_MAX = 4096, ED25519_BYTES = 32 };

/* RFC 7914 section 2, one of OWASP's equivalent sets of parameters: 16 MiB, five times. Larger ones need more than the
 * 32 MiB that libcrypto allows scrypt when it opens a PKCS #8 file. */
static const uint64_t scrypt_n = 1 << 14, scrypt_r = 8, scrypt_p = 5;

static bool fail_ssl(struct err *e, const char *what)
{
	char text[160] = "unknown";
	unsigned long code = ERR_get_error();
	if (code) {
		ERR_error_string_n(code, text, sizeof text);
	}
	ERR_clear_error();
	return fail(e, "%s: %s", what, text);
}

EVP_PKEY *privatekey_generate(struct err *e)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	if (!key) {
		(void)fail_ssl(e, "make a key");
	}
	return key;
}

static bool write_encrypted(BIO *bio, EVP_PKEY *key, const char *passphrase)
{
	PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(key);
	X509_ALGOR *pbe = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), NULL, 0, NULL, scrypt_n, scrypt_r, scrypt_p);
	X509_SIG *sealed = plain && pbe ? PKCS8_set0_pbe(passphrase, (int)strlen(passphrase), plain, pbe) : NULL;
	if (!sealed) {
		X509_ALGOR_free(pbe); /* else it belongs to `sealed` */
	}
	bool ok = sealed && PEM_write_bio_PKCS8(bio, sealed) == 1;
	X509_SIG_free(sealed);
	PKCS8_PRIV_KEY_INFO_free(plain);
	return ok;
}

bool privatekey_write(const char *path, EVP_PKEY *key, const char *passphrase, struct err *e)
{
	BIO *bio = BIO_new(BIO_s_mem());
	bool ok = bio && (passphrase ? write_encrypted(bio, key, passphrase)
				     : PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1);
	char *bytes = NULL;
	long len = ok ? BIO_get_mem_data(bio, &bytes) : 0;
	ok = ok ? fs_write_file_atomic(path, bytes, (size_t)len, 0600, e) : fail_ssl(e, path);
	if (bytes) {
		OPENSSL_cleanse(bytes, (size_t)len);
	}
	BIO_free(bio);
	return ok;
}

struct asked {
	const char *passphrase;
	const char *path;
	bool used;
};

static int on_passphrase(char *to, int size, int writing, void *ctx)
{
	struct asked *asked = ctx;
	(void)writing;
	asked->used = true;
	const char *from = asked->passphrase;
	char *typed = NULL;
	if (!from) {
		CLEANUP(free_ptr) char *prompt = mem_printf("Passphrase of %s: ", asked->path);
		typed = getpass(prompt);
		from = typed;
	}
	int len = from ? (int)strlen(from) : -1;
	if (len > size) {
		len = -1;
	}
	if (len > 0) {
		memcpy(to, from, (size_t)len);
	}
	if (typed) {
		explicit_bzero(typed, strlen(typed));
	}
	return len;
}

static EVP_PKEY *open_pem(const struct buf *pem, struct asked *asked)
{
	BIO *bio = BIO_new_mem_buf(buf_text(pem), (int)pem->len);
	EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, on_passphrase, asked) : NULL;
	BIO_free(bio);
	return key;
}

EVP_PKEY *privatekey_read(const char *path, const char *passphrase, struct err *e)
{
	struct buf pem = { 0 };
	if (!fs_read_stream(path, PEM_BYTES_MAX, &pem, e)) {
		(void)fail_wrap(e, "the private key is not here");
		return NULL;
	}
	struct asked asked = { .passphrase = passphrase, .path = path };
	EVP_PKEY *key = open_pem(&pem, &asked);
	if (!key && asked.used && passphrase && isatty(STDIN_FILENO)) {
		/* Root keys have passphrases of their holders. */
		asked.passphrase = NULL;
		key = open_pem(&pem, &asked);
	}
	explicit_bzero(pem.bytes, pem.len);
	buf_finish(&pem);
	if (!key && asked.used) {
		ERR_clear_error();
		(void)fail(e, "%s: the passphrase does not open this key", path);
	} else if (!key) {
		(void)fail_ssl(e, path);
	}
	return key;
}

static json_t *pem_object(EVP_PKEY *key, const char *type, const char *scheme)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *bytes = NULL;
	long len = bio && PEM_write_bio_PUBKEY(bio, key) == 1 ? BIO_get_mem_data(bio, &bytes) : 0;
	json_t *object = json_pack("{s:s, s:s, s:{s:s%}}", "keytype", type, "scheme", scheme, "keyval", "public",
			bytes ? bytes : "", (size_t)len);
	BIO_free(bio);
	return object;
}

json_t *privatekey_public(EVP_PKEY *key, struct err *e)
{
	uint8_t raw[ED25519_BYTES];
	size_t len = sizeof raw;
	char hex[2 * ED25519_BYTES + 1] = "";
	switch (EVP_PKEY_get_base_id(key)) {
	case EVP_PKEY_ED25519:
		if (EVP_PKEY_get_raw_public_key(key, raw, &len) == 1) {
			hex_encode(raw, len, hex);
		}
		return json_pack("{s:s, s:s, s:{s:s}}", "keytype", "ed25519", "scheme", "ed25519", "keyval", "public",
				hex);
	case EVP_PKEY_EC:
		return pem_object(key, "ecdsa", "ecdsa-sha2-nistp256");
	case EVP_PKEY_RSA:
		return pem_object(key, "rsa", "rsassa-pss-sha256");
	default:
		(void)fail(e, "keys can be ed25519, ECDSA P-256 or RSA");
		return NULL;
	}
}

json_t *publickey_read(const char *path, struct err *e)
{
	struct buf pem = { 0 };
	if (!fs_read_stream(path, PEM_BYTES_MAX, &pem, e)) {
		return NULL;
	}
	BIO *bio = BIO_new_mem_buf(buf_text(&pem), (int)pem.len);
	EVP_PKEY *key = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;
	if (!key) {
		ERR_clear_error();
		(void)fail(e, "%s is not a public key in PEM ('-----BEGIN PUBLIC KEY-----')", path);
	}
	json_t *object = key ? privatekey_public(key, e) : NULL;
	EVP_PKEY_free(key);
	BIO_free(bio);
	buf_finish(&pem);
	return object;
}

void privatekey_id(const json_t *public_key, char out[65])
{
	struct buf bytes = { 0 };
	struct err ignored;
	(void)!tuf_json_canonical(public_key, &bytes, &ignored);
	tuf_sha256_hex(buf_text(&bytes), bytes.len, out);
	buf_finish(&bytes);
}

char *privatekey_sign(EVP_PKEY *key, const void *bytes, size_t len, struct err *e)
{
	uint8_t signature[TUF_SIGNATURE_BYTES_MAX];
	size_t signature_len = sizeof signature;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = ctx && EVP_DigestSignInit(ctx, NULL, NULL, NULL, key) == 1 &&
		  EVP_DigestSign(ctx, signature, &signature_len, bytes, len) == 1;
	EVP_MD_CTX_free(ctx);
	if (!ok) {
		(void)fail_ssl(e, "sign");
		return NULL;
	}
	char *hex = mem_alloc(2 * signature_len + 1);
	hex_encode(signature, signature_len, hex);
	return hex;
}

/* ---- a command that signs ---- */

/* One that ends without reading must not end us, and says more by what it did not print than by a broken pipe. */
static void feed(int fd, const void *bytes, size_t len)
{
	struct err broken;
	void (*old)(int) = signal(SIGPIPE, SIG_IGN);
	(void)!fs_write_all(fd, bytes, len, &broken);
	(void)signal(SIGPIPE, old);
}

static char *read_hex(int fd, const char *command, struct err *e)
{
	char text[SIGNATURE_HEX_MAX + 1];
	size_t len = 0;
	ssize_t got;
	while (len < SIGNATURE_HEX_MAX && (got = fs_read_some(fd, text + len, SIGNATURE_HEX_MAX - len)) != 0) {
		if (got < 0) {
			(void)fail_errno(e, "read from '%s'", command);
			return NULL;
		}
		len += (size_t)got;
	}
	while (len > 0 && strchr(" \t\r\n", text[len - 1])) {
		len--;
	}
	text[len] = '\0';
	uint8_t raw[TUF_SIGNATURE_BYTES_MAX];
	if (tuf_unhex(text, raw, sizeof raw) == 0) {
		(void)fail(e, "'%s' did not print a signature in hex", command);
		return NULL;
	}
	return mem_strdup(text);
}

char *command_sign(const char *command, const void *bytes, size_t len, struct err *e)
{
	int in[2];
	int out[2];
	if (pipe2(in, O_CLOEXEC) != 0) {
		(void)fail_errno(e, "pipe");
		return NULL;
	}
	if (pipe2(out, O_CLOEXEC) != 0) {
		(void)fail_errno(e, "pipe");
		(void)close(in[0]);
		(void)close(in[1]);
		return NULL;
	}
	const char *const argv[] = { "sh", "-c", command, NULL };
	posix_spawn_file_actions_t actions;
	pid_t pid = -1;
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
	(void)posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
	int failed = posix_spawn(&pid, "/bin/sh", &actions, NULL, (char *const *)argv, environ);
	(void)posix_spawn_file_actions_destroy(&actions);
	if (failed) {
		pid = -1;
		errno = failed;
	}
	(void)close(in[0]);
	(void)close(out[1]);
	if (pid < 0) {
		(void)fail_errno(e, "start '%s'", command);
	}
	if (pid > 0) {
		feed(in[1], bytes, len);
	}
	(void)close(in[1]);
	char *hex = pid > 0 ? read_hex(out[0], command, e) : NULL;
	(void)close(out[0]);
	int status = 0;
	if (pid > 0 && (waitpid(pid, &status, 0) != pid || status != 0) && hex) {
		free(hex);
		hex = NULL;
		(void)fail(e, "'%s' ended with status %d", command, status);
	}
	return hex;
}
