/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schema.h - content/schema.sql, compiled in */
#ifndef BUILD_SCHEMA_H
#define BUILD_SCHEMA_H

extern const char schema_sql[]; /* NUL-terminated */

#endif
