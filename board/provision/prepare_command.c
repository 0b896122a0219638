/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/config.h"
#include "base/mem.h"
#include "base/str.h"
#include "provision/bootpart.h"
#include "provision/card.h"
#include "provision/commands.h"
#include "provision/prepare.h"

enum { DONE = 0, NOT_DONE = 2, LINE_BYTES = 512 };

/* One line of the standard input without its end. */
static bool read_line(char out[LINE_BYTES], struct err *e)
{
	if (!fgets(out, LINE_BYTES, stdin)) {
		return fail(e, "no passphrase was given");
	}
	out[strcspn(out, "\r\n")] = '\0';
	return true;
}

/* On a terminal without showing it. */
static bool ask(const char *prompt, char out[LINE_BYTES], struct err *e)
{
	struct termios shown;
	bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &shown) == 0;
	if (!terminal) {
		return read_line(out, e);
	}
	struct termios hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	/* Before the words: it discards what was typed too early. */
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	(void)fprintf(stderr, "%s: ", prompt);
	bool ok = read_line(out, e);
	(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	(void)fputc('\n', stderr);
	return ok;
}

static bool ask_passphrase(const char *ssid, struct prepare_values *v, struct err *e)
{
	char first[LINE_BYTES];
	char again[LINE_BYTES];
	CLEANUP(free_ptr) char *prompt = mem_printf("Passphrase of the wireless network '%s'", ssid);
	bool ok = ask(prompt, first, e);
	if (ok && isatty(STDIN_FILENO)) {
		ok = ask("Once more", again, e) && (str_equal(first, again) || fail(e, "the two are not the same"));
	}
	ok = ok && prepare_set(v, "network.wifi_passphrase", first, e);
	explicit_bzero(first, sizeof first);
	explicit_bzero(again, sizeof again);
	return ok;
}

static bool set_urls(const struct opt_list *urls, struct prepare_values *v, struct err *e)
{
	struct buf mirrors = { 0 };
	for (size_t i = 1; i < urls->len; i++) {
		buf_printf(&mirrors, "%s%s", i > 1 ? "," : "", urls->at[i]);
	}
	bool ok = (urls->len == 0 || prepare_set(v, "sync.url", urls->at[0], e)) &&
		  (urls->len < 2 || prepare_set(v, "sync.mirrors", buf_text(&mirrors), e));
	buf_finish(&mirrors);
	return ok;
}

static bool set_others(const struct opt_list *set, struct prepare_values *v, struct err *e)
{
	for (size_t i = 0; i < set->len; i++) {
		size_t len = strcspn(set->at[i], "=");
		CLEANUP(free_ptr) char *name = mem_strndup(set->at[i], len);
		if (set->at[i][len] != '=') {
			return fail(e, "--set takes OPTION=VALUE, and '%s' has no =", set->at[i]);
		}
		if (str_equal(name, "network.wifi_passphrase") || str_equal(name, "network.wifi_password")) {
			return fail(e,
					"%s is not given on the command line, which other accounts can read. Use "
					"--wifi, or "
					"write it into the file",
					name);
		}
		if (!prepare_set(v, name, set->at[i] + len + 1, e)) {
			return false;
		}
	}
	return true;
}

/* The security that --set chose decides whether there is a passphrase. */
static bool wants_passphrase(const struct prepare_arguments *a)
{
	bool other = false;
	for (size_t i = 0; i < a->set.len; i++) {
		other = other || str_starts(a->set.at[i], "network.wifi_security=");
		other = other && !str_equal(a->set.at[i], "network.wifi_security=wpa");
	}
	return a->wifi && a->wifi[0] && !other;
}

static bool collect(const struct prepare_arguments *a, struct prepare_values *v, struct err *e)
{
	return (!a->site || prepare_set(v, "site", a->site, e)) &&
	       (!a->wifi || prepare_set(v, "network.wifi_ssid", a->wifi, e)) && set_urls(&a->urls, v, e) &&
	       set_others(&a->set, v, e) && (!wants_passphrase(a) || ask_passphrase(a->wifi, v, e));
}

static bool is_free(const struct prepare_arguments *a, const struct bootpart *b, struct err *e)
{
	struct buf text = { 0 };
	struct err why;
	bool there = bootpart_read(b, &text, &why);
	bool ok = there ? text.len == 0 || a->replace : why.kind == ERR_ABSENT;
	buf_finish(&text);
	return ok || (there ? fail(e, "%s has settings already: give --replace to write others in their place", a->card)
			    : fail(e, "%s", why.message));
}

/* Appends what is wrong, a line each; true when the file was written. */
static bool prepare(const struct prepare_arguments *a, struct buf *problems)
{
	struct prepare_values v = { .len = 0 };
	struct buf text = { 0 };
	struct bootpart part;
	struct err e;
	bool ok = bootpart_find(a->card, &part, &e) && is_free(a, &part, &e) && collect(a, &v, &e);
	bool right = false;
	if (ok) {
		prepare_write(&v, &text);
		right = config_check_text(CARD_FILE, buf_text(&text), text.len, NULL, problems) == 0;
		ok = !right || bootpart_write(&part, &text, &e);
	}
	if (!ok) {
		buf_printf(problems, "%s\n", e.message);
	}
	if (text.bytes) {
		explicit_bzero(text.bytes, text.capacity);
	}
	buf_finish(&text);
	explicit_bzero(&v, sizeof v);
	return ok && right;
}

static void print_json(const struct prepare_arguments *a, bool done, const struct buf *problems)
{
	json_t *lines = json_array();
	for (const char *at = buf_text(problems); *at;) {
		size_t len = strcspn(at, "\n");
		(void)json_array_append_new(lines, json_stringn(at, len));
		at += len + (at[len] == '\n');
	}
	json_t *whole = json_pack("{s:b, s:s, s:o}", "written", (int)done, "card", a->card, "problems", lines);
	char *text = whole ? json_dumps(whole, JSON_INDENT(2)) : NULL;
	printf("%s\n", text ? text : "{}");
	free(text);
	json_decref(whole);
}

int provision_prepare(const struct prepare_arguments *a)
{
	struct buf problems = { 0 };
	/* A program of mtools that ends early says why. */
	(void)signal(SIGPIPE, SIG_IGN);
	bool done = prepare(a, &problems);
	if (a->json) {
		print_json(a, done, &problems);
	} else {
		(void)fputs(buf_text(&problems), stderr);
		if (done) {
			printf("%s: " CARD_FILE " is written. Eject the card and put it into the unit\n", a->card);
		}
	}
	buf_finish(&problems);
	return done ? DONE : NOT_DONE;
}
