/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schema.h - content/schema.sql and content/routes-schema.sql, compiled in */
#ifndef BUILD_SCHEMA_H
#define BUILD_SCHEMA_H

/* NUL-terminated. */
extern const char schema_sql[];
extern const char routes_schema_sql[];

#endif
