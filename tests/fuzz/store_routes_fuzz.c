/* SPDX-License-Identifier: GPL-3.0-or-later */
/* routes.sqlite with changed rows and bytes: what loads can be found and unpacked, within its limits. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "fuzz/database.h"
#include "store/routes.h"
#include "store/schema.h"

enum { SITE = 4711, NEAR = 100, FAR = 101 };

static void add_hex(struct buf *sql, const struct buf *bytes)
{
	for (size_t i = 0; i < bytes->len; i++) {
		buf_printf(sql, "%02x", (unsigned)(unsigned char)bytes->bytes[i]);
	}
}

static void add_route(struct buf *sql, int site, int variant)
{
	static const struct route_point points[] = { { 4887750, 46265410 }, { 4888000, 46265500 },
		{ 4889000, 46266100 }, { 4890100, 46266000 } };
	static const struct route_step steps[] = {
		{ .kind = ROUTE_DEPART, .turn = 2, .name = "Grande Rue", .metres = 120 },
		{ .kind = ROUTE_STAIRS,
				.turn = ROUTE_UP,
				.ground = ROUTE_STAIRWAY,
				.name = "",
				.metres = 8,
				.stairs = 14,
				.point = 1 },
		{ .kind = ROUTE_TURN, .turn = ROUTE_LEFT, .name = "D 28", .is_ref = true, .metres = 90, .point = 2 },
		{ .kind = ROUTE_ARRIVE, .turn = ROUTE_RIGHT, .name = "", .metres = 4, .point = 3 },
	};
	struct buf line = { 0 };
	struct buf list = { 0 };
	route_encode_points(points, ARRAY_LEN(points), &line);
	route_encode_steps(steps, ARRAY_LEN(steps), &list);
	buf_printf(sql, "INSERT INTO route VALUES (%d, %d, %d, 222, 180, 1, 3, 4, x'", site, variant, NEAR);
	add_hex(sql, &line);
	buf_add_text(sql, "', x'");
	add_hex(sql, &list);
	buf_add_text(sql, "');");
	buf_finish(&line);
	buf_finish(&list);
}

static struct database *seed(void)
{
	struct buf sql = { 0 };
	buf_printf(&sql, "INSERT INTO origin VALUES (%d, 5000), (%d, 5000);", SITE, SITE + 1);
	buf_printf(&sql, "INSERT INTO beyond VALUES (%d, %d), (%d, %d);", SITE, FAR, SITE, FAR + 1);
	add_route(&sql, SITE, ROUTE_SHORTEST);
	add_route(&sql, SITE, ROUTE_STEPLESS);
	add_route(&sql, SITE + 1, ROUTE_SHORTEST);
	struct database *d = database_create("routes.sqlite", routes_schema_sql, buf_text(&sql), ROUTES_APPLICATION_ID,
			ROUTES_SCHEMA);
	buf_finish(&sql);
	return d;
}

static void need(bool ok)
{
	if (!ok) {
		abort();
	}
}

static void look(const struct routes *r, struct arena *arena)
{
	need(r->len <= ROUTES_MAX && r->beyond_len <= ROUTES_MAX);
	need(r->known || (r->len == 0 && r->beyond_len == 0));
	need(r->reach_m >= 0 && r->reach_m <= ROUTE_METRES_MAX);
	for (size_t i = 0; i < r->len; i++) {
		const struct route_record *record = &r->records[i];
		struct route_plan plan;
		struct err e;
		need(routes_find(r, record->place, record->variant) != NULL);
		need(record->metres >= 0 && record->metres <= ROUTE_METRES_MAX && record->seconds >= 0);
		need(routes_decode(record, arena, &plan, &e));
		need(plan.points_len >= 2 && plan.points_len <= ROUTE_POINTS_MAX);
		need(plan.steps_len >= 2 && plan.steps_len <= ROUTE_STEPS_MAX);
		for (size_t k = 0; k < plan.steps_len; k++) {
			const struct route_step *s = &plan.steps[k];
			need(s->point >= 0 && (size_t)s->point < plan.points_len && s->kind < ROUTE_KINDS);
			need(utf8_valid(s->name, strlen(s->name)) && strlen(s->name) <= ROUTE_NAME_BYTES_MAX);
		}
	}
	for (size_t i = 0; i < r->beyond_len; i++) {
		(void)routes_is_beyond(r, r->beyond[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct database *d;
	struct err e = { 0 };
	if (!d) {
		d = seed();
		database_write_seed(d);
		need(routes_check(database_path(d), &e));
	}
	(void)database_write(d, data, size);
	bool checked = routes_check(database_path(d), &e);
	need(checked || e.message[0] != '\0');
	struct arena *arena = arena_create(0);
	for (int64_t site = SITE; site <= SITE + 2; site++) {
		struct routes r;
		e.message[0] = '\0';
		bool ok = routes_read(database_path(d), site, arena, &r, &e);
		need(ok || (!checked && e.message[0] != '\0'));
		if (ok) {
			look(&r, arena);
		}
	}
	arena_destroy(arena);
	return 0;
}
