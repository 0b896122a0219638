/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/database.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "fuzz/ramfile.h"

enum { TABLES_MAX = 48, COLUMNS_MAX = 24, EDITS_MAX = 6, RUNS_MAX = 12, RUN_BYTES_MAX = 8, TEXT_DOUBLINGS_MAX = 14 };
enum { PAGE_BYTES = 1024 };

struct table {
	char *name, *sql; /* as the schema has them */
	char *columns[COLUMNS_MAX];
	size_t columns_len;
	char *key; /* columns of the primary key, with commas */
	sqlite3_int64 rows;
};

struct database {
	char *path;
	unsigned char *image; /* the seed */
	size_t image_len, written;
	struct table tables[TABLES_MAX];
	size_t tables_len;
};

/* What is left of the input; zeros after its end. */
struct input {
	const uint8_t *at, *end;
};

static void need(bool ok, const char *what, sqlite3 *db)
{
	if (!ok) {
		(void)fprintf(stderr, "fuzz/database: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
		abort();
	}
}

static void run(sqlite3 *db, const char *sql)
{
	need(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "seed", db);
}

static sqlite3 *memory(void)
{
	sqlite3 *db = NULL;
	need(sqlite3_open(":memory:", &db) == SQLITE_OK, "open", db);
	return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	need(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK, sql, db);
	return s;
}

/* ---- the seed ---- */

/* Any value may stand in any column of what comes out. */
static char *without_types(const char *schema)
{
	static const char *const words[] = { " INTEGER NOT NULL", " TEXT NOT NULL", " REAL NOT NULL", " BLOB NOT NULL",
		" NOT NULL", " TEXT", " REAL", " BLOB" };
	struct buf out = { 0 };
	for (const char *c = schema; *c;) {
		size_t skip = 0;
		for (size_t i = 0; skip == 0 && i < ARRAY_LEN(words); i++) {
			skip = str_starts(c, words[i]) ? strlen(words[i]) : 0;
		}
		if (skip == 0) {
			buf_add_char(&out, *c++);
		}
		c += skip;
	}
	return buf_take(&out);
}

static void read_columns(sqlite3 *db, struct table *t)
{
	CLEANUP(free_ptr) char *sql = mem_printf("SELECT name, pk FROM pragma_table_info('%s')", t->name);
	struct buf key = { 0 };
	sqlite3_stmt *s = prepare(db, sql);
	while (sqlite3_step(s) == SQLITE_ROW && t->columns_len < COLUMNS_MAX) {
		const char *name = (const char *)sqlite3_column_text(s, 0);
		t->columns[t->columns_len++] = mem_strdup(name);
		if (sqlite3_column_int(s, 1) > 0) {
			buf_printf(&key, "%s\"%s\"", key.len ? "," : "", name);
		}
	}
	sqlite3_finalize(s);
	t->key = key.len ? buf_take(&key) : mem_strdup("rowid");
	CLEANUP(free_ptr) char *count = mem_printf("SELECT count(*) FROM \"%s\"", t->name);
	s = prepare(db, count);
	t->rows = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
	sqlite3_finalize(s);
}

/* `virtual` tables are read through their own tables, which are there as well. */
static void read_tables(struct database *d, sqlite3 *db)
{
	sqlite3_stmt *s = prepare(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE "
				      "'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%' ORDER BY name");
	while (sqlite3_step(s) == SQLITE_ROW && d->tables_len < TABLES_MAX) {
		struct table *t = &d->tables[d->tables_len++];
		t->name = mem_strdup((const char *)sqlite3_column_text(s, 0));
		read_columns(db, t);
	}
	sqlite3_finalize(s);
}

static void keep_image(struct database *d, sqlite3 *db)
{
	sqlite3_int64 len = 0;
	unsigned char *image = sqlite3_serialize(db, "main", &len, 0);
	need(image != NULL, "serialize", db);
	d->image = mem_alloc((size_t)len);
	memcpy(d->image, image, (size_t)len);
	d->image_len = (size_t)len;
	sqlite3_free(image);
}

/* The SQL that the reader will compare with its own. */
static void read_schema(struct database *d, const char *schema)
{
	sqlite3 *db = memory();
	run(db, schema);
	for (size_t i = 0; i < d->tables_len; i++) {
		sqlite3_stmt *s = prepare(db, "SELECT sql FROM sqlite_schema WHERE name = ?1");
		sqlite3_bind_text(s, 1, d->tables[i].name, -1, SQLITE_STATIC);
		need(sqlite3_step(s) == SQLITE_ROW, "schema", db);
		d->tables[i].sql = mem_strdup((const char *)sqlite3_column_text(s, 0));
		sqlite3_finalize(s);
	}
	sqlite3_close(db);
}

struct database *database_create(const char *name, const char *schema, const char *rows, int application_id,
		int user_version)
{
	struct database *d = mem_zalloc(1, sizeof *d);
	d->path = ramfile_path(name);
	sqlite3 *db = memory();
	CLEANUP(free_ptr) char *loose = without_types(schema);
	CLEANUP(free_ptr)
	char *pragmas = mem_printf("PRAGMA page_size = %d; PRAGMA application_id = %d; PRAGMA user_version = %d",
			PAGE_BYTES, application_id, user_version);
	run(db, pragmas);
	run(db, loose);
	run(db, rows);
	read_tables(d, db);
	keep_image(d, db);
	sqlite3_close(db);
	read_schema(d, schema);
	return d;
}

struct database *database_of_file(const char *name, const char *path)
{
	struct database *d = mem_zalloc(1, sizeof *d);
	d->path = ramfile_path(name);
	sqlite3 *db = NULL;
	need(sqlite3_open(path, &db) == SQLITE_OK, path, db);
	read_tables(d, db);
	keep_image(d, db);
	sqlite3_close(db);
	return d;
}

/* ---- rows ---- */

static unsigned byte(struct input *in)
{
	return in->at < in->end ? *in->at++ : 0;
}

static sqlite3_int64 number(struct input *in, int bytes)
{
	uint64_t value = 0;
	for (int i = 0; i < bytes; i++) {
		value = value << 8 | byte(in);
	}
	return (sqlite3_int64)value;
}

static const void *run_of(struct input *in, size_t *len)
{
	size_t want = byte(in);
	size_t left = (size_t)(in->end - in->at);
	*len = want < left ? want : left;
	const void *from = in->at;
	in->at += *len;
	return from;
}

static void bind_long(sqlite3_stmt *s, struct input *in)
{
	unsigned doublings = byte(in) % (TEXT_DOUBLINGS_MAX + 1);
	size_t len;
	const char *from = run_of(in, &len);
	struct buf text = { 0 };
	buf_add(&text, len ? from : "x", len ? len : 1);
	for (unsigned i = 0; i < doublings && text.len < 200000; i++) {
		buf_reserve(&text, text.len);
		buf_add(&text, text.bytes, text.len);
	}
	sqlite3_bind_text(s, 1, buf_text(&text), (int)text.len, SQLITE_TRANSIENT);
	buf_finish(&text);
}

/* The value that is there, with some of its bytes changed, added or cut. */
static void bind_patched(sqlite3_stmt *s, struct input *in, sqlite3_stmt *old)
{
	struct buf value = { 0 };
	int type = sqlite3_column_type(old, 0);
	const void *bytes = sqlite3_column_blob(old, 0);
	size_t at = (size_t)number(in, 2);
	bool cut = byte(in) & 1;
	size_t len;
	const void *run = run_of(in, &len);
	buf_add(&value, bytes, bytes ? (size_t)sqlite3_column_bytes(old, 0) : 0);
	at = value.len ? at % (value.len + 1) : 0;
	CLEANUP(free_ptr) char *tail = mem_alloc(value.len + 1);
	size_t from = cut ? at : at + len < value.len ? at + len : value.len;
	size_t tail_len = value.len - from;
	if (tail_len) {
		memcpy(tail, value.bytes + from, tail_len);
	}
	value.len = at;
	buf_add(&value, run, len);
	buf_add(&value, tail, cut && at % 2 ? 0 : tail_len);
	if (type == SQLITE_BLOB) {
		sqlite3_bind_blob(s, 1, buf_text(&value), (int)value.len, SQLITE_TRANSIENT);
	} else {
		sqlite3_bind_text(s, 1, buf_text(&value), (int)value.len, SQLITE_TRANSIENT);
	}
	buf_finish(&value);
}

static void bind_value(sqlite3_stmt *s, struct input *in, sqlite3_stmt *old)
{
	static const sqlite3_int64 whole[] = { 0, 1, -1, 2, 9, 10, 64, 255, 256, 512, 1000, 32767, 65536, INT32_MAX,
		INT32_MIN, (sqlite3_int64)1 << 47, ((sqlite3_int64)1 << 47) + 1, INT64_MAX, INT64_MIN };
	static const double real[] = { 0.5, -0.0, INFINITY, -INFINITY, 1e300, -1e300, 5e-324, 85.0000001, -85, 180.5,
		-180, 90, 1e18, 9.3e18, 46.2, 4.8 };
	static const char *const texts[] = { "", " ", "9999-99-99", "2026-02-30", "-1", "1e309", "nan", "inf",
		"{1}{2}{3}", "Mo-Su 00:00-48:00", "2026 Dec 24 off", "week 1-53/7 Mo[1,-1] 22:00+", "a/b/c", "../x",
		"\xE2\x80\xAE\xD8\xA7", "\xF0\x9F\x98\x80", "\xC3(", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\n\t\x01\x7F",
		"Europe/Nowhere", "fr-FR-x-long" };
	size_t len;
	const void *bytes;
	switch (byte(in) % 10) {
	case 0:
		sqlite3_bind_null(s, 1);
		break;
	case 1:
		sqlite3_bind_int64(s, 1, (signed char)byte(in));
		break;
	case 2:
		sqlite3_bind_int64(s, 1, number(in, 8));
		break;
	case 3:
		sqlite3_bind_int64(s, 1, whole[byte(in) % ARRAY_LEN(whole)]);
		break;
	case 4:
		sqlite3_bind_double(s, 1, real[byte(in) % ARRAY_LEN(real)]);
		break;
	case 5:
		sqlite3_bind_text(s, 1, texts[byte(in) % ARRAY_LEN(texts)], -1, SQLITE_STATIC);
		break;
	case 6:
		bytes = run_of(in, &len);
		sqlite3_bind_text(s, 1, bytes, (int)len, SQLITE_TRANSIENT);
		break;
	case 7:
		bytes = run_of(in, &len);
		sqlite3_bind_blob(s, 1, bytes, (int)len, SQLITE_TRANSIENT);
		break;
	case 8:
		bind_long(s, in);
		break;
	default:
		bind_patched(s, in, old);
		break;
	}
}

/* A copy of the row with the value in that column; what a key refuses stays as it was. */
static char *copy_sql(const struct table *t, size_t column)
{
	struct buf sql = { 0 };
	buf_printf(&sql, "INSERT OR REPLACE INTO \"%s\" SELECT ", t->name);
	for (size_t i = 0; i < t->columns_len; i++) {
		buf_printf(&sql, i == column ? "%s?1" : "%s\"%s\"", i ? "," : "", t->columns[i]);
	}
	buf_printf(&sql, " FROM \"%s\" LIMIT 1 OFFSET ?2", t->name);
	return buf_take(&sql);
}

static void edit_row(struct database *d, sqlite3 *db, struct input *in)
{
	enum { UPDATES = 6, DELETE = 6, OPERATIONS = 8 };
	const struct table *t = &d->tables[byte(in) % d->tables_len];
	size_t column = byte(in) % t->columns_len;
	sqlite3_int64 row = t->rows ? (sqlite3_int64)byte(in) % t->rows : 0;
	unsigned operation = byte(in) % OPERATIONS;
	CLEANUP(free_ptr)
	char *select = mem_printf("SELECT \"%s\" FROM \"%s\" LIMIT 1 OFFSET ?2", t->columns[column], t->name);
	CLEANUP(free_ptr)
	char *change = operation < UPDATES ? mem_printf("UPDATE OR REPLACE \"%s\" SET \"%s\" = ?1 WHERE (%s) IN "
							"(SELECT %s FROM \"%s\" "
							"LIMIT 1 OFFSET ?2)",
							     t->name, t->columns[column], t->key, t->key, t->name)
		       : operation == DELETE
				       ? mem_printf("DELETE FROM \"%s\" WHERE ?1 IS NOT 0 AND (%s) IN (SELECT %s FROM "
						    "\"%s\" LIMIT 1 OFFSET ?2)",
							 t->name, t->key, t->key, t->name)
				       : copy_sql(t, column);
	sqlite3_stmt *old = prepare(db, select);
	sqlite3_bind_int64(old, 2, row);
	if (sqlite3_step(old) == SQLITE_ROW) {
		sqlite3_stmt *s = prepare(db, change);
		bind_value(s, in, old);
		sqlite3_bind_int64(s, 2, row);
		sqlite3_reset(old);
		(void)sqlite3_step(s);
		sqlite3_finalize(s);
	}
	sqlite3_finalize(old);
}

static void tighten(const struct database *d, sqlite3 *db)
{
	run(db, "PRAGMA writable_schema = ON");
	sqlite3_stmt *s = prepare(db, "UPDATE sqlite_schema SET sql = ?1 WHERE type = 'table' AND name = ?2");
	for (size_t i = 0; i < d->tables_len && d->tables[i].sql; i++) {
		sqlite3_bind_text(s, 1, d->tables[i].sql, -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 2, d->tables[i].name, -1, SQLITE_STATIC);
		(void)sqlite3_step(s);
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
}

/* Owned: sqlite3_free(). */
static unsigned char *edited(struct database *d, struct input *in, unsigned edits, sqlite3_int64 *len)
{
	enum { ROOM = 1024 * 1024 };
	sqlite3 *db = memory();
	unsigned char *copy = sqlite3_malloc64(d->image_len);
	need(copy != NULL, "memory", NULL);
	memcpy(copy, d->image, d->image_len);
	need(sqlite3_deserialize(db, "main", copy, (sqlite3_int64)d->image_len, (sqlite3_int64)d->image_len,
			     SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK,
			"deserialize", db);
	run(db, "PRAGMA journal_mode = OFF");
	for (unsigned i = 0; i < edits; i++) {
		edit_row(d, db, in);
	}
	tighten(d, db);
	unsigned char *image = sqlite3_serialize(db, "main", len, 0);
	need(image != NULL, "serialize", db);
	sqlite3_close(db);
	return image;
}

/* ---- bytes ---- */

static void change_bytes(unsigned char *image, size_t len, struct input *in)
{
	for (unsigned runs = byte(in) % (RUNS_MAX + 1); runs > 0; runs--) {
		/* Most of a file's structure is in the first bytes of its pages. */
		size_t at = (size_t)number(in, 3) % len;
		unsigned count = byte(in);
		if (count & 0x80) {
			at = at / PAGE_BYTES * PAGE_BYTES + at % 16;
		}
		for (count = count % RUN_BYTES_MAX + 1; count > 0 && at < len; count--) {
			image[at++] = (unsigned char)byte(in);
		}
	}
}

void database_write_seed(struct database *d)
{
	static const uint8_t no_changes[2];
	(void)database_write(d, no_changes, sizeof no_changes);
}

size_t database_write(struct database *d, const uint8_t *data, size_t size)
{
	struct input in = { data, data + size };
	sqlite3_int64 len;
	unsigned char *image = edited(d, &in, byte(&in) % (EDITS_MAX + 1), &len);
	change_bytes(image, (size_t)len, &in);
	ramfile_write(d->path, image, (size_t)len);
	d->written = (size_t)len;
	sqlite3_free(image);
	return (size_t)(in.at - data);
}

const char *database_path(const struct database *d)
{
	return d->path;
}

size_t database_bytes(const struct database *d)
{
	return d->written;
}
