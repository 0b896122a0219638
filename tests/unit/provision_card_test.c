/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borne.yaml of the card in two: what stays on it, and what the programs read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/config_table.h"
#include "base/str.h"
#include "provision/card.h"
#include "provision/kept.h"

#include <cmocka.h>

#define HASH "$6$abcdefgh$0123456789./abcdef"
#define KEPT "\"(kept in the unit)\""

static const struct config_option *option(const char *name)
{
	for (size_t i = 0; i < config_options_len; i++) {
		if (str_equal(config_options[i].name, name)) {
			return &config_options[i];
		}
	}
	return NULL;
}

struct parts {
	struct kept kept;
	struct buf card, settings, problems;
	size_t moved;
};

static void part(struct parts *p, const char *text)
{
	p->moved = card_part(text, strlen(text), &p->kept, &p->card, &p->settings, &p->problems);
}

static void parts_finish(struct parts *p)
{
	buf_finish(&p->card);
	buf_finish(&p->settings);
	buf_finish(&p->problems);
}

static void values_are_replaced_where_they_stand(void **state)
{
	(void)state;
	static const struct {
		const char *text, *card, *settings;
		size_t moved;
	} rows[] = {
		{ "site: a\n", "site: a\n", "site: a\n", 0 },
		{ "", "", "", 0 },
		{ "site: é # ünï\ntechnician_code: '" HASH "' # code\nsite2: 1\n",
				"site: é # ünï\ntechnician_code: " KEPT " # code\nsite2: 1\n",
				"site: é # ünï\ntechnician_code: '" HASH "' # code\nsite2: 1\n", 1 },
		{ "network: {wifi_ssid: a, wifi_passphrase: 'douze''mots'}\nprofessional_code: \"" HASH "\"\n",
				"network: {wifi_ssid: a, wifi_passphrase: " KEPT "}\nprofessional_code: " KEPT "\n",
				"network: {wifi_ssid: a, wifi_passphrase: " KEPT "}\nprofessional_code: \"" HASH "\"\n",
				2 },
		{ "network:\r\n  wifi_ssid: a\r\n  wifi_passphrase: |-\r\n    douze mots\r\n  wifi_hidden: true\r\n",
				"network:\r\n  wifi_ssid: a\r\n  wifi_passphrase: " KEPT "\n  wifi_hidden: true\r\n",
				"network:\r\n  wifi_ssid: a\r\n  wifi_passphrase: " KEPT "\n  wifi_hidden: true\r\n",
				1 },
		{ "sync:\n  url: https://x.example\n  proxy: http://u:p@x:1 # here",
				"sync:\n  url: https://x.example\n  proxy: " KEPT " # here\n",
				"sync:\n  url: https://x.example\n  proxy: http://u:p@x:1 # here", 1 },
		/* What is wrong is named by the programs, and stays. */
		{ "technician_code: '1234'\n", "technician_code: '1234'\n", "technician_code: '1234'\n", 0 },
		{ "network: [\n", "network: [\n", "network: [\n", 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct parts p = { .moved = 0 };
		part(&p, rows[i].text);
		if (!str_starts(buf_text(&p.card), rows[i].card) || p.moved != rows[i].moved ||
				!str_equal(buf_text(&p.settings), rows[i].settings)) {
			fail_msg("row %zu: %zu moved\n%s---\n%s", i, p.moved, buf_text(&p.card), buf_text(&p.settings));
		}
		assert_int_equal(p.moved > 0, strstr(buf_text(&p.card), "# (kept in the unit): ") != NULL);
		assert_string_equal(buf_text(&p.problems), "");
		/* Once more: nothing is left to move, and the programs get the same. */
		struct parts again = { .kept = p.kept };
		part(&again, buf_text(&p.card));
		assert_int_equal(again.moved, 0);
		assert_string_equal(buf_text(&again.card), buf_text(&p.card));
		struct config c;
		struct config d;
		(void)config_check_text("a", buf_text(&p.settings), p.settings.len, &c, &p.problems);
		(void)config_check_text("a", buf_text(&again.settings), again.settings.len, &d, &p.problems);
		assert_true(config_equal(&c, &d));
		parts_finish(&p);
		parts_finish(&again);
	}
}

static void a_card_of_another_unit_is_named(void **state)
{
	(void)state;
	struct parts p = { .moved = 0 };
	part(&p, "site: a\ntechnician_code: " KEPT "\n");
	assert_string_equal(buf_text(&p.settings), "site: a\ntechnician_code: \"\"\n");
	assert_true(str_starts(buf_text(&p.problems), "borne.yaml:2: technician_code is said to be kept in the unit"));
	parts_finish(&p);
}

static void a_new_value_replaces_the_kept_one(void **state)
{
	(void)state;
	struct parts p = { .moved = 0 };
	kept_set(&p.kept, option("wifi_passphrase"), "l'ancien mot");
	part(&p, "network:\n  wifi_ssid: a\n  wifi_passphrase: 'le nouveau'\n");
	assert_string_equal(kept_find(&p.kept, option("wifi_passphrase")), "le nouveau");
	assert_int_equal(p.kept.len, 1);
	parts_finish(&p);
}

/* Every option that may hold a secret has its place in what is kept. */
static void all_of_them_fit(void **state)
{
	(void)state;
	size_t count = 0;
	for (size_t i = 0; i < config_options_len; i++) {
		count += config_option_may_be_kept(&config_options[i]);
		assert_true(config_option_may_be_kept(&config_options[i]) ||
				!config_option_is_secret(&config_options[i]));
	}
	assert_true(count >= 6 && count <= KEPT_OPTIONS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_replaced_where_they_stand),
		cmocka_unit_test(a_card_of_another_unit_is_named),
		cmocka_unit_test(a_new_value_replaces_the_kept_one),
		cmocka_unit_test(all_of_them_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
