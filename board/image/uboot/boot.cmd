# SPDX-License-Identifier: GPL-3.0-or-later
# U-Boot's script (boot.scr): takes a try of a slot, and starts it. The format of the record of tries, and who else writes it: sync/FORMAT.md section 8.
#
# Given by the environment: devtype, devnum and distro_bootpart, where the boot partition is; kernel_addr_r and ramdisk_addr_r, of which the latter also
# takes small files before the RAM disk; fdt_addr, the device tree that the firmware before U-Boot left. U-Boot's numbers are hexadecimal: 200 is 512.
setenv names serial first a_left a_done a_version b_left b_done b_version

# ---- the record: of two copies the later one whose checksum matches ----
setenv held
for copy in 1 2; do
	# A file that is too short would leave the end of the one before.
	mw.b ${ramdisk_addr_r} 0 200
	if load ${devtype} ${devnum}:${distro_bootpart} ${ramdisk_addr_r} uboot/tries-${copy} && test "${filesize}" = 200; then
		if env import -c ${ramdisk_addr_r} 200 serial; then
			if test -z "${held}"; then
				setenv held ${copy}
				setenv newest ${serial}
			else
				if itest ${serial} -gt ${newest}; then setenv held ${copy}; fi
			fi
		fi
	fi
done
if test -n "${held}"; then
	load ${devtype} ${devnum}:${distro_bootpart} ${ramdisk_addr_r} uboot/tries-${held}
	env import -c ${ramdisk_addr_r} 200 ${names}
else
	# No power cut does this. SLOTS_TRIES of sync/firmware/slot.h.
	echo "Borne: both records of tries are damaged: each slot is new"
	setenv held 2
	setenv serial 0
	setenv first b
	for slot in b a; do
		setenv ${slot}_left
		if load ${devtype} ${devnum}:${distro_bootpart} ${ramdisk_addr_r} borne-${slot}/entry; then
			if env import -t ${ramdisk_addr_r} ${filesize} version; then
				setenv first ${slot}
				setenv ${slot}_left 3
				setenv ${slot}_done 0
				setenv ${slot}_version ${version}
			fi
		fi
	done
fi
if test "${first}" = b; then setenv order b a; else setenv order a b; fi

# ---- one slot: what comes back from here did not start ----
setenv tries 'if test ${slot} = a; then setenv left ${a_left}; setenv used ${a_done}; else setenv left ${b_left}; setenv used ${b_done}; fi'
# In place over the copy that does not hold: no other sector of the file system changes.
setenv count 'setexpr left ${left} - 1; setexpr used ${used} + 1; setexpr serial ${serial} + 1; setenv ${slot}_left ${left}; setenv ${slot}_done ${used}; if test ${held} = 1; then setenv copy 2; else setenv copy 1; fi; env export -c -s 200 ${ramdisk_addr_r} ${names}; if fatwrite ${devtype} ${devnum}:${distro_bootpart} ${ramdisk_addr_r} uboot/tries-${copy} 200; then setenv held ${copy}; else echo "Borne: the try of slot ${slot} cannot be written"; fi'
setenv start 'load ${devtype} ${devnum}:${distro_bootpart} ${ramdisk_addr_r} borne-${slot}/entry && env import -t ${ramdisk_addr_r} ${filesize} bootargs && load ${devtype} ${devnum}:${distro_bootpart} ${kernel_addr_r} borne-${slot}/linux && load ${devtype} ${devnum}:${distro_bootpart} ${ramdisk_addr_r} borne-${slot}/initrd && booti ${kernel_addr_r} ${ramdisk_addr_r}:${filesize} ${fdt_addr}; echo "Borne: slot ${slot} does not start"'

# ---- the slot that was entered last, as long as it has tries; else the other one; when none has, what there is ----
for slot in ${order}; do
	run tries
	if test -n "${left}" && itest ${left} -gt 0; then
		run count
		echo "Borne: slot ${slot}, tries left: ${left}"
		run start
	fi
done
for slot in ${order}; do
	run tries
	if test -n "${left}"; then
		echo "Borne: slot ${slot}, without a try"
		run start
	fi
done
