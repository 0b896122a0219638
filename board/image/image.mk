# SPDX-License-Identifier: GPL-3.0-or-later
# make image BOARD=...: the card of a unit, in BUILD/image/. README.md says what is on it.
BOARD ?= qemu-amd64
# A later firmware has a later version, also when only Debian's packages changed: FIRMWARE=0.2.0.1
# IMAGE_KEY=FILE: an Ed25519 key (PEM) that signs the hashes of the card.
export IMAGE_KEY
FIRMWARE ?= $(shell dpkg-parsechangelog -l board/debian/changelog -S Version)
BOARDS = $(notdir $(wildcard board/image/boards/*))
BOARD_ARCH = $(shell sed -n 's/^ARCH=//p' board/image/boards/$(BOARD))
BOARD_BOOT = $(shell sed -n 's/^BOOT=//p' board/image/boards/$(BOARD))
DEPS_IMAGE = mmdebstrap mtools dosfstools squashfs-tools cryptsetup-bin e2fsprogs fdisk zstd openssl python3-minimal \
	$(if $(filter-out $(shell dpkg --print-architecture),$(BOARD_ARCH)),arch-test qemu-user-static) $(if $(filter uboot,$(BOARD_BOOT)),u-boot-tools device-tree-compiler)
DEPS_TEST_BOOT = qemu-utils nginx-light $(if $(filter arm64,$(BOARD_ARCH)),qemu-system-arm qemu-efi-aarch64,qemu-system-x86 ovmf)
# Power cuts of make test-boot.
CUTS ?= 100

.PHONY: image firmware image-board image-deps test-boot test-boot-more
image-board:
	@[ -n "$(filter $(BOARD),$(BOARDS))" ] || { echo "make image: no board '$(BOARD)'; there are: $(BOARDS)"; exit 2; }
image-deps: image-board
	@$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_IMAGE))"
# borne-publish firmware signs what make firmware writes; the card has the same firmware in slot a.
image: WHAT = card
firmware: WHAT = firmware
image firmware: image-deps
	@$(MAKE) --no-print-directory deb ARCH=$(BOARD_ARCH)
	@SOURCE_DATE_EPOCH=$$(dpkg-parsechangelog -l board/debian/changelog -S Timestamp) board/image/build $(BOARD) $(FIRMWARE) $(DEB) $(BUILD)/image $(WHAT)

# The card boots in QEMU, without KVM where there is none; of the board qemu-arm64 the first start and the power cuts of boot alone, of rpi
# the loader and the kernel.
test-boot: image
	@$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_TEST_BOOT))"
	@BUILD=$(BUILD) BOARD=$(BOARD) tests/image/$(if $(filter rpi,$(BOARD)),raspberry,boot)
	@$(if $(filter qemu-amd64,$(BOARD)),$(MAKE) --no-print-directory test-boot-more)
test-boot-more:
	@BUILD=$(BUILD) tests/image/fallback
	@BUILD=$(BUILD) tests/image/firmware
	@BUILD=$(BUILD) tests/image/measure
	@BUILD=$(BUILD) tests/image/screen
	@BUILD=$(BUILD) tests/image/touch
	@BUILD=$(BUILD) ROTATE=90 tests/image/touch
	@BUILD=$(BUILD) CUTS=$(CUTS) tests/image/cuts
