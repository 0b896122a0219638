/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/mem.h"

/* bookworm's header knows ABI 2, kernels know more. */
struct ruleset {
	uint64_t fs;
	uint64_t net;    /* since ABI 4 */
	uint64_t scoped; /* since ABI 6 */
};

enum {
	FS_ABI1 = (1U << 13) - 1,
	FS_REFER = 1U << 13,     /* ABI 2 */
	FS_TRUNCATE = 1U << 14,  /* ABI 3 */
	FS_IOCTL_DEV = 1U << 15, /* ABI 5 */
	NET_BIND_TCP = 1U << 0,  /* ABI 4 */
	SCOPE_ALL = 3U,          /* ABI 6: abstract Unix sockets, signals */
};

int landlock_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return abi > 0 ? (int)abi : 0;
}

static struct ruleset ruleset_for(int abi)
{
	struct ruleset r = { .fs = FS_ABI1 };
	r.fs |= abi >= 2 ? FS_REFER : 0U;
	r.fs |= abi >= 3 ? FS_TRUNCATE : 0U;
	r.fs |= abi >= 5 ? FS_IOCTL_DEV : 0U;
	r.net = abi >= 4 ? NET_BIND_TCP : 0U;
	r.scoped = abi >= 6 ? SCOPE_ALL : 0U;
	return r;
}

static size_t ruleset_bytes(int abi)
{
	return (abi >= 6 ? 3 : abi >= 4 ? 2 : 1) * sizeof(uint64_t);
}

int landlock_open(int abi, struct err *e)
{
	struct ruleset attr = ruleset_for(abi);
	int fd = (int)syscall(SYS_landlock_create_ruleset, &attr, ruleset_bytes(abi), 0);
	if (fd < 0) {
		(void)fail_errno(e, "make a Landlock rule set");
	}
	return fd;
}

static uint64_t rights_of(enum landlock_access access, bool is_folder, int abi)
{
	uint64_t rights = LANDLOCK_ACCESS_FS_READ_FILE;
	uint64_t of_folder = LANDLOCK_ACCESS_FS_READ_DIR;
	if (access == LANDLOCK_WRITE) {
		rights |= LANDLOCK_ACCESS_FS_WRITE_FILE | (abi >= 3 ? FS_TRUNCATE : 0U);
		of_folder |= LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE;
	}
	return is_folder ? rights | of_folder : rights;
}

bool landlock_allow(int ruleset, int abi, const char *path, enum landlock_access access, struct err *e)
{
	CLEANUP(fs_close_fd) int fd = open(path, O_PATH | O_CLOEXEC);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) != 0) {
		return true;
	}
	struct landlock_path_beneath_attr rule = { .allowed_access = rights_of(access, S_ISDIR(st.st_mode), abi),
		.parent_fd = fd };
	if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
		return fail_errno(e, "allow reaching %s", path);
	}
	return true;
}

bool landlock_allow_each(int ruleset, int abi, const char *const *paths, size_t len, enum landlock_access access,
		struct err *e)
{
	for (size_t i = 0; i < len; i++) {
		if (paths[i] && paths[i][0] && !landlock_allow(ruleset, abi, paths[i], access, e)) {
			return false;
		}
	}
	return true;
}

bool landlock_enter(int ruleset, struct err *e)
{
	return syscall(SYS_landlock_restrict_self, ruleset, 0) == 0 || fail_errno(e, "enter Landlock");
}
