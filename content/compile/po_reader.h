/* SPDX-License-Identifier: GPL-3.0-or-later */
/* po_reader.h - gettext's files of words (.po), opened so that every mistake is named at its line
 *
 * libgettextpo calls back without a context pointer: one file is read at a time. One thread. */
#ifndef COMPILE_PO_READER_H
#define COMPILE_PO_READER_H

#include <gettext-po.h>

#include "compile/pack.h"

/* The messages of the file, and its whole text behind *text (added; the caller's buf_finish()). NULL: not there, not
 * UTF-8 or not a .po file, which is reported. Owned: po_file_free(). `path` must live as long as the pack. */
po_file_t po_reader_open(struct pack *p, const char *path, struct buf *text);
/* The line on which `msgid` stands in the file's text; 0 where it is written over several lines. */
int po_reader_line(const char *text, const char *msgid);

#endif
