/* SPDX-License-Identifier: GPL-3.0-or-later */
/* account.h - the account that the fetching process becomes
 *
 * sync.fetch_user, looked up for the process that becomes it and for --check-config by the same function. Not safe in
 * several threads: libc's lookup is not. */
#ifndef BASE_ACCOUNT_H
#define BASE_ACCOUNT_H

#include <sys/types.h>

#include "base/err.h"

/* The account that `make install` describes, and who stands in for it where nothing was installed. */
#define ACCOUNT_FETCH "borne-fetch"
#define ACCOUNT_FETCH_ELSE "nobody"

enum { ACCOUNT_NAME_BYTES = 33 };

struct account {
	char name[ACCOUNT_NAME_BYTES];
	uid_t uid;
	gid_t gid;
};

/* NULL or "": ACCOUNT_FETCH. False: there is no such account, or it is root's; ERR_DENIED. */
MUST_USE bool account_find_fetch(const char *name, struct account *out, struct err *e);

#endif
