/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse.h - the process that tries new content: `borne --rehearse GENERATION`
 *
 * Opens and checks the generation, then lays out and paints, off the screen and in
 * every language, what visitors can reach: home, themes, articles, the directory with
 * its filters, places with their maps, the questionnaire and searches. Says each step
 * on standard output before it is begun ("step ...", then "good" or "bad ..."), so that
 * the parent knows where it died (rehearsal.h). Limits itself: low priority, first
 * to be killed when memory is short, bounded memory and CPU time, ends with its parent.
 * UI thread of that process. */
#ifndef REMOTE_REHEARSE_H
#define REMOTE_REHEARSE_H

#include "platform/kiosk.h"

/* Before anything is opened. */
void rehearse_limit(void);
/* Returns the process's exit code. Writes nothing but standard output. */
int rehearse_run(const struct kiosk_options *options, uint64_t generation);
/* The same for content in service: reads all of its files and paints nothing. */
int rehearse_reading(const struct content_options *options, uint64_t generation);

#endif
