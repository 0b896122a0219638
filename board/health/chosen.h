/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chosen.h - settings that were chosen on the unit's screen
 *
 * They are written into borne.yaml. A unit made by `make image` takes that file from its card at each start, so they
 * are kept beside it too, each with the value that it replaced: while the card still says that, the choice stays in
 * force; a card that says something else was edited since, and wins. One thread; the account that may write both. */
#ifndef HEALTH_CHOSEN_H
#define HEALTH_CHOSEN_H

#include "base/config_edit.h"

/* Writes the changes into the settings at `path`, and keeps them in the folder `state` when it is there. What a power
 * cut interrupts is the old settings or the new. */
MUST_USE bool chosen_write(const char *state, const char *path, const struct config_change *changes, size_t count,
		struct err *e);
/* After the settings at `path` came from the card: puts what was chosen back into force. *restored, *superseded: how
 * many options have what was chosen, and how many the card's newer value; those are kept no longer. */
MUST_USE bool chosen_restore(const char *state, const char *path, size_t *restored, size_t *superseded, struct err *e);

#endif
