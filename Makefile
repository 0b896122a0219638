# SPDX-License-Identifier: GPL-3.0-or-later
# Borne. `make help` lists the targets.
# A module is a folder: all its *.c go into build/lib/<module>.a. DEPS_<module> says what it may use (tests/layers.txt says the same of #include lines).

BUILD ?= build
CC = gcc
PKG_CONFIG = pkg-config
SAN ?=
BORNE_DATA ?= ../shared/data
export BORNE_DATA

# Debian packages (bookworm). make deps installs what is missing.
DEPS_DEB = build-essential pkg-config libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libpng-dev libfreetype-dev libharfbuzz-dev libfribidi-dev \
	libunibreak-dev libsqlite3-dev sqlite3 libcurl4-openssl-dev libssl-dev libzstd-dev zlib1g-dev libjansson-dev libyaml-dev \
	libmd4c-dev libgettextpo-dev gettext libstemmer-dev libreadosm-dev libinput-dev libudev-dev libevdev-dev libqrencode-dev \
	libespeak-ng-libespeak-dev espeak-ng libsystemd-dev libseccomp-dev fonts-noto-core nginx-light tilemaker osmium-tool python3
DEPS_DEB_TEST = libcmocka-dev mtools dosfstools fdisk xvfb xauth libgl1-mesa-dri libegl1 libgles2 clang clang-format clang-tidy lld cppcheck libclang-rt-14-dev faketime libcairo2-dev \
	imagemagick openssl debhelper lintian zbar-tools zxing-cpp-tools qemu-system-arm u-boot-qemu u-boot-tools device-tree-compiler squashfs-tools \
	cryptsetup-bin zstd
DEPS_DEB_BENCH = casync zchunk zsync rdiff zstd curl

MODULES = base device health provision store compile import tuf patch fetch generation transfer check firmware daemon publish draw ui map app jobs paint mapshow handover platform remote
DIR_base = board/base
DIR_device = board/device
DIR_health = board/health
DIR_provision = board/provision
DIR_store = content/store
DIR_compile = content/compile
DIR_import = content/import
DIR_tuf = sync/tuf
DIR_patch = sync/patch
DIR_fetch = sync/fetch
DIR_generation = sync/generation
DIR_transfer = sync/transfer
DIR_check = sync/check
DIR_daemon = sync/daemon
DIR_publish = sync/publish
DIR_firmware = sync/firmware
DIR_draw = kiosk/draw
DIR_ui = kiosk/ui
DIR_map = kiosk/map kiosk/map/style kiosk/map/raster kiosk/map/label
DIR_app = kiosk/app kiosk/app/screens
DIR_jobs = kiosk/jobs
DIR_paint = kiosk/paint
DIR_mapshow = kiosk/mapshow
DIR_handover = kiosk/handover
DIR_platform = kiosk/platform
DIR_remote = kiosk/remote

DEPS_base =
DEPS_device = base
DEPS_health = device base
DEPS_provision = base
DEPS_store = base
DEPS_compile = store base
DEPS_import = compile store base
DEPS_tuf = base
DEPS_patch = base
DEPS_fetch = base
DEPS_generation = store base
DEPS_transfer = generation patch tuf store base
DEPS_check = generation store base
DEPS_firmware = tuf store base
DEPS_daemon = firmware transfer check generation patch tuf store base
DEPS_publish = firmware patch tuf compile store base
DEPS_draw = base
DEPS_ui = draw base
DEPS_map = draw base
DEPS_app = ui map draw store base
DEPS_jobs = base
DEPS_paint = draw base
DEPS_mapshow = paint jobs map draw store base
DEPS_handover = mapshow paint jobs map draw store base
DEPS_platform = handover mapshow paint jobs app ui map draw store health device base
DEPS_remote = platform handover mapshow paint jobs app ui map draw store health device base

# Libraries each module links, as pkg-config names, and plain -l flags where there is no .pc file.
PC_base = yaml-0.1 libcrypto
PC_device = libinput libudev libevdev libsystemd jansson
LL_device = -lm
PC_health = jansson libsystemd
LL_health = -lm
PC_provision = jansson
PC_store = sqlite3 jansson zlib libcrypto
LL_store = -lstemmer -lm
PC_compile = sqlite3 jansson zlib yaml-0.1 libcrypto
LL_compile = -lmd4c -lgettextpo -lreadosm -lm
LL_import = -lm
PC_tuf = libcrypto jansson
PC_patch = libzstd
LL_patch = -lpthread
PC_fetch = libcurl libssl libcrypto libseccomp jansson
PC_generation = jansson
PC_transfer = jansson
PC_check = sqlite3
PC_firmware = jansson zlib libcrypto
PC_daemon = jansson libsystemd
PC_publish = jansson libcrypto
PC_draw = sdl2 SDL2_ttf fribidi harfbuzz libunibreak libqrencode
LL_draw = -lm
PC_ui =
LL_ui = -lm
PC_map = freetype2 harfbuzz fribidi libunibreak jansson zlib
LL_map = -lm
PC_app =
LL_app = -lm
LL_jobs = -lpthread
PC_paint = sdl2 SDL2_ttf SDL2_image libqrencode freetype2 libpng
LL_paint = -lm
PC_mapshow = sdl2
LL_mapshow = -lm
PC_handover = jansson
PC_platform = sdl2 SDL2_ttf SDL2_image jansson libsystemd
LL_platform = -lespeak-ng -lcrypt -lpthread -lm
PC_remote = sdl2 jansson
LL_remote = -lm

# A warning is an error where tests are built (STRICT=1: make test; SAN=1), not where a newer compiler builds the programs.
WERROR = $(if $(or $(STRICT),$(SAN)),-Werror)
WARN = -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes $(WERROR)
OPT ?= -O2 -g
# tests/run sets these: `make SAN=1 BUILD=build/san ...`
SAN_FLAGS = $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
comma = ,
INCLUDE = -Iboard -Ikiosk -Icontent -Isync -I. -I$(BUILD)/gen
CPPFLAGS_ALL = -D_GNU_SOURCE $(INCLUDE) $(PC_CFLAGS) -MMD -MP -DBORNE_VERSION='"$(VERSION)"'
CFLAGS_ALL = -std=gnu17 $(OPT) $(WARN) $(SAN_FLAGS) -fstack-protector-strong $(CFLAGS)
# The flags that this compiler and processor have; tests/boot/hardening.test looks for their traces in the programs.
cc_has = $(foreach f,$(1),$(shell echo 'int x;' | $(CC) -Werror $(f) -x c -c -o /dev/null - 2>/dev/null && echo $(f)))
ifeq ($(SAN),)
HARDEN := -D_FORTIFY_SOURCE=3 -fPIE $(call cc_has,-fstack-clash-protection -fcf-protection=full -mbranch-protection=standard)
HARDEN_LD = -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
endif
VERSION = 0.2.0
CORES := $(shell nproc)

ALL_PC = $(sort $(foreach m,$(MODULES),$(PC_$(m))))
# SDL_cpuinfo.h brings in the compiler's header of all vector instructions, which nothing here uses: 0.4 s a source.
SDL_LEAN := $(foreach h,IMMINTRIN MMINTRIN XMMINTRIN EMMINTRIN PMMINTRIN ARM_NEON,-DSDL_DISABLE_$(h)_H)
PC_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(ALL_PC) 2>/dev/null) $(SDL_LEAN)

# What objects are compiled with, in a file: they are compiled again when it changes. Strictness and headers that are
# left out alone change no object.
FLAGS_NOW := $(filter-out -Werror -I$(BUILD)/gen $(SDL_LEAN),$(CPPFLAGS_ALL) $(HARDEN) $(HARDEN_LD) $(CFLAGS_ALL))
$(BUILD)/flags: export FLAGS_NOW := $(FLAGS_NOW)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo "$$FLAGS_NOW" | cmp -s - $@ || echo "$$FLAGS_NOW" >$@

# Everything module m needs, itself first (DEPS are already transitive).
closure = $(1) $(DEPS_$(1))
archives = $(foreach m,$(call closure,$(1)),$(BUILD)/lib/$(m).a)
link_libs = $(shell $(PKG_CONFIG) --libs $(sort $(foreach m,$(call closure,$(1)),$(PC_$(m)))) 2>/dev/null) $(foreach m,$(call closure,$(1)),$(LL_$(m)))

.DEFAULT_GOAL := all
.PHONY: all
all: programs

# ---- modules -------------------------------------------------------------------------------------------
define module_rules
SRC_$(1) := $$(foreach d,$$(DIR_$(1)),$$(wildcard $$(d)/*.c))
OBJ_$(1) := $$(patsubst %.c,$$(BUILD)/obj/%.o,$$(SRC_$(1)))
$$(BUILD)/lib/$(1).a: $$(OBJ_$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	@$$(AR) rcs $$@ $$^
-include $$(OBJ_$(1):.o=.d)
endef
$(foreach m,$(MODULES),$(eval $(call module_rules,$(m))))

# What the firmware knows of the languages without any content: tables made of the .po files.
BUILTIN_LANGUAGE ?= fr
PO_FILES = $(sort $(wildcard assets/strings/*.po))
TECHNICIAN_PO_FILES = $(sort $(wildcard assets/technician/*.po))
# The pack that a unit's settings name when they name none.
UNIT_PACK ?= rhone-alpes
GENERATED = $(BUILD)/gen/base/pack.inc $(BUILD)/gen/base/words.inc $(BUILD)/gen/app/strings_builtin.inc $(BUILD)/gen/store/language_builtin.inc
$(BUILD)/gen/base/pack.inc: FORCE
	@mkdir -p $(@D)
	@echo '#define UNIT_PACK "$(UNIT_PACK)"' | cmp -s - $@ || echo '#define UNIT_PACK "$(UNIT_PACK)"' >$@
$(BUILD)/gen/app/strings_builtin.inc: assets/strings/builtin.awk kiosk/app/strings.def assets/strings/$(BUILTIN_LANGUAGE).po
	@mkdir -p $(@D)
	@awk -v mode=words -f $^ >$@.new && mv $@.new $@
$(BUILD)/gen/base/words.inc: assets/strings/builtin.awk $(PO_FILES) $(TECHNICIAN_PO_FILES)
	@mkdir -p $(@D)
	@awk -v mode=unit -v main=$(BUILTIN_LANGUAGE) -f $^ >$@.new && mv $@.new $@
$(BUILD)/gen/store/language_builtin.inc: assets/strings/builtin.awk $(PO_FILES)
	@mkdir -p $(@D)
	@awk -v mode=rules -v main=$(BUILTIN_LANGUAGE) -f $^ >$@.new && mv $@.new $@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags | $(GENERATED)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(CPPFLAGS_ALL) $(HARDEN) $(CFLAGS_ALL) -c $< -o $@

# Pixels by the million: loops that -O2 leaves one byte at a time.
$(BUILD)/obj/kiosk/paint/canvas.o: OPT += -O3

# ---- programs: NAME = main source, then the modules it is made of ---------------------------------------
PROGRAMS = borne borne-syncd borne-publish borne-unit borne-firmware tuf-client style-eval hours-eval guide-eval
MAIN_borne = kiosk/main.c
USES_borne = remote platform handover mapshow paint jobs app ui map draw store health device base
MAIN_borne-syncd = sync/syncd_main.c
USES_borne-syncd = daemon firmware transfer check generation fetch patch tuf store device base
MAIN_borne-publish = sync/publish_main.c
USES_borne-publish = publish firmware patch tuf import compile store base
MAIN_borne-unit = board/unit_main.c
USES_borne-unit = health provision device store base
MAIN_borne-firmware = sync/firmware_main.c
USES_borne-firmware = firmware tuf store base
MAIN_tuf-client = sync/tuf_client_main.c
USES_tuf-client = fetch tuf base
MAIN_style-eval = kiosk/style_eval_main.c
USES_style-eval = map draw base
MAIN_hours-eval = content/hours_eval_main.c
USES_hours-eval = compile store base
MAIN_guide-eval = content/guide_eval_main.c
USES_guide-eval = store base

uses_libs = $(shell $(PKG_CONFIG) --libs $(sort $(foreach m,$(1),$(PC_$(m)))) 2>/dev/null) $(foreach m,$(1),$(LL_$(m))) -lpthread
define program_rules
$$(BUILD)/$(1): $$(BUILD)/obj/$$(MAIN_$(1):.c=.o) $$(foreach m,$$(USES_$(1)),$$(BUILD)/lib/$$(m).a)
	@echo "  LINK  $$@"
	@$$(CC) $$(SAN_FLAGS) $$(HARDEN_LD) $$(LDFLAGS) -o $$@ $$< -Wl,--start-group $$(foreach m,$$(USES_$(1)),$$(BUILD)/lib/$$(m).a) -Wl,--end-group $$(call uses_libs,$$(USES_$(1)))
-include $$(BUILD)/obj/$$(MAIN_$(1):.c=.d)
endef
$(foreach p,$(PROGRAMS),$(eval $(call program_rules,$(p))))

.PHONY: programs
programs: $(foreach p,$(PROGRAMS),$(if $(wildcard $(MAIN_$(p))),$(BUILD)/$(p)))

# ---- unit tests: tests/unit/<module>_<noun>_test.c ------------------------------------------------------
UNIT_SRC = $(wildcard tests/unit/*_test.c)
UNIT_BIN = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_SRC))
EXTRA_ui_style_test = -ljansson
EXTRA_map_raster_test = -lcairo
EXTRA_store_hours_test = -Wl,--wrap=timeline_paint,--wrap=calendar_applying
EXTRA_SRC_map_raster_test = tests/bench/map_reference.c
# Unit tests and fuzz targets are linked 300 times in a run of the suite, by the quickest linker that is there.
find_test_ld = $(firstword $(foreach l,lld gold,$(shell echo 'int main(void) { return 0; }' | $(CC) -fuse-ld=$(l) -x c -o /dev/null - 2>/dev/null && echo -fuse-ld=$(l))))
# Looked for when something is linked: not in each of the many calls of make that link nothing.
TEST_LD = $(eval TEST_LD := $(find_test_ld))$(TEST_LD)
unit_module = $(firstword $(subst _, ,$(1)))
define unit_rule
$(BUILD)/unit/$(1): tests/unit/$(1).c $(EXTRA_SRC_$(1)) $(call archives,$(call unit_module,$(1)))
	@mkdir -p $$(@D)
	@echo "  TEST  $$@"
	@$$(CC) $$(TEST_LD) $$(CPPFLAGS_ALL) $$(CFLAGS_ALL) -Itests -o $$@ $$< $(EXTRA_SRC_$(1)) -Wl,--start-group $(call archives,$(call unit_module,$(1))) -Wl,--end-group $$(call link_libs,$(call unit_module,$(1))) $$(EXTRA_$(1)) -lcmocka -lpthread
-include $(BUILD)/unit/$(1).d
endef
$(foreach t,$(UNIT_SRC),$(eval $(call unit_rule,$(notdir $(basename $(t))))))

.PHONY: unit unit-bin
unit-bin: $(UNIT_BIN)
unit: unit-bin ; @tests/run-unit $(BUILD)

# Not part of `make test`: tests/valgrind says why. NAMES="store_tiles tuf_json" runs only those.
.PHONY: valgrind
valgrind: unit-bin
	@$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,valgrind)"
	@tests/valgrind $(BUILD) $(NAMES)

# Not part of `make test`: tests/tsan says what it covers. NAMES="jobs_worker feel" runs only those.
TSAN_FLAGS = -fsanitize=thread -fno-omit-frame-pointer
.PHONY: tsan
tsan: test-maps
	@$(MAKE) --no-print-directory $(AT_ONCE) SAN=1 SAN_FLAGS="$(TSAN_FLAGS)" OPT="-O1 -g" BUILD=$(BUILD)/tsan programs unit-bin
	@tests/tsan $(BUILD) $(NAMES)

# Lines that no test of PARTS reaches: a table, and pages in BUILD/coverage/report/.
# Counted atomically: workers run the same lines at once, and a lost count can come out below zero, which gcovr refuses.
COVERAGE_PARTS = $(or $(PARTS),unit fuzz)
.PHONY: coverage
coverage:
	@$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,gcovr)"
	@$(MAKE) --no-print-directory $(AT_ONCE) OPT="-O0 -g --coverage -fprofile-update=atomic" HARDEN= LDFLAGS=--coverage BUILD=$(BUILD)/coverage programs unit-bin fuzz-replay
	@find $(BUILD)/coverage -name '*.gcda' -delete
	@tests/run $(BUILD)/coverage $(COVERAGE_PARTS)
	@mkdir -p $(BUILD)/coverage/report
	@gcovr --root . --object-directory $(BUILD)/coverage --exclude tests/ --print-summary --html-details $(BUILD)/coverage/report/index.html --txt $(BUILD)/coverage/report/files.txt
	@echo "Every line: $(BUILD)/coverage/report/index.html"

# ---- fuzz targets: tests/fuzz/<module>_<noun>_fuzz.c, corpus in tests/fuzz/corpus/<module>_<noun>/ ------
FUZZ_SRC = $(wildcard tests/fuzz/*_fuzz.c)
FUZZ_REPLAY = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(FUZZ_SRC))
# What a target shares with others.
FUZZ_DATABASE = tests/fuzz/database.c tests/fuzz/ramfile.c
EXTRA_SRC_store_catalogue_fuzz = $(FUZZ_DATABASE) tests/fuzz/content_seed.c
EXTRA_SRC_store_search_fuzz = $(FUZZ_DATABASE) tests/fuzz/content_seed.c
EXTRA_SRC_store_index_fuzz = $(FUZZ_DATABASE) tests/fuzz/content_seed.c
EXTRA_SRC_store_routes_fuzz = $(FUZZ_DATABASE)
EXTRA_SRC_store_tiles_fuzz = $(FUZZ_DATABASE)
EXTRA_SRC_generation_state_fuzz = tests/fuzz/ramfile.c
EXTRA_SRC_compile_article_fuzz = tests/fuzz/ramfile.c tests/fuzz/pack_seed.c
EXTRA_SRC_compile_extract_fuzz = tests/fuzz/ramfile.c
EXTRA_SRC_compile_po_fuzz = tests/fuzz/ramfile.c tests/fuzz/pack_seed.c
EXTRA_SRC_compile_guide_fuzz = tests/fuzz/ramfile.c tests/fuzz/pack_seed.c
EXTRA_SRC_compile_tables_fuzz = tests/fuzz/ramfile.c tests/fuzz/pack_seed.c
EXTRA_SRC_import_mapping_fuzz = tests/fuzz/ramfile.c tests/fuzz/pack_seed.c
EXTRA_SRC_remote_control_fuzz = tests/fuzz/ramfile.c
EXTRA_SRC_tuf_target_fuzz = tests/fuzz/ramfile.c
EXTRA_SRC_tuf_seed_fuzz = tests/fuzz/ramfile.c
EXTRA_SRC_check_trying_fuzz = tests/fuzz/ramfile.c
FUZZER_CC = clang
# GCC defines __SANITIZE_ADDRESS__ itself, clang 14 does not; the sources ask for it (kiosk/jobs/forget.c leaves free() to the sanitizer).
FUZZER_MAKE = BUILD=$(BUILD)/libfuzzer CC="$(FUZZER_CC)" OPT="-O1 -g" WARN= SAN=1 SAN_FLAGS="-fsanitize=fuzzer-no-link,address,undefined -D__SANITIZE_ADDRESS__"
define fuzz_rule
$(BUILD)/fuzz/$(1): tests/fuzz/$(1).c tests/fuzz/replay.c $(EXTRA_SRC_$(1)) $(wildcard tests/fuzz/*.h tests/fuzz/*.sql) $(call archives,$(call unit_module,$(1)))
	@mkdir -p $$(@D)
	@echo "  FUZZ  $$@ (corpus replay)"
	@$$(CC) $$(TEST_LD) $$(CPPFLAGS_ALL) $$(CFLAGS_ALL) -Wno-missing-prototypes -Itests -o $$@ tests/fuzz/$(1).c tests/fuzz/replay.c $(EXTRA_SRC_$(1)) -Wl,--start-group $(call archives,$(call unit_module,$(1))) -Wl,--end-group $$(call link_libs,$(call unit_module,$(1))) -lpthread
# The real fuzzer: make build/libfuzzer/<module>_<noun>_fuzz; tests/fuzz/README.md says how it is run.
$(BUILD)/libfuzzer/$(1): tests/fuzz/$(1).c $(EXTRA_SRC_$(1)) FORCE
	@mkdir -p $$(@D)
	@flock $$(@D)/.lock $$(MAKE) --no-print-directory $$(FUZZER_MAKE) $$(patsubst %,$(BUILD)/libfuzzer/lib/%.a,$(call closure,$(call unit_module,$(1))))
	@echo "  FUZZ  $$@ (libFuzzer)"
	@$$(FUZZER_CC) -std=gnu17 -O1 -g -fsanitize=fuzzer,address,undefined $$(CPPFLAGS_ALL) -Itests -o $$@ tests/fuzz/$(1).c $(EXTRA_SRC_$(1)) -Wl,--start-group $$(patsubst %,$(BUILD)/libfuzzer/lib/%.a,$(call closure,$(call unit_module,$(1)))) -Wl,--end-group $$(call link_libs,$(call unit_module,$(1))) -lpthread
endef
$(foreach t,$(FUZZ_SRC),$(eval $(call fuzz_rule,$(notdir $(basename $(t))))))

.PHONY: FORCE
FORCE:

.PHONY: fuzz-replay
fuzz-replay: $(FUZZ_REPLAY)

# ---- packages ------------------------------------------------------------------------------------------
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
missing = $(shell for p in $(1); do [ "$$(dpkg-query -W -f '$${db:Status-Status}' $$p 2>/dev/null)" = installed ] || echo $$p; done)
# The independent npm clients used as oracles need node; a machine that has its own keeps it.
DEPS_NODE = $(if $(shell command -v npm),,nodejs npm)

.PHONY: deps deps-test
deps: ; @$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_DEB))"
deps-test: ; @$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_DEB) $(DEPS_DEB_TEST) $(DEPS_NODE))"
.PHONY: install-packages
install-packages:
	@if [ -n "$(strip $(PACKAGES))" ]; then \
		echo "Installing packages: $(PACKAGES)"; \
		$(SUDO) apt-get update -qq && \
		$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null; \
	fi

# ---- content -------------------------------------------------------------------------------------------
PACK ?= content/rhone-alpes
# Compiled in by .incbin, which the compiler's dependency files do not see.
$(BUILD)/obj/content/store/schema.o: content/schema.sql content/routes-schema.sql
-include content/map.mk
-include content/import.mk
-include board/install.mk
-include board/debian/packages.mk
-include board/image/image.mk

# ---- the two commands ----------------------------------------------------------------------------------
.PHONY: run run-built
run: deps
	@$(MAKE) --no-print-directory run-built
run-built: programs
	@board/provision/demo --build $(BUILD) --pack $(PACK) $(DEMO_ARGS)

.PHONY: test test-built test-quick test-sanitized
# Without the sanitized build and the tests that run in it again.
QUICK_PARTS = $(or $(PARTS),lint unit fuzz sync crafted boot scenario)
test-quick: deps-test
	@$(MAKE) --no-print-directory $(AT_ONCE) STRICT=1 programs unit-bin fuzz-replay $(BUILD)/bench/map_bench
	@$(MAKE) --no-print-directory test-maps
	@tests/run $(BUILD) $(QUICK_PARTS)
test: deps-test
	@$(MAKE) --no-print-directory test-built
# PARTS="unit lint" runs only those (tests/run names them all).
AT_ONCE = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(CORES))
test-built:
	@$(MAKE) --no-print-directory $(AT_ONCE) STRICT=1 programs unit-bin fuzz-replay $(BUILD)/bench/map_bench
	@$(MAKE) --no-print-directory $(AT_ONCE) SAN=1 OPT="-O1 -g" BUILD=$(BUILD)/san programs unit-bin fuzz-replay
	@$(MAKE) --no-print-directory test-maps
	@tests/run $(BUILD) $(PARTS)

# The sanitized parts whole, with what tests/plain.txt leaves to the plain build in `make test`: before a release.
test-sanitized: deps-test
	@BORNE_SANITIZED=all $(MAKE) --no-print-directory test-built PARTS="$(or $(PARTS),san-unit san-fuzz san-sync san-scenario)"

# The maps that scenario tests show: streets only where the test input is.
TEST_EXTRACT = $(wildcard $(BORNE_DATA)/osm/pont-de-veyle.osm.pbf)
.PHONY: test-maps
test-maps: region-map
	@$(if $(TEST_EXTRACT),$(MAKE) --no-print-directory map OSM=$(TEST_EXTRACT) AREA=pont-de-veyle)

# Where every combination of answers leads, for tests/sync/guide.test: to be looked at after an edit of guide.yaml.
.PHONY: guide-table
guide-table: programs
	@$(BUILD)/borne-publish build content/rhone-alpes --out $(BUILD)/guide --assets assets
	@$(BUILD)/guide-eval $(BUILD)/guide/content.sqlite >tests/guide/answers.tsv
	@git diff --stat -- tests/guide/answers.tsv

# What fifteen people see as their answer, in portrait and at seven inches: to be looked at beside the design's pictures.
.PHONY: guide-pictures
guide-pictures: programs
	@PICTURES=$(BUILD)/guide-pictures tests/scenario/people.test
	@echo "$(BUILD)/guide-pictures"

# Pictures of every screen, to be looked at: LANGUAGES="tr ar", TEXTS="1 2" and SITE=ID choose, PACK is what is shown.
.PHONY: tour
tour: programs
	@BUILD=$(BUILD) tests/tour $(BUILD)/tours --pack $(PACK) --site "$(SITE)" --languages "$(LANGUAGES)" $(if $(TEXTS),--texts "$(TEXTS)")

# All combinations of format, text size and language; `make test` takes a part of them.
.PHONY: test-layout
test-layout: programs
	BORNE_LAYOUT=all tests/scenario/layout.test

# 200,000 random events in the sanitized build, then memory in the plain one; `make test` takes 5,000.
.PHONY: test-monkey
test-monkey: deps-test
	@$(MAKE) --no-print-directory $(AT_ONCE) programs
	@$(MAKE) --no-print-directory $(AT_ONCE) SAN=1 OPT="-O1 -g" BUILD=$(BUILD)/san programs
	@$(MAKE) --no-print-directory test-maps
	@BORNE_MONKEY=all BUILD=$(abspath $(BUILD))/san tests/scenario/monkey.test
	@BORNE_MONKEY=all BUILD=$(abspath $(BUILD)) tests/scenario/monkey.test

# Signed bundles that are bad, through nginx, borne-syncd and borne under a supervisor; `make test` takes a sample.
.PHONY: test-crafted
test-crafted: deps-test
	@$(MAKE) --no-print-directory programs unit-bin
	@BUILD=$(abspath $(BUILD)) tests/crafted/crafted $(NAMES)

.PHONY: bench
$(BUILD)/bench/search_bench: tests/bench/search_bench.c $(call archives,store)
	@mkdir -p $(@D)
	@echo "  BENCH $@"
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ $< -Wl,--start-group $(call archives,store) -Wl,--end-group $(call link_libs,store) -lpthread
# Makes and applies patches: for bench-delta, and for tests that sign what no publisher would.
$(BUILD)/test/patch_bench: tests/bench/patch_bench.c $(call archives,patch)
	@mkdir -p $(@D)
	@echo "  BENCH $@"
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ $< -Wl,--start-group $(call archives,patch) -Wl,--end-group $(call link_libs,patch) -lpthread
unit-bin: $(BUILD)/test/patch_bench

# The daemon's own code, with a fetch and a content check that load the server like a unit and this machine less.
FLEET_USES = daemon transfer check generation fetch patch tuf store base
FLEET_WRAP = link_get link_rest checker_run
$(BUILD)/bench/fleet_bench: tests/bench/fleet_bench.c $(foreach m,$(FLEET_USES),$(BUILD)/lib/$(m).a)
	@mkdir -p $(@D)
	@echo "  BENCH $@"
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ $< $(foreach w,$(FLEET_WRAP),-Wl,--wrap=$(w)) -Wl,--start-group $(foreach m,$(FLEET_USES),$(BUILD)/lib/$(m).a) -Wl,--end-group $(call uses_libs,$(FLEET_USES))
.PHONY: bench-fleet
bench-fleet: programs $(BUILD)/bench/fleet_bench
	@tests/bench/fleet $(BUILD)

bench: programs $(BUILD)/bench/search_bench
	@tests/bench/run $(BUILD)

# What an update costs, beside casync, zchunk, zsync, rdiff and zstd; QUICK=quick leaves the large maps out.
.PHONY: bench-delta deps-bench
deps-bench: ; @$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_DEB) $(DEPS_DEB_BENCH))"
bench-delta: programs $(BUILD)/test/patch_bench
	@tests/bench/delta $(BUILD) $(QUICK)

# ---- lint ----------------------------------------------------------------------------------------------
C_SOURCES = $(foreach m,$(MODULES),$(SRC_$(m))) $(foreach p,$(PROGRAMS),$(wildcard $(MAIN_$(p))))
C_FILES = $(sort $(C_SOURCES) $(foreach d,board kiosk content sync,$(shell find $(d) -name '*.h')) $(wildcard tests/unit/*.[ch] tests/fuzz/*.[ch] tests/bench/*.c))
.PHONY: lint format format-fix layers prose translations cppcheck tidy
lint: format layers prose translations cppcheck tidy
format:
	@clang-format --dry-run -Werror $(C_FILES)
format-fix:
	@clang-format -i $(C_FILES)
prose:
	@tests/prose
translations:
	@tests/translations
layers:
	@tests/layers
	@tests/tokens
cppcheck: $(GENERATED)
	@mkdir -p $(BUILD)/cppcheck
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 --cppcheck-build-dir=$(BUILD)/cppcheck \
		--suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -D_GNU_SOURCE -DBORNE_VERSION='""' $(INCLUDE) -j 2 $(sort $(C_SOURCES))
# One stamp per source, so that only what changed is looked at again.
# Steps that clang's analyzer follows from one function, through all it calls, before it turns to the next; its own bound is 225000. The
# few functions that come to the bound take most of the time (30000 steps: 1.7 times that of 10000). What they call is then looked at from its
# own beginning as well. Before a release:
# `make tidy BUILD=build/deep TIDY_STEPS=225000` looks as far as clang would.
TIDY_STEPS ?= 10000
TIDY_STAMPS = $(patsubst %.c,$(BUILD)/tidy/%.stamp,$(sort $(C_SOURCES)))
tidy: ; @$(MAKE) --no-print-directory -j2 tidy-stamps
.PHONY: tidy-stamps
tidy-stamps: $(TIDY_STAMPS)
$(BUILD)/tidy/%.stamp: %.c .clang-tidy | $(GENERATED)
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- -std=gnu17 -D_GNU_SOURCE $(INCLUDE) $(PC_CFLAGS) -DBORNE_VERSION='"$(VERSION)"' \
		-Xclang -analyzer-config -Xclang max-nodes=$(TIDY_STEPS) 2>$@.log || { cat $@.log; exit 1; }
	@touch $@

# For editors and clang tools.
COMMAND_SOURCES = $(sort $(C_SOURCES) $(wildcard tests/unit/*.c tests/fuzz/*.c tests/bench/*.c))
define COMMAND_SCRIPT
import json, os, shlex, sys
flags = shlex.split(os.environ["COMPILE"])
json.dump([{"directory": os.getcwd(), "file": f, "arguments": [*flags, "-c", f]} for f in sys.argv[1:]], sys.stdout, indent=1)
endef
.PHONY: compile_commands
compile_commands: export COMPILE = $(CC) $(filter-out -MMD -MP,$(CPPFLAGS_ALL)) $(HARDEN) $(CFLAGS_ALL) -Itests
compile_commands: export COMMAND_SCRIPT := $(COMMAND_SCRIPT)
compile_commands:
	@python3 -c "$$COMMAND_SCRIPT" $(COMMAND_SOURCES) >compile_commands.json

.PHONY: help
help:
	@echo "make run        build everything, publish the content pack to a loopback server, pull it, open the kiosk"
	@echo "                (without a display: pictures of every screen under $(BUILD)/tour/)"
	@echo "make test       everything that CI runs; PARTS=\"unit scenario\" runs some of it"
	@echo "make test-quick the same without the sanitized build: what a change needs before its commit"
	@echo "make test-sanitized the sanitized parts whole; make test leaves to the plain build what tests/plain.txt names"
	@echo "make test-crafted   over 200 bad bundles through the real programs, supervised (about 15 minutes); NAMES=\"a b\": those alone"
	@echo "make test-monkey    200,000 random events under AddressSanitizer (an hour on two cores), then memory; make test takes 5,000"
	@echo "make test-layout    every page in every format, text size and language; make test takes a part of them"
	@echo "make            the programs, in $(BUILD)/"
	@echo "make map OSM=FILE.osm.pbf [AREA=name] [BBOX=west,south,east,north]   street map of an OpenStreetMap extract"
	@echo "make guide-table  tests/guide/answers.tsv anew: where each combination of answers leads"
	@echo "make guide-pictures  what fifteen people see as their answer, in portrait and at seven inches, in $(BUILD)/guide-pictures/"
	@echo "make tour       pictures of every screen in each language, text size and format, in $(BUILD)/tours/ (LANGUAGES=\"tr ar\" TEXTS=\"1 2\": those alone)"
	@echo "make import-rhone-alpes   the places of the shipped pack out of the open data files in BORNE_DATA, once more"
	@echo "make bench      measure; the table is also in $(BUILD)/bench/bench.json"
	@echo "make bench-map     milliseconds a tile on the extracts that are there; bench-map-open: opening a map of 400 MB"
	@echo "make bench-delta  what an update costs, beside the usual delta tools (make deps-bench first)"
	@echo "make bench-fleet   2,000 units and one server through a release, simulated in two minutes"
	@echo "make lint       clang-format, layers, cppcheck, clang-tidy (format-fix rewrites)"
	@echo "make unit       the unit tests alone"
	@echo "make valgrind   the unit tests under valgrind (NAMES=\"store_tiles\" runs some of them)"
	@echo "make tsan       workers, map and visits under ThreadSanitizer (NAMES=\"jobs_worker feel\" runs some of them)"
	@echo "make coverage   lines that the tests of PARTS (\"unit fuzz\") reach, in $(BUILD)/coverage/report/"
	@echo "make compile_commands   compile_commands.json, for editors"
	@echo "make install    programs, units, rules, assets and manual pages (DESTDIR=, prefix=/usr)"
	@echo "make image BOARD=qemu-amd64   the card of a unit in $(BUILD)/image/; make test-boot: boots it in QEMU (about 15 minutes); BOARD=qemu-arm64, BOARD=rpi: both for those"
	@echo "make deb        Debian packages in $(BUILD)/deb/ (make deb-content REPO=FOLDER: first contents of what was published)"
	@echo "make test-deb   packages installed, upgraded and purged in a clean Debian system (mmdebstrap)"
	@echo "make deps       install the Debian packages that are missing (deps-test: those of the tests too)"
	@echo "make clean      remove $(BUILD)/"
	@echo "Variables: BUILD, BORNE_DATA (test input, default ../shared/data), PACK, SAN=1 (AddressSanitizer and UBSan)"

.PHONY: clean
clean:
	rm -rf $(BUILD)
