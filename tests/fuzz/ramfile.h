/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ramfile.h - files in RAM, for readers that take a path
 *
 * One folder a process, removed at exit. */
#ifndef FUZZ_RAMFILE_H
#define FUZZ_RAMFILE_H

#include <stddef.h>

/* Borrowed: the folder. */
const char *ramfile_dir(void);
/* Owned: "FOLDER/name"; folders in `name` are made. */
char *ramfile_path(const char *name);
/* Replaces the file: a reader that has the last one open keeps that. */
void ramfile_write(const char *path, const void *bytes, size_t len);

#endif
