/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stick.h - a repository on a stick: the folder that is plugged in, or borne/ below it
 *
 * Its address is made by the daemon for one import and read like that of a file; the
 * settings cannot name it. */
#ifndef TRANSFER_STICK_H
#define TRANSFER_STICK_H

#include "transfer/request.h"

#define STICK_SCHEME "stick://"

/* Owned: the address of that folder, or of the folder borne/ below it if that is where the repository lies. */
char *stick_url(const char *folder);
/* As file_get(). */
MUST_USE bool stick_get(const struct transport_request *request, struct transport_answer *answer, struct result *r);

#endif
