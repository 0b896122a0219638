/* SPDX-License-Identifier: GPL-3.0-or-later */
/* config_machine.h - what the settings name on the machine they are for: an account, files, folders
 *
 * The other half of --check-config: a value can have the right form (config_rule.h) and name nothing. */
#ifndef BASE_CONFIG_MACHINE_H
#define BASE_CONFIG_MACHINE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/config_table.h"
#include "base/err.h"

enum { CONFIG_ROOT_BYTES_MAX = 512 * 1024 };

/* On the unit itself, after config_check(): what the file at `path` names is looked for with the functions that use it,
 * sync.fetch_user among the accounts, the PEM files and root_file where they are, the folders. Values that have a
 * problem already are left alone, and so are options the file does not name, but for root_file once there is a url: the
 * defaults are what the installation made. A host is not asked for: a unit without its network is no mistake of the
 * file. Appends and returns as config_check() does. One thread at a time (account.h). */
size_t config_check_machine(const char *path, struct buf *problems);
/* Appends the file that sync.root_file names. False: absent (ERR_ABSENT), unreadable, empty or too long. */
MUST_USE bool config_read_root(const char *path, struct buf *out, struct err *e);

#endif
