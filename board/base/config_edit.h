/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config_edit.h - changes single options in the text of borne.yaml
 *
 * The file is a technician's: comments, order and every other line stay as they are. What was edited is read again, and
 * refused when anything but the named options came out differently, whatever form the file had. One thread. */
#ifndef BASE_CONFIG_EDIT_H
#define BASE_CONFIG_EDIT_H

#include "base/buf.h"
#include "base/config_table.h"
#include "base/err.h"

/* Borrowed. The option is a single value: no list, no matrix. */
struct config_change {
	const struct config_option *option;
	const char *value; /* as the file would write it, without quotes */
};

/* Appends `text` with the changes to *out. False: a value is not right, or the text cannot be edited safely; *out is
 * untouched. `name` stands for the file in *e. A mistake elsewhere in the text is no hindrance. Pure. */
MUST_USE bool config_edit(const char *name, const char *text, size_t len, const struct config_change *changes,
		size_t count, struct buf *out, struct err *e);
/* The same with the file itself: replaced at once, owner and permissions stay. */
MUST_USE bool config_edit_file(const char *path, const struct config_change *changes, size_t count, struct err *e);
/* Writes `text` in place of a file that is there, which keeps its owner, group and permissions: settings hold hashes of
 * codes, and the programs read them through their group. */
MUST_USE bool config_replace_file(const char *path, const struct buf *text, struct err *e);

#endif
