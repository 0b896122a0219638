/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map_open_bench - what opening a map file costs, however large it is
 *
 *   map_open_bench FILE.mbtiles...   a table, a row a file, each measured in a process of its own
 *
 * cold: none of the file is in the page cache. first tile: opened, read, decoded, painted. read: bytes asked of the
 * kernel. memory: what the process has of its own (Anonymous of smaps_rollup) after painting TILES tiles all over the
 * file, less what it had before. Run from the top of the sources (assets/). */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "map/camera.h"
#include "mapshow/maptiles.h"
#include "store/tiles.h"

enum { TILES = 400, SIZE_PX = 512 };

static double clock_ms(clockid_t clock)
{
	struct timespec t;
	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The number after `key` in a file of /proc; 0: not there. */
static long proc_number(const char *path, const char *key)
{
	char line[256];
	long value = 0;
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f)) {
		if (strncmp(line, key, strlen(key)) == 0) {
			value = strtol(line + strlen(key), NULL, 10);
		}
	}
	if (f) {
		(void)fclose(f);
	}
	return value;
}

static long anonymous_kb(void)
{
	return proc_number("/proc/self/smaps_rollup", "Anonymous:");
}

static long read_bytes(void)
{
	return proc_number("/proc/self/io", "rchar:");
}

static long file_bytes(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : 0;
	/* Out of the page cache: what was written must be on the disk for that. */
	if (fd >= 0) {
		(void)fsync(fd);
		(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		(void)close(fd);
	}
	return (long)size;
}

static bool measure_open(const char *path, double *ms, long *bytes, struct tiles_info *info)
{
	struct err e;
	long before = read_bytes();
	long own = read_bytes() - before; /* of reading the counter itself */
	double start = clock_ms(CLOCK_MONOTONIC);
	struct tiles *t = tiles_open(path, &e);
	*ms = clock_ms(CLOCK_MONOTONIC) - start;
	*bytes = read_bytes() - before - 2 * own;
	if (!t) {
		(void)fprintf(stderr, "map_open_bench: %s\n", e.message);
		return false;
	}
	*info = *tiles_info(t);
	tiles_close(t);
	return true;
}

/* Tiles all over the file, in no order. */
static void paint_many(struct maptiles *t, const struct tiles_info *info, int count)
{
	struct world low = world_from_degrees(info->west, info->north);
	struct world high = world_from_degrees(info->east, info->south);
	double side = exp2(info->max_zoom);
	unsigned seed = 1;
	for (int i = 0; i < count; i++) {
		seed = seed * 1664525 + 1013904223;
		double x = low.x + (high.x - low.x) * (double)(seed >> 16) / 65536;
		seed = seed * 1664525 + 1013904223;
		double y = low.y + (high.y - low.y) * (double)(seed >> 16) / 65536;
		struct tile_id id = { info->max_zoom, (uint32_t)(x * side), (uint32_t)(y * side) };
		free(maptiles_paint(t, 0, id, SIZE_PX, 0, 1));
	}
}

static int measure(const char *path)
{
	static const struct maptiles_assets assets = { .style_dir = "assets/mapstyle",
		.fonts_yaml = "assets/fonts.yaml",
		.icons_dir = "assets/icons" };
	struct tiles_info info;
	struct err e;
	double cold;
	double warm;
	long cold_bytes;
	long warm_bytes;
	long size = file_bytes(path);
	if (!measure_open(path, &cold, &cold_bytes, &info) || !measure_open(path, &warm, &warm_bytes, &info)) {
		return 1;
	}
	(void)file_bytes(path);
	double start = clock_ms(CLOCK_MONOTONIC);
	struct maptiles_file file;
	struct maptiles *t = maptiles_look(&file, path, &e) ? maptiles_create(&assets, &file, 1, &e) : NULL;
	if (!t) {
		(void)fprintf(stderr, "map_open_bench: %s\n", e.message);
		return 1;
	}
	long before = anonymous_kb();
	paint_many(t, &info, 1);
	double first = clock_ms(CLOCK_MONOTONIC) - start;
	double cpu = clock_ms(CLOCK_THREAD_CPUTIME_ID);
	paint_many(t, &info, TILES);
	cpu = clock_ms(CLOCK_THREAD_CPUTIME_ID) - cpu;
	long after = anonymous_kb();
	const char *name = strrchr(path, '/');
	printf("%-26s %8.1f %9.2f %9.2f %9ld %11.1f %10.2f %10.1f\n", name ? name + 1 : path, (double)size / 1e6, cold,
			warm, cold_bytes, first, cpu / TILES, (double)(after - before) / 1024);
	maptiles_destroy(t);
	return 0;
}

int main(int argc, char **argv)
{
	int bad = argc < 2;
	printf("%-26s %8s %9s %9s %9s %11s %10s %10s\n", "file", "MB", "open cold", "open warm", "read", "first tile",
			"ms a tile", "memory MiB");
	for (int i = 1; i < argc; i++) {
		(void)fflush(stdout);
		pid_t child = fork();
		if (child == 0) {
			int code = measure(argv[i]);
			(void)fflush(stdout);
			_exit(code);
		}
		int status = 1;
		(void)waitpid(child, &status, 0);
		bad += status != 0;
	}
	return bad ? 1 : 0;
}
