/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line and the log: what a person types, what the journal gets. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/opt.h"
#include "base/str.h"

#define LOG_MODULE "test"
#include "base/log.h"

#include <cmocka.h>

static struct {
	bool flag;
	const char *text;
	long number;
	struct opt_list list;
} given;

static const struct opt table[] = {
	{ "flag", OPT_FLAG, &given.flag, NULL, "a flag", 0, 0 },
	{ "text", OPT_TEXT, &given.text, "PATH", "a text", 0, 0 },
	{ "number", OPT_LONG, &given.number, "N", "a number", -5, 10 },
	{ "map", OPT_LIST, &given.list, "A=F", "a list", 0, 0 },
};

static const char *args[2];
static size_t args_len;
static struct err e;

static bool parse(int argc, ...)
{
	char *argv[64] = { (char[]){ "program" } };
	va_list list;
	va_start(list, argc);
	for (int i = 1; i <= argc; i++) {
		argv[i] = va_arg(list, char *);
	}
	va_end(list);
	memset(&given, 0, sizeof given);
	given.number = 7;
	return opt_parse(table, ARRAY_LEN(table), argc + 1, argv, args, ARRAY_LEN(args), &args_len, &e);
}

static void every_type_is_read(void **state)
{
	(void)state;
	assert_true(parse(8, "--flag", "--text", "/x", "check", "--number=-5", "--map=a=1", "--map", "b=2"));
	assert_true(given.flag);
	assert_string_equal(given.text, "/x");
	assert_int_equal(given.number, -5);
	assert_int_equal(given.list.len, 2);
	assert_string_equal(given.list.at[0], "a=1");
	assert_string_equal(given.list.at[1], "b=2");
	assert_int_equal(args_len, 1);
	assert_string_equal(args[0], "check");
}

static void what_is_absent_stays_as_it_was(void **state)
{
	(void)state;
	assert_true(parse(0));
	assert_int_equal(given.number, 7);
	assert_null(given.text);
	assert_int_equal(args_len, 0);
}

static void two_dashes_end_the_options(void **state)
{
	(void)state;
	assert_true(parse(3, "--", "--flag", "--"));
	assert_false(given.flag);
	assert_int_equal(args_len, 2);
	assert_string_equal(args[0], "--flag");
	assert_true(parse(1, "--text="));
	assert_string_equal(given.text, "");
}

static void a_mistake_is_named(void **state)
{
	(void)state;
	static const struct {
		const char *option;
		const char *says;
	} rows[] = {
		{ "--nope", "unknown option --nope" },
		{ "--fla", "unknown option --fla" },
		{ "--flag=1", "takes no value" },
		{ "--text", "needs a value (PATH)" },
		{ "--number=11", "from -5 to 10, not '11'" },
		{ "--number=x", "from -5 to 10, not 'x'" },
		{ "--number=", "from -5 to 10" },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_false(parse(1, rows[i].option));
		assert_non_null(strstr(e.message, rows[i].says));
	}
	assert_false(parse(3, "a", "b", "c"));
	assert_non_null(strstr(e.message, "unexpected argument 'c'"));
}

static void a_list_has_an_end(void **state)
{
	(void)state;
	char *argv[40] = { (char[]){ "program" } };
	static char option[] = "--map=x";
	for (int i = 1; i < 40; i++) {
		argv[i] = option;
	}
	memset(&given, 0, sizeof given);
	assert_true(opt_parse(table, ARRAY_LEN(table), 33, argv, args, 2, &args_len, &e));
	memset(&given, 0, sizeof given);
	assert_false(opt_parse(table, ARRAY_LEN(table), 34, argv, args, 2, &args_len, &e));
}

/* What `act` writes to the descriptor. */
static void capture(int fd, void (*act)(void), char *out, size_t size)
{
	char path[] = "/tmp/borne-capture-XXXXXX";
	int file = mkstemp(path);
	assert_true(file >= 0);
	(void)unlink(path);
	(void)fflush(stdout);
	int saved = dup(fd);
	assert_true(dup2(file, fd) >= 0);
	act();
	(void)fflush(stdout);
	assert_true(dup2(saved, fd) >= 0);
	(void)close(saved);
	ssize_t got = pread(file, out, size - 1, 0);
	assert_true(got >= 0);
	out[got] = '\0';
	(void)close(file);
}

static void print_help(void)
{
	opt_print_help("Usage: program", table, ARRAY_LEN(table));
}

static void help_names_every_option(void **state)
{
	(void)state;
	char text[2000];
	capture(STDOUT_FILENO, print_help, text, sizeof text);
	assert_string_equal(text, "Usage: program\n\nOptions:\n"
				  "  --flag                       a flag\n"
				  "  --text PATH                  a text\n"
				  "  --number N                   a number\n"
				  "  --map A=F                    a list\n");
}

static void log_things(void)
{
	log_info("plan ready bundles=%d", 3);
	log_debug("unseen");
	log_warn("name='%s'", "a\nerror forged\x1b[0m");
}

static void log_to_the_journal(void)
{
	(void)setenv("JOURNAL_STREAM", "8:1", 1);
	log_error("disk full");
	(void)unsetenv("JOURNAL_STREAM");
}

static void a_log_line_is_one_line(void **state)
{
	(void)state;
	char text[2000];
	(void)unsetenv("JOURNAL_STREAM");
	capture(STDERR_FILENO, log_things, text, sizeof text);
	assert_string_equal(text, "info test: plan ready bundles=3\nwarn test: name='a error forged [0m'\n");
	capture(STDERR_FILENO, log_to_the_journal, text, sizeof text);
	assert_string_equal(text, "<3>error test: disk full\n");
}

static void levels_have_names(void **state)
{
	(void)state;
	char text[2000];
	assert_true(log_set_level_by_name("error", &e));
	capture(STDERR_FILENO, log_things, text, sizeof text);
	assert_string_equal(text, "");
	assert_true(log_set_level_by_name("debug", &e));
	capture(STDERR_FILENO, log_things, text, sizeof text);
	assert_non_null(strstr(text, "unseen"));
	assert_false(log_set_level_by_name("loud", &e));
	assert_non_null(strstr(e.message, "'loud'"));
	log_set_level(LOG_LEVEL_INFO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_is_read),
		cmocka_unit_test(what_is_absent_stays_as_it_was),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(a_mistake_is_named),
		cmocka_unit_test(a_list_has_an_end),
		cmocka_unit_test(help_names_every_option),
		cmocka_unit_test(a_log_line_is_one_line),
		cmocka_unit_test(levels_have_names),
	};
	return cmocka_run_group_tests_name("base_opt", tests, NULL, NULL);
}
