/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "build/schema.h"

/* The path is relative to the top of the tree, where make runs the compiler; the Makefile names the dependency. */
__asm__(".section .rodata\n"
	".global schema_sql\n"
	".type schema_sql, %object\n"
	"schema_sql:\n"
	".incbin \"content/schema.sql\"\n"
	".byte 0\n"
	".size schema_sql, . - schema_sql\n"
	".global routes_schema_sql\n"
	".type routes_schema_sql, %object\n"
	"routes_schema_sql:\n"
	".incbin \"content/routes-schema.sql\"\n"
	".byte 0\n"
	".size routes_schema_sql, . - routes_schema_sql\n"
	".previous\n");
