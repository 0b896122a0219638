/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse.h - the process that tries new content: `borne --rehearse GENERATION`
 *
 * Opens and checks the generation, then lays out, off the screen and in every language,
 * what visitors can reach: home, themes, articles, the directory with its filters,
 * places with their maps, the questionnaire and searches. How many steps that is does
 * not follow the content's size: all places, and all articles in every language, of a
 * small release, 400 of either of a large one, those with the longest texts and the
 * outermost among them. What breaks a page is nearly always a text or a number that its
 * layout measures, so most are laid out and not painted, which is three quarters of
 * their cost. Painted: each article of the main language, 12 in each other one, every
 * kind of page in each language, the 56 places that are longest or outermost (24 with
 * the whole map and the way there), four pages of the directory. Says each step
 * on standard output before it is begun ("step ...", then "good" or "bad ..."), so that
 * the parent knows where it died (rehearsal.h), and at the end how many pages were
 * painted and laid out. Limits itself: low priority, reads behind all others, first to
 * be killed when memory is short, bounded memory and CPU time, ends with its parent.
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
