/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/account.h"

#include <errno.h>
#include <pwd.h>

#include "base/str.h"

bool account_find_fetch(const char *name, struct account *out, struct err *e)
{
	const char *wanted = name && name[0] ? name : ACCOUNT_FETCH;
	errno = 0;
	const struct passwd *user = getpwnam(wanted);
	if (!user && str_equal(wanted, ACCOUNT_FETCH)) {
		user = getpwnam(ACCOUNT_FETCH_ELSE);
	}
	if (!user || user->pw_uid == 0) {
		return fail_kind(e, ERR_DENIED, "the fetching user '%s' %s", wanted,
				user ? "is root" : "does not exist");
	}
	str_cut(out->name, sizeof out->name, user->pw_name);
	out->uid = user->pw_uid;
	out->gid = user->pw_gid;
	return true;
}
