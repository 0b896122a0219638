# SPDX-License-Identifier: GPL-3.0-or-later
# make image BOARD=...: the card of a unit, in BUILD/image/. README.md says what is on it.
BOARD ?= qemu-amd64
# A later firmware has a later version, also when only Debian's packages changed: FIRMWARE=0.2.0.1
# IMAGE_KEY=FILE: an Ed25519 key (PEM) that signs the hashes of the card.
export IMAGE_KEY
FIRMWARE ?= $(shell dpkg-parsechangelog -l board/debian/changelog -S Version)
BOARDS = $(notdir $(wildcard board/image/boards/*))
DEPS_IMAGE = mmdebstrap mtools dosfstools squashfs-tools cryptsetup-bin e2fsprogs fdisk zstd systemd-boot-efi openssl python3-minimal
DEPS_TEST_BOOT = qemu-system-x86 qemu-utils ovmf nginx-light
# Power cuts of make test-boot.
CUTS ?= 100

.PHONY: image firmware image-deps test-boot
image-deps: ; @$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_IMAGE))"
# borne-publish firmware signs what make firmware writes; the card has the same firmware in slot a.
image: WHAT = card
firmware: WHAT = firmware
image firmware: image-deps
	@[ -n "$(filter $(BOARD),$(BOARDS))" ] || { echo "make $@: no board '$(BOARD)'; there are: $(BOARDS)"; exit 2; }
	@$(MAKE) --no-print-directory deb
	@SOURCE_DATE_EPOCH=$$(dpkg-parsechangelog -l board/debian/changelog -S Timestamp) board/image/build $(BOARD) $(FIRMWARE) $(DEB) $(BUILD)/image $(WHAT)

# The card boots in QEMU, without KVM where there is none.
test-boot: image
	@$(MAKE) --no-print-directory install-packages PACKAGES="$(call missing,$(DEPS_TEST_BOOT))"
	@BUILD=$(BUILD) tests/image/boot
	@BUILD=$(BUILD) tests/image/fallback
	@BUILD=$(BUILD) tests/image/firmware
	@BUILD=$(BUILD) tests/image/measure
	@BUILD=$(BUILD) tests/image/screen
	@BUILD=$(BUILD) tests/image/touch
	@BUILD=$(BUILD) ROTATE=90 tests/image/touch
	@BUILD=$(BUILD) CUTS=$(CUTS) tests/image/cuts
