/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health/services.h"

#include <stdlib.h>
#include <systemd/sd-bus.h>
#include <systemd/sd-daemon.h>

#include "base/mem.h"

bool services_known(void)
{
	return sd_booted() > 0;
}

char *services_state(const char *unit)
{
	sd_bus *bus = NULL;
	char *path = NULL;
	char *text = NULL;
	char *state = NULL;
	if (sd_bus_open_system(&bus) >= 0 && sd_bus_path_encode("/org/freedesktop/systemd1/unit", unit, &path) >= 0 &&
			sd_bus_get_property_string(bus, "org.freedesktop.systemd1", path,
					"org.freedesktop.systemd1.Unit", "ActiveState", NULL, &text) >= 0) {
		state = mem_strdup(text);
	}
	free(text);
	free(path);
	(void)sd_bus_flush_close_unref(bus);
	return state;
}
