/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filewriter.h - small files of the unit's own that must last, written by a worker
 *
 * fs_write_file_atomic() waits until the card has the bytes, for seconds where the card is worn or busy: the thread
 * that draws gives the bytes away instead. A file is written as often as it was given and the card keeps up; of bytes
 * that still wait when newer ones come for the same path, the newer alone are written. UI thread only. */
#ifndef PLATFORM_FILEWRITER_H
#define PLATFORM_FILEWRITER_H

#include "base/buf.h"
#include "jobs/worker.h"

struct filewriter;
/* Owned: filewriter_destroy(). Borrows the worker until filewriter_direct(); NULL: writes in filewriter_put(). */
struct filewriter *filewriter_create(struct worker *worker);
/* What waited in the worker was written when that was destroyed; filewriter_direct() came before. NULL is fine. */
void filewriter_destroy(struct filewriter *w);
/* The worker was destroyed: from here on filewriter_put() writes by itself. NULL is fine. */
void filewriter_direct(struct filewriter *w);
/* Replaces the file at `path` (copied) by the bytes of *text, which is left empty; mode 0640. `loss` (a literal) begins
 * the warning when it cannot be written. */
void filewriter_put(struct filewriter *w, const char *path, struct buf *text, const char *loss);

#endif
