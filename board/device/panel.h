/* SPDX-License-Identifier: GPL-3.0-or-later */
/* panel.h - the screens that the kernel sees (DRM connectors), and their coming and going
 *
 * The interface draws on the first connected one, as SDL does. A unit may be switched on before its screen, a cable may
 * be pulled, another screen may be hung up: each is named, and followed. Read from sysfs (Documentation/gpu/drm-uapi:
 * status, modes, edid); udev says when to look again. One thread at a time. */
#ifndef DEVICE_PANEL_H
#define DEVICE_PANEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { PANELS_MAX = 8, PANEL_NAME_BYTES = 32 };

struct panel {
	char connector[PANEL_NAME_BYTES]; /* "HDMI-A-1" */
	bool connected;
	char mode[PANEL_NAME_BYTES]; /* the one that it wants, "1080x1920"; "": it tells none */
	uint64_t edid;               /* hash of what it says of itself; 0: nothing */
};

struct panel_list {
	struct panel at[PANELS_MAX];
	size_t len;
};

/* All connectors below `root` ("": this machine), by name, at most PANELS_MAX. None is no error. */
void panel_list_read(const char *root, struct panel_list *out);
/* The one that is drawn on; NULL: none is connected. Borrowed from `list`. */
const struct panel *panel_list_first(const struct panel_list *list);
/* "HDMI-A-1, HDMI-A-2", cut at size; "" when the kernel knows no connector. */
void panel_list_print(const struct panel_list *list, char *out, size_t size);

enum panel_change {
	PANEL_SAME,
	PANEL_GONE,  /* the one that is drawn on is not connected any more */
	PANEL_BACK,  /* and is again: what was drawn meanwhile is to be drawn anew */
	PANEL_OTHER, /* another one, or another size: the interface has to be opened anew */
};

/* What became of `shown`, which is drawn on and was `gone` or not at the look before. Pure. */
enum panel_change panel_compare(const struct panel *shown, bool gone, const struct panel_list *now);

struct panelwatch;
/* Owned: panelwatch_close(). NULL: udev cannot be talked to. `root` as above, copied. */
MUST_USE struct panelwatch *panelwatch_open(const char *root, struct err *e);
/* NULL is fine. */
void panelwatch_close(struct panelwatch *w);
/* To poll for reading; valid until panelwatch_close(). */
int panelwatch_fd(const struct panelwatch *w);
/* What the kernel sees now; takes what udev has said. Borrowed until the next call of this or of panelwatch_next(). */
const struct panel_list *panelwatch_look(struct panelwatch *w);
/* From here on the first connected one is the one that is drawn on. */
void panelwatch_begin(struct panelwatch *w);
/* What became of it since the last call, never blocking, each change once. Reads nothing while udev says nothing. */
enum panel_change panelwatch_next(struct panelwatch *w);
/* Its connector's name; "" before panelwatch_begin(). Borrowed. */
const char *panelwatch_shown(const struct panelwatch *w);

#endif
