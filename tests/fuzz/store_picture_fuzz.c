/* The head of a picture: whatever the bytes are, a size that is believed is within the limits. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "store/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct picture_head head;
	struct err e;
	if (picture_probe(data, size, &head, &e) &&
			(head.w < 1 || head.h < 1 || head.w > PICTURE_SIDE_MAX || head.h > PICTURE_SIDE_MAX ||
					(int64_t)head.w * head.h > PICTURE_PIXELS_MAX)) {
		abort();
	}
	return 0;
}
