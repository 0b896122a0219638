/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.h - the same repository as files on a disk of this machine
 *
 * A request whose address is file:///folder/... is answered by the parent itself,
 * from the disk: there is nothing to fetch, and the child could not read it anyway.
 * What is read is checked exactly like what is fetched. */
#ifndef TRANSFER_FILE_H
#define TRANSFER_FILE_H

#include "transfer/request.h"

#define FILE_SCHEME "file://"

/* As transport_get(); status 200 or 404. Symbolic links are not followed, only plain files count. */
MUST_USE bool file_get(const struct transport_request *request, struct transport_answer *answer, struct result *r);
/* The same of an address without its scheme. */
MUST_USE bool file_get_at(const char *quoted, const struct transport_request *request, struct transport_answer *answer,
		struct result *r);
/* Owned: an address without its scheme, percent-decoded; NULL when it is not absolute or holds a NUL. */
char *file_path(const char *quoted);

#endif
