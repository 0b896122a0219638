/* SPDX-License-Identifier: GPL-3.0-or-later */
/* database.h - SQLite files for fuzz targets: a valid one, changed by rows and by bytes
 *
 * The bytes of an input choose table, row, column and a value that the column would
 * never have: another type, an infinity, a long text, malformed UTF-8, a NUL, a blob.
 * Types and NOT NULL of the schema hold nothing back. Bytes of the finished file may
 * be changed on top. The readers take a path, so the file lies in RAM. Same input,
 * same file. A fault of the seed itself aborts. */
#ifndef FUZZ_DATABASE_H
#define FUZZ_DATABASE_H

#include <stddef.h>
#include <stdint.h>

struct database;

/* Runs `schema`, then `rows`, then PRAGMA application_id and user_version. Owned, for the life of the process: the file
 * is made at `name` in ramfile_dir(). */
struct database *database_create(const char *name, const char *schema, const char *rows, int application_id,
		int user_version);
/* The same of a file that another program made. `rows` may then be changed as far as its types let it. */
struct database *database_of_file(const char *name, const char *path);
/* Writes the seed as it is. */
void database_write_seed(struct database *d);
/* Writes the seed, changed: a byte that says how many rows, the changes, a byte that says how many runs of bytes, the
 * changes. Returns how many bytes of the input that took; the rest is the target's. Replaces the file: a reader
 * that has the last one open keeps that. */
size_t database_write(struct database *d, const uint8_t *data, size_t size);
/* Borrowed. */
const char *database_path(const struct database *d);
/* Of the file as it was written last. */
size_t database_bytes(const struct database *d);

#endif
