/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keystore_access.h - how private keys are unlocked */
#ifndef PUBLISH_KEYSTORE_ACCESS_H
#define PUBLISH_KEYSTORE_ACCESS_H

#include <stdbool.h>

struct keystore_access {
	const char *passphrase; /* NULL: asked on the terminal when a key needs one */
	bool no_passphrase;     /* new keys are written unencrypted */
};

#endif
