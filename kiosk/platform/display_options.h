/* SPDX-License-Identifier: GPL-3.0-or-later */
/* display_options.h - which display is opened, and how the picture lies on it */
#ifndef PLATFORM_DISPLAY_OPTIONS_H
#define PLATFORM_DISPLAY_OPTIONS_H

enum display_video { VIDEO_OFFSCREEN, VIDEO_WINDOW, VIDEO_KMS };
enum display_renderer { RENDERER_AUTO, RENDERER_SOFTWARE, RENDERER_OPENGLES2 };

struct display_options {
	enum display_video video;
	enum display_renderer renderer; /* AUTO: software in a window, opengles2 on KMS */
	int w, h;                       /* px of the picture as read; 0 on KMS: the panel's own size */
	long rotate;                    /* 0, 90, 180, 270: clockwise turn of the picture on the panel */
};

#endif
