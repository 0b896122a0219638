/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/forget.h"

#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { NEAR_BYTES = 8192 }; /* below the caller's frame: zeroed by hand; what is deeper is dropped by the page */

/* ---- the heap ---- */

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

/* glibc's own, under the names that it exports for replacements like this one. */
extern void __libc_free(void *p);                  /* NOLINT(bugprone-reserved-identifier) */
extern void *__libc_realloc(void *p, size_t size); /* NOLINT(bugprone-reserved-identifier) */

void free(void *p)
{
	if (p) {
		explicit_bzero(p, malloc_usable_size(p));
		__libc_free(p);
	}
}

/* glibc would leave the old block as it is when it has to move. */
void *realloc(void *p, size_t size)
{
	if (!p) {
		return malloc(size);
	}
	if (size == 0) {
		free(p);
		return NULL;
	}
	size_t had = malloc_usable_size(p);
	if (size <= had) {
		explicit_bzero((char *)p + size, had - size);
		return __libc_realloc(p, size);
	}
	void *moved = malloc(size);
	if (moved) {
		memcpy(moved, p, had);
		free(p);
	}
	return moved;
}

#endif

/* ---- the stack ---- */

/* Lowest address that the thread's stack may grow to; 0: not known. Kept, because asking reads /proc. */
static uintptr_t stack_low(void)
{
	static _Thread_local uintptr_t low;
	static _Thread_local int asked;
	pthread_attr_t attributes;
	if (!asked && pthread_getattr_np(pthread_self(), &attributes) == 0) {
		void *start;
		size_t size;
		size_t guard;
		if (pthread_attr_getstack(&attributes, &start, &size) == 0 &&
				pthread_attr_getguardsize(&attributes, &guard) == 0) {
			low = (uintptr_t)start + guard;
		}
		(void)pthread_attr_destroy(&attributes);
	}
	asked = 1;
	return low;
}

/* The pages in use, and what was left in them by the frames of deeper calls. */
static __attribute__((noinline)) void zero_near(void)
{
	char near[2 * NEAR_BYTES];
	explicit_bzero(near, sizeof near);
}

__attribute__((noinline)) void forget_stack(void)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t low = stack_low();
	/* Of the frame, not of a local variable: AddressSanitizer keeps those in memory of its own, which may lie above
	 * the stack, and everything in between would be dropped. */
	uintptr_t frame = (uintptr_t)__builtin_frame_address(0);
	zero_near();
	/* The kernel hands out zeroed pages for those that were dropped. The main thread's stack is not mapped down to
	 * its limit: madvise(2) then says ENOMEM, after doing what is asked of the mapped part. */
	low = (low + page - 1) & ~(page - 1);
	uintptr_t end = (frame - NEAR_BYTES) & ~(page - 1);
	if (low != 0 && end > low) {
		(void)madvise((void *)low, end - low, MADV_DONTNEED); /* NOLINT(performance-no-int-to-ptr) */
	}
}
