/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware/slots.h"

#include <string.h>

#include "base/fsutil.h"
#include "base/mem.h"
#include "base/str.h"
#include "firmware/slots_loader.h"

static const struct slots_loader *loader_of(const char *boot)
{
	CLEANUP(free_ptr) char *uboot = fs_join(boot, "uboot");
	return fs_exists(uboot) ? &slots_uboot : &slots_systemd_boot;
}

bool slots_read(const char *boot, char slot, struct slot_entry *out, struct err *e)
{
	*out = (struct slot_entry){ 0 };
	return loader_of(boot)->read(boot, slot, out, e);
}

bool slots_clear(const char *boot, char slot, struct err *e)
{
	return loader_of(boot)->clear(boot, slot, e);
}

bool slots_enter(const char *boot, char slot, const char *text, struct err *e)
{
	static const char mark[] = "@slot@";
	struct buf entry = { 0 };
	const char *at;
	while ((at = strstr(text, mark)) != NULL) {
		buf_add(&entry, text, (size_t)(at - text));
		buf_add_char(&entry, slot);
		text = at + sizeof mark - 1;
	}
	buf_add_text(&entry, text);
	bool ok = loader_of(boot)->enter(boot, slot, &entry, e);
	buf_finish(&entry);
	return ok;
}

bool slots_confirm(const char *boot, char slot, struct err *e)
{
	return loader_of(boot)->confirm(boot, slot, e);
}
