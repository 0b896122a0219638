/* SPDX-License-Identifier: GPL-3.0-or-later */
/* importanswer.h - lines of JSON to the program that asked for an import (sync/FORMAT.md section 6)
 *
 * Writing never waits: a peer that stopped reading loses lines and does not stop the
 * import. */
#ifndef DAEMON_IMPORTANSWER_H
#define DAEMON_IMPORTANSWER_H

#include <jansson.h>

#include "daemon/syncd.h"

/* One line. Takes `o`; fd -1: nothing is sent. */
void importanswer_send(int fd, json_t *o);
/* How far the import that runs is; nothing when none runs. */
void importanswer_progress(const struct syncd *d);

#endif
