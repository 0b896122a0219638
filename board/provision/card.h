/* SPDX-License-Identifier: GPL-3.0-or-later */
/* card.h - borne.yaml of the card's boot partition: into the unit, and without what is secret
 *
 * A card lies in a box that anyone can open, and a FAT partition has no owners. What is secret in its borne.yaml moves
 * to the data partition at the first start; in its place stands CONFIG_KEPT. The order is such that a power cut leaves
 * each secret on the card, in the unit, or in both. One thread; the account that may write both. */
#ifndef PROVISION_CARD_H
#define PROVISION_CARD_H

#include "base/buf.h"
#include "base/err.h"

#define CARD_FILE "borne.yaml"
/* In `state`, while it exists: the file that the card is to have. */
#define CARD_INTENT "new-card.yaml"

struct card_request {
	const char *card;     /* the mounted boot partition; what must change waits while it is read-only */
	const char *state;    /* folder of what the unit keeps (kept.h) */
	const char *settings; /* what the programs read: made from the card's, with the codes that the unit keeps */
};

enum card_outcome {
	CARD_ABSENT,  /* there is no borne.yaml on it: the settings stay as they are */
	CARD_TAKEN,   /* nothing secret was on it */
	CARD_WAITING, /* read-only: the unit keeps the secrets, and the file of the card waits in CARD_INTENT of `state`
		       */
	CARD_CLEANED, /* the secrets were moved */
	CARD_UNCLEANED, /* the unit keeps them, and they are still on the card: a line in the problems */
};

/* Takes the settings. What is wrong in them is no failure: the programs say so, and a file that is no YAML is copied as
 * it is, so that they can. Appends to `problems` what concerns the moving, a line each. False: nothing could be taken.
 */
MUST_USE bool card_take(const struct card_request *r, enum card_outcome *outcome, struct buf *problems, struct err *e);

/* For each value that must not stay on the card appends the text with CONFIG_KEPT in its place (once with the words
 * that say so) to *card, and the text with what the programs need to *settings. `kept` gets the secrets of the text,
 * over those it has. Pure. Returns how many secrets the text had. */
struct kept;
size_t card_part(const char *text, size_t len, struct kept *kept, struct buf *card, struct buf *settings,
		struct buf *problems);

#endif
