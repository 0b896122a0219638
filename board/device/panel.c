/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/panel.h"

#include <glob.h>
#include <libudev.h>
#include <stdlib.h>
#include <string.h>

#include "base/fsutil.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/str.h"

enum { FILE_BYTES_MAX = 64 * 1024 }; /* an EDID has at most 256 blocks of 128 bytes */

/* ---- what the kernel sees ---- */

static bool read_file(const char *folder, const char *name, struct buf *out)
{
	CLEANUP(free_ptr) char *path = fs_join(folder, name);
	return fs_read_file(path, FILE_BYTES_MAX, out, NULL);
}

/* The first line of a file; "": it cannot be read, or its line is longer. */
static void read_line(const char *folder, const char *name, char out[PANEL_NAME_BYTES])
{
	struct buf text = { 0 };
	out[0] = '\0';
	if (read_file(folder, name, &text)) {
		const char *at = buf_text(&text);
		size_t len = strcspn(at, "\n");
		if (len < PANEL_NAME_BYTES) {
			memcpy(out, at, len);
			out[len] = '\0';
		}
	}
	buf_finish(&text);
}

/* `folder`: ".../card0-HDMI-A-1". */
static bool read_panel(const char *folder, struct panel *out)
{
	char status[PANEL_NAME_BYTES];
	const char *card = strrchr(folder, '/');
	const char *dash = card ? strchr(card, '-') : NULL;
	read_line(folder, "status", status);
	if (!dash || status[0] == '\0' || strlen(dash + 1) >= sizeof out->connector) {
		return false;
	}
	*out = (struct panel){ .connected = str_equal(status, "connected") };
	str_cut(out->connector, sizeof out->connector, dash + 1);
	if (out->connected) {
		struct buf edid = { 0 };
		read_line(folder, "modes", out->mode);
		if (read_file(folder, "edid", &edid) && edid.len > 0) {
			out->edid = hash_add(HASH_START, edid.bytes, edid.len);
		}
		buf_finish(&edid);
	}
	return true;
}

void panel_list_read(const char *root, struct panel_list *out)
{
	CLEANUP(free_ptr) char *pattern = mem_printf("%s/sys/class/drm/card*-*", root);
	glob_t found = { 0 };
	out->len = 0;
	if (glob(pattern, 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc && out->len < PANELS_MAX; i++) {
			out->len += read_panel(found.gl_pathv[i], &out->at[out->len]);
		}
	}
	globfree(&found);
}

const struct panel *panel_list_first(const struct panel_list *list)
{
	for (size_t i = 0; i < list->len; i++) {
		if (list->at[i].connected) {
			return &list->at[i];
		}
	}
	return NULL;
}

void panel_list_print(const struct panel_list *list, char *out, size_t size)
{
	struct buf names = { 0 };
	for (size_t i = 0; i < list->len; i++) {
		buf_printf(&names, "%s%s", i ? ", " : "", list->at[i].connector);
	}
	str_cut(out, size, buf_text(&names));
	buf_finish(&names);
}

enum panel_change panel_compare(const struct panel *shown, bool gone, const struct panel_list *now)
{
	const struct panel *first = panel_list_first(now);
	if (!first) {
		return gone ? PANEL_SAME : PANEL_GONE;
	}
	for (size_t i = 0; i < now->len; i++) {
		const struct panel *p = &now->at[i];
		if (p->connected && str_equal(p->connector, shown->connector)) {
			first = p; /* a second one beside it changes nothing */
		}
	}
	bool same = str_equal(first->connector, shown->connector) && str_equal(first->mode, shown->mode) &&
		    first->edid == shown->edid;
	if (!same) {
		return PANEL_OTHER;
	}
	return gone ? PANEL_BACK : PANEL_SAME;
}

/* ---- what udev says ---- */

struct panelwatch {
	struct udev *udev;
	struct udev_monitor *monitor;
	char *root;
	struct panel_list now;
	struct panel shown;
	bool gone;
};

struct panelwatch *panelwatch_open(const char *root, struct err *e)
{
	struct panelwatch *w = mem_zalloc(1, sizeof *w);
	w->root = mem_strdup(root);
	w->udev = udev_new();
	w->monitor = w->udev ? udev_monitor_new_from_netlink(w->udev, "udev") : NULL;
	if (!w->monitor || udev_monitor_filter_add_match_subsystem_devtype(w->monitor, "drm", NULL) < 0 ||
			udev_monitor_enable_receiving(w->monitor) < 0) {
		(void)fail(e, "udev does not tell when a screen is plugged in: is systemd-udevd running?");
		panelwatch_close(w);
		return NULL;
	}
	return w;
}

void panelwatch_close(struct panelwatch *w)
{
	if (!w) {
		return;
	}
	if (w->monitor) {
		(void)udev_monitor_unref(w->monitor);
	}
	if (w->udev) {
		(void)udev_unref(w->udev);
	}
	free(w->root);
	free(w);
}

int panelwatch_fd(const struct panelwatch *w)
{
	return udev_monitor_get_fd(w->monitor);
}

static bool was_told(struct panelwatch *w)
{
	bool told = false;
	struct udev_device *d;
	while ((d = udev_monitor_receive_device(w->monitor)) != NULL) {
		told = true;
		(void)udev_device_unref(d);
	}
	return told;
}

const struct panel_list *panelwatch_look(struct panelwatch *w)
{
	(void)was_told(w);
	panel_list_read(w->root, &w->now);
	return &w->now;
}

void panelwatch_begin(struct panelwatch *w)
{
	const struct panel *first = panel_list_first(panelwatch_look(w));
	w->shown = first ? *first : (struct panel){ 0 };
	w->gone = false;
}

enum panel_change panelwatch_next(struct panelwatch *w)
{
	if (w->shown.connector[0] == '\0' || !was_told(w)) {
		return PANEL_SAME;
	}
	panel_list_read(w->root, &w->now);
	enum panel_change change = panel_compare(&w->shown, w->gone, &w->now);
	w->gone = change == PANEL_GONE || (change == PANEL_SAME && w->gone);
	return change;
}

const char *panelwatch_shown(const struct panelwatch *w)
{
	return w->shown.connector;
}
