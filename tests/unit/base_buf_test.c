/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes that grow, and memory that ends together. */
#include <setjmp.h>
#include <signal.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"

#include <cmocka.h>

static void an_empty_buffer_is_an_empty_text(void **state)
{
	(void)state;
	struct buf b = { 0 };
	assert_string_equal(buf_text(&b), "");
	buf_clear(&b);
	buf_printf(&b, "%s", "");
	assert_string_equal(buf_text(&b), "");
	buf_finish(&b);
	buf_finish(&b);
}

static void a_buffer_grows_by_every_door(void **state)
{
	(void)state;
	struct buf b = { 0 };
	for (int i = 0; i < 1000; i++) {
		buf_add_text(&b, "ab");
		buf_add_char(&b, 'c');
		buf_add(&b, "\0d", 2);
		buf_printf(&b, "%03d", i);
	}
	assert_int_equal(b.len, 8000);
	assert_memory_equal(b.bytes + 7992, "abc\0d999", 9); /* and the NUL after it */
	buf_clear(&b);
	assert_int_equal(b.len, 0);
	assert_string_equal(buf_text(&b), "");
	buf_finish(&b);
}

static void what_is_taken_leaves_the_buffer_empty(void **state)
{
	(void)state;
	struct buf b = { 0 };
	char *nothing = buf_take(&b);
	assert_string_equal(nothing, "");
	free(nothing);
	buf_add_text(&b, "text");
	char *text = buf_take(&b);
	assert_string_equal(text, "text");
	assert_null(b.bytes);
	assert_int_equal(b.len, 0);
	free(text);
}

static void an_arena_hands_out_zeroed_aligned_memory(void **state)
{
	(void)state;
	struct arena *a = arena_create(256);
	for (size_t size = 1; size < 600; size++) {
		unsigned char *p = arena_alloc(a, size, 1);
		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++) {
			assert_int_equal(p[i], 0);
		}
		memset(p, 0xAA, size);
	}
	arena_destroy(a);
	arena_destroy(NULL);
}

static void a_reset_forgets_every_byte(void **state)
{
	(void)state;
	struct arena *a = arena_create(1024);
	char *secret = arena_strdup(a, "boulangerie");
	char *big = arena_printf(a, "%5000s", "dijon");
	assert_true(arena_used_bytes(a) >= 5012);
	arena_reset(a);
	assert_int_equal(arena_used_bytes(a), 0);
	for (size_t i = 0; i < sizeof "boulangerie"; i++) {
		assert_int_equal(secret[i], 0);
	}
	for (size_t i = 0; i < 5001; i++) {
		assert_int_equal(big[i], 0);
	}
	/* The same memory serves again. */
	assert_ptr_equal(arena_strdup(a, "x"), secret);
	arena_destroy(a);
}

static void texts_in_an_arena(void **state)
{
	(void)state;
	struct arena *a = arena_create(0);
	assert_string_equal(arena_strndup(a, "abcdef", 3), "abc");
	assert_string_equal(arena_printf(a, "%d-%s", 7, "x"), "7-x");
	assert_string_equal(arena_strdup(a, ""), "");
	arena_destroy(a);
}

/* Runs `act` in a child: true when it aborts. */
static bool aborts(void (*act)(void))
{
	pid_t pid = fork();
	if (pid == 0) {
		(void)freopen("/dev/null", "w", stderr);
		(void)signal(SIGABRT, SIG_DFL);
		act();
		_exit(0);
	}
	int status = 0;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void overflow_an_arena(void)
{
	(void)arena_alloc(arena_create(0), SIZE_MAX / 4, 8);
}

static void overflow_a_buffer(void)
{
	struct buf b = { 0 };
	buf_add_text(&b, "x");
	buf_reserve(&b, SIZE_MAX - 1);
}

static void overflow_the_heap(void)
{
	void *volatile p = mem_resize(NULL, SIZE_MAX / 2, 4);
	(void)p;
}

static void sizes_that_overflow_abort(void **state)
{
	(void)state;
	assert_true(aborts(overflow_an_arena));
	assert_true(aborts(overflow_a_buffer));
	assert_true(aborts(overflow_the_heap));
}

static void heap_helpers(void **state)
{
	(void)state;
	CLEANUP(free_ptr) char *a = mem_strndup("abcdef", 2);
	CLEANUP(free_ptr) char *b = mem_printf("%s%d", a, 3);
	CLEANUP(free_ptr) char *zero = mem_zalloc(0, 0);
	CLEANUP(free_ptr) char *nothing = NULL;
	assert_string_equal(b, "ab3");
	assert_non_null(zero);
	assert_null(nothing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_is_an_empty_text),
		cmocka_unit_test(a_buffer_grows_by_every_door),
		cmocka_unit_test(what_is_taken_leaves_the_buffer_empty),
		cmocka_unit_test(an_arena_hands_out_zeroed_aligned_memory),
		cmocka_unit_test(a_reset_forgets_every_byte),
		cmocka_unit_test(texts_in_an_arena),
		cmocka_unit_test(sizes_that_overflow_abort),
		cmocka_unit_test(heap_helpers),
	};
	return cmocka_run_group_tests_name("base_buf", tests, NULL, NULL);
}
