/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wireless network that was not joined has one message, with its cause and what to do; so has a spot of the panel
 * that the interface muted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "health/healthcheck.h"

#include <cmocka.h>

static char root[] = "/tmp/borne-wireless-XXXXXX";

static void put(const char *path, const char *text)
{
	CLEANUP(free_ptr) char *whole = mem_printf("%s%s", root, path);
	CLEANUP(free_ptr) char *folder = mem_strdup(whole);
	struct err e;
	*strrchr(folder, '/') = '\0';
	assert_true(fs_make_dirs(folder, 0755, &e));
	assert_true(fs_write_file_volatile(whole, text, strlen(text), 0644, &e));
}

static int64_t much(const char *path)
{
	(void)path;
	return INT64_C(1) << 33;
}

static int begin(void **state)
{
	(void)state;
	memcpy(root, "/tmp/borne-wireless-XXXXXX", sizeof root);
	return mkdtemp(root) ? 0 : -1;
}

static int end(void **state)
{
	struct err e;
	(void)state;
	return fs_remove_tree(root, &e) ? 0 : -1;
}

static void look(struct health *h)
{
	const struct healthcheck_source source = { .root = root,
		.config_path = "/borne.yaml",
		.now = 1764000000,
		.free_bytes = much };
	healthcheck_run(&source, h);
}

/* Findings of the area that are not well. */
static size_t troubles(const struct health *h, enum health_area area, const struct health_finding **last)
{
	size_t count = 0;
	for (size_t i = 0; i < h->len; i++) {
		if (h->at[i].area == area && h->at[i].state != HEALTH_OK) {
			*last = &h->at[i];
			count++;
		}
	}
	return count;
}

static void a_network_that_is_not_joined_has_one_message(void **state)
{
	static const struct {
		const char *files[4][2];
		enum health_fact id;
		const char *words;
	} rows[] = {
		{ { { "/sys/class/net/wlan0/operstate", "dormant\n" }, { "/sys/class/net/wlan0/wireless/x", "" } },
				HEALTH_NETWORK_WIFI, "network.wifi_passphrase" },
		{ { { "/sys/class/net/wlan0/operstate", "down\n" }, { "/sys/class/net/wlan0/wireless/x", "" },
				  { "/sys/class/rfkill/rfkill0/type", "wlan\n" },
				  { "/sys/class/rfkill/rfkill0/soft", "1\n" } },
				HEALTH_NETWORK_RADIO_OFF, "rfkill" },
		{ { { "/sys/class/net/wlan0/operstate", "down\n" }, { "/sys/class/net/wlan0/wireless/x", "" },
				  { "/sys/class/rfkill/rfkill0/type", "bluetooth\n" },
				  { "/sys/class/rfkill/rfkill0/soft", "1\n" } },
				HEALTH_NETWORK_WIFI, "network.wifi_passphrase" },
		{ { { "/sys/class/net/eth0/operstate", "down\n" } }, HEALTH_NETWORK_NO_RADIO, "adapter" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct health h = { .language = "en" };
		const struct health_finding *f = NULL;
		assert_int_equal(end(state), 0);
		assert_int_equal(begin(state), 0);
		put("/borne.yaml", "network:\n  wifi_ssid: Mairie\n  wifi_passphrase: 'not the right one'\n");
		for (size_t n = 0; n < 4 && rows[i].files[n][0]; n++) {
			put(rows[i].files[n][0], rows[i].files[n][1]);
		}
		look(&h);
		assert_int_equal(troubles(&h, HEALTH_NETWORK, &f), 1);
		assert_int_equal(f->id, rows[i].id);
		assert_int_equal(f->state, HEALTH_BROKEN);
		assert_non_null(strstr(f->fact, "'Mairie'"));
		assert_non_null(strstr(f->remedy, rows[i].words));
		assert_null(strstr(f->fact, "not the right one"));
		health_finish(&h);
	}
}

static void a_joined_network_is_well(void **state)
{
	struct health h = { .language = "en" };
	const struct health_finding *f = NULL;
	(void)state;
	put("/borne.yaml", "network:\n  wifi_ssid: Mairie\n  wifi_passphrase: 'the right one'\n");
	put("/sys/class/net/wlan0/operstate", "up\n");
	put("/sys/class/net/wlan0/wireless/x", "");
	look(&h);
	for (size_t i = 0; i < h.len; i++) {
		assert_int_not_equal(h.at[i].id, HEALTH_NETWORK_WIFI);
	}
	assert_int_equal(troubles(&h, HEALTH_NETWORK, &f), 1); /* it has no address */
	assert_int_equal(f->id, HEALTH_NETWORK_NO_ADDRESS);
	health_finish(&h);
}

static void a_muted_spot_is_named_with_its_place(void **state)
{
	struct health h = { .language = "en" };
	const struct health_finding *f = NULL;
	(void)state;
	put("/borne.yaml", "");
	put("/sys/class/input/event0/device/name", "ILITEK ILITEK-TP\n");
	put("/sys/class/input/event0/device/id/bustype", "0003\n");
	put("/sys/class/input/event0/device/id/vendor", "222a\n");
	put("/sys/class/input/event0/device/id/product", "0001\n");
	put("/sys/class/input/event0/device/id/version", "0110\n");
	put("/sys/class/input/event0/device/capabilities/rel", "0\n");
	put("/sys/class/input/event0/device/properties", "2\n");
	put("/sys/class/input/event0/device/capabilities/ev", "b\n");
	put("/sys/class/input/event0/device/capabilities/key", "400 0 0 0 0 0\n");
	put("/sys/class/input/event0/device/capabilities/abs", "260800000000003\n");
	put("/run/borne/ui/touch.json",
			"{\"muted\":[{\"x_percent\":82,\"y_percent\":7,\"touches\":940,\"since\":1763990000}]}");
	look(&h);
	for (size_t i = 0; i < h.len; i++) {
		f = h.at[i].id == HEALTH_TOUCH_GHOST ? &h.at[i] : f;
	}
	assert_non_null(f);
	assert_int_equal(f->state, HEALTH_ATTENTION);
	assert_non_null(strstr(f->fact, "82 % from the left and 7 % from the top (940 times)"));
	assert_non_null(f->remedy);
	health_finish(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_network_that_is_not_joined_has_one_message, begin, end),
		cmocka_unit_test_setup_teardown(a_joined_network_is_well, begin, end),
		cmocka_unit_test_setup_teardown(a_muted_spot_is_named_with_its_place, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
