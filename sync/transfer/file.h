/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.h - the same repository as files, on a stick
 *
 * A request whose address is file:///folder/... is answered by the parent itself,
 * from the disk: there is nothing to fetch, and the child could not read it anyway.
 * What is read is checked exactly like what is fetched. */
#ifndef TRANSFER_FILE_H
#define TRANSFER_FILE_H

#include "transfer/link.h"

#define LOCAL_SCHEME "file://"

bool local_is(const char *url);
/* As link_get(); status 200 or 404. Symbolic links are not followed, only plain files count. */
MUST_USE bool local_get(const struct link_request *request, struct link_reply *reply, struct err *e);
/* Owned: the path of a file:// address, percent-decoded; NULL when it is not absolute or holds a NUL. */
char *local_path(const char *url);

#endif
