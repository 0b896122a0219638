/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eight steps: what a person says and what the unit finds become one report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "health/commissioning.h"

#include <cmocka.h>
#include <jansson.h>

static struct health found(enum health_state network, enum health_state sync)
{
	struct health h = { .language = "en" };
	health_add(&h, HEALTH_CONFIG, HEALTH_OK, HEALTH_CONFIG_VALID,
			WORDS_VALUES({ "path", "/x" }, { "site", "die" }));
	health_add(&h, HEALTH_NETWORK, network, network ? HEALTH_NETWORK_NONE : HEALTH_NETWORK_IPV6,
			WORDS_VALUES({ "name", "eth0" }));
	health_add(&h, HEALTH_SYNC, sync, sync ? HEALTH_SYNC_STOPPED : HEALTH_SYNC_VISIT, NULL);
	health_add(&h, HEALTH_CONTENT, HEALTH_OK, HEALTH_CONTENT_SERVED, NULL);
	health_add(&h, HEALTH_CLOCK, HEALTH_ATTENTION, HEALTH_CLOCK_FREE, NULL);
	return h;
}

static void each_step_has_its_verdict(void **state)
{
	static const struct config config = { .site = "die" };
	struct commissioning c = { .verdict = { COMMISSION_OPEN } };
	struct health h = found(HEALTH_BROKEN, HEALTH_OK);
	struct buf text = { 0 };
	struct err e;
	(void)state;
	assert_true(commissioning_answer(&c, "touch=passed", &e));
	assert_true(commissioning_answer(&c, "panel=failed", &e));
	commissioning_judge(&c, &h, &config);
	static const enum commission_verdict wanted[COMMISSION_STEPS] = {
		[COMMISSION_SITE] = COMMISSION_PASSED,
		[COMMISSION_NETWORK] = COMMISSION_FAILED,
		[COMMISSION_SERVER] = COMMISSION_PASSED,
		[COMMISSION_TOUCH] = COMMISSION_PASSED,
		[COMMISSION_PANEL] = COMMISSION_FAILED,
		[COMMISSION_SOUND] = COMMISSION_OPEN,
		[COMMISSION_CONTENT] = COMMISSION_PASSED,
		[COMMISSION_MACHINE] = COMMISSION_PASSED, /* what needs attention fails nothing */
	};
	assert_memory_equal(c.verdict, wanted, sizeof wanted);
	assert_int_equal(commissioning_whole(&c), COMMISSION_FAILED);
	commissioning_print(&c, &h, &config, 1764000000, &text);
	assert_non_null(strstr(buf_text(&text), "Passed: 5, failed: 2, to do: 1"));
	assert_non_null(strstr(buf_text(&text), "   ! "));
	assert_non_null(strstr(buf_text(&text), "     -> "));
	buf_finish(&text);
	health_finish(&h);
}

static void all_of_them_make_a_unit(void **state)
{
	static const struct config config = { .site = "die" };
	struct commissioning c = { .verdict = { COMMISSION_OPEN } };
	struct health h = found(HEALTH_OK, HEALTH_OK);
	struct buf text = { 0 };
	struct err e;
	(void)state;
	assert_true(commissioning_answer(&c, "touch=passed", &e) && commissioning_answer(&c, "panel=passed", &e) &&
			commissioning_answer(&c, "sound=passed", &e));
	commissioning_judge(&c, &h, &config);
	assert_int_equal(commissioning_whole(&c), COMMISSION_PASSED);
	commissioning_print_json(&c, &h, &config, 1764000000, &text);
	json_t *root = json_loads(buf_text(&text), 0, NULL);
	assert_string_equal(json_string_value(json_object_get(root, "verdict")), "passed");
	assert_string_equal(json_string_value(json_object_get(root, "site")), "die");
	assert_int_equal(json_array_size(json_object_get(root, "steps")), COMMISSION_STEPS);
	const json_t *touch = json_array_get(json_object_get(root, "steps"), COMMISSION_TOUCH);
	assert_true(json_is_true(json_object_get(touch, "by_hand")));
	json_decref(root);
	buf_finish(&text);
	/* A server that did not answer is a finding of the network, and fails the step of the server. */
	health_add(&h, HEALTH_NETWORK, HEALTH_ATTENTION, HEALTH_SYNC_PROBLEM,
			WORDS_VALUES({ "cause", "x" }, { "age", "1 h" }, { "message", "x" }, { "remedy", "y" }));
	commissioning_judge(&c, &h, &config);
	assert_int_equal(c.verdict[COMMISSION_SERVER], COMMISSION_FAILED);
	assert_int_equal(c.verdict[COMMISSION_NETWORK], COMMISSION_PASSED);
	/* Without a site it is not known where the unit stands. */
	static const struct config nowhere = { .site = "" };
	commissioning_judge(&c, &h, &nowhere);
	assert_int_equal(c.verdict[COMMISSION_SITE], COMMISSION_OPEN);
	health_finish(&h);
}

static void only_what_a_person_sees_is_answered(void **state)
{
	static const char *const wrong[] = { "", "touch", "touch=", "touch=open", "touch=maybe", "network=passed",
		"=passed", "a-word-that-is-longer-than-any-step-has=passed" };
	struct commissioning c = { .verdict = { COMMISSION_OPEN } };
	struct err e;
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_false(commissioning_answer(&c, wrong[i], &e));
	}
	assert_int_equal(c.verdict[COMMISSION_TOUCH], COMMISSION_OPEN);
}

static void an_empty_line_leaves_a_step_open(void **state)
{
	char typed[] = "Y\n\nno\n";
	char *said = NULL;
	size_t said_len = 0;
	struct commissioning c = { .verdict = { COMMISSION_OPEN } };
	FILE *answers = fmemopen(typed, strlen(typed), "r");
	FILE *prompts = open_memstream(&said, &said_len);
	(void)state;
	commissioning_ask(&c, "en", prompts, answers);
	assert_int_equal(fclose(prompts), 0);
	assert_int_equal(fclose(answers), 0);
	assert_int_equal(c.verdict[COMMISSION_TOUCH], COMMISSION_PASSED);
	assert_int_equal(c.verdict[COMMISSION_PANEL], COMMISSION_OPEN);
	assert_int_equal(c.verdict[COMMISSION_SOUND], COMMISSION_FAILED);
	assert_non_null(strstr(said, "[y/n]"));
	free(said);
}

static void areas_are_whole_words(void **state)
{
	(void)state;
	assert_true(commission_concerns(COMMISSION_MACHINE, "clock"));
	assert_true(commission_concerns(COMMISSION_MACHINE, "firmware"));
	assert_false(commission_concerns(COMMISSION_MACHINE, "lock"));
	assert_false(commission_concerns(COMMISSION_MACHINE, ""));
	assert_false(commission_concerns(COMMISSION_TOUCH, "touch"));
	assert_int_equal(commission_of_word("sound"), COMMISSION_SOUND);
	assert_int_equal(commission_of_word("smell"), COMMISSION_STEPS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step_has_its_verdict),
		cmocka_unit_test(all_of_them_make_a_unit),
		cmocka_unit_test(only_what_a_person_sees_is_answered),
		cmocka_unit_test(an_empty_line_leaves_a_step_open),
		cmocka_unit_test(areas_are_whole_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
