/* SPDX-License-Identifier: GPL-3.0-or-later */
/* services.h - what systemd says about a unit, over its bus */
#ifndef HEALTH_SERVICES_H
#define HEALTH_SERVICES_H

#include <stdbool.h>

/* False in a container or on a system that another init runs. */
bool services_known(void);
/* Owned: the unit's ActiveState ("active", "failed", "inactive"...); NULL when systemd cannot be asked. */
char *services_state(const char *unit);

#endif
