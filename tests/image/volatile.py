#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""volatile.py CARD SOCKET LOSES SEED: a disk with a volatile write cache, as a network block device on a Unix socket for one QEMU.

CARD is a file; it holds what a disk has for certain: what came before a FLUSH, or with FUA. All else is in the memory of this program, and may
reach CARD in any order, at the latest when there is more than CACHE_BYTES of it. When QEMU is killed, LOSES says what becomes of the rest:
  all    it is lost
  some   of each page it is as chance has it (SEED): lost, kept, or torn between two sectors
  none   it is kept
The program ends with the connection, and says then what it did, as one line of JSON.

The protocol: https://github.com/NetworkBlockDevice/nbd/blob/master/doc/proto.md, fixed newstyle, simple replies."""
import json
import os
import random
import socket
import struct
import sys

PAGE, SECTOR = 4096, 512
CACHE_BYTES = 8 << 20  # of the order of what cards have
OPTION_MAGIC, REPLY_MAGIC = 0x49484156454F5054, 0x3E889045565A9
REQUEST_MAGIC, ANSWER_MAGIC = 0x25609513, 0x67446698
FIXED_NEWSTYLE, NO_ZEROES = 1, 2
HAS_FLAGS, SEND_FLUSH, SEND_FUA, SEND_TRIM, SEND_WRITE_ZEROES = 1, 4, 8, 32, 64
OPTION_ABORT, OPTION_INFO, OPTION_GO = 2, 6, 7
ACK, INFO, UNSUPPORTED = 1, 3, (1 << 31) + 1
READ, WRITE, DISCONNECT, FLUSH, TRIM, WRITE_ZEROES = 0, 1, 2, 3, 4, 6
FUA = 1
EINVAL = 22


class Disk:
    def __init__(self, card, loses, seed):
        self.file = os.open(card, os.O_RDWR)
        self.size = os.fstat(self.file).st_size
        self.loses, self.chance = loses, random.Random(seed)
        self.cache = {}  # page number: its bytes, in the order of the first write
        self.counts = {"flushes": 0, "written": 0, "evicted": 0, "lost": 0, "kept": 0, "torn": 0}

    def page(self, number):
        return self.cache.get(number) or os.pread(self.file, PAGE, number * PAGE)

    def read(self, at, length):
        first, last = at // PAGE, (at + length + PAGE - 1) // PAGE
        data = bytearray(os.pread(self.file, (last - first) * PAGE, first * PAGE))
        if self.cache:
            for number in range(first, last):
                held = self.cache.get(number)
                if held:
                    data[(number - first) * PAGE:(number - first) * PAGE + PAGE] = held
        return data[at - first * PAGE:at - first * PAGE + length]

    def write(self, at, data, now):
        self.counts["written"] += len(data)
        done = 0
        while done < len(data):
            number, inside = divmod(at + done, PAGE)
            length = min(PAGE - inside, len(data) - done)
            page = bytearray(self.page(number))
            page[inside:inside + length] = data[done:done + length]
            self.cache[number] = page
            if now:
                self.settle(number)
            done += length
        while len(self.cache) * PAGE > CACHE_BYTES:
            self.counts["evicted"] += 1
            # The first written goes first, mostly.
            self.settle(next(iter(self.cache)) if self.chance.random() < 0.9 else self.chance.choice(list(self.cache)))

    def settle(self, number):
        os.pwrite(self.file, self.cache.pop(number), number * PAGE)

    def flush(self):
        self.counts["flushes"] += 1
        for number in sorted(self.cache):
            self.settle(number)

    def lose_power(self):
        self.counts["lost_before"] = len(self.cache)
        for number in sorted(self.cache):
            fate = self.chance.choice(("lost", "kept", "torn")) if self.loses == "some" else {"all": "lost", "none": "kept"}[self.loses]
            self.counts[fate] += 1
            if fate == "kept":
                self.settle(number)
            elif fate == "torn":
                os.pwrite(self.file, self.cache.pop(number)[:SECTOR * self.chance.randint(1, PAGE // SECTOR - 1)], number * PAGE)
        self.cache.clear()
        os.close(self.file)


def take(line, length):
    """Exactly so many bytes; EOFError: the other side is gone."""
    data = bytearray(length)
    view, got = memoryview(data), 0
    while got < length:
        n = line.recv_into(view[got:])
        if n == 0:
            raise EOFError
        got += n
    return data


def agree(line, disk):
    line.sendall(b"NBDMAGIC" + struct.pack(">QH", OPTION_MAGIC, FIXED_NEWSTYLE | NO_ZEROES))
    take(line, 4)
    while True:
        magic, option, length = struct.unpack(">QII", take(line, 16))
        if magic != OPTION_MAGIC:
            raise EOFError
        take(line, length)

        def reply(kind, data=b"", to=option):
            line.sendall(struct.pack(">QIII", REPLY_MAGIC, to, kind, len(data)) + data)

        if option in (OPTION_GO, OPTION_INFO):
            reply(INFO, struct.pack(">HQH", 0, disk.size, HAS_FLAGS | SEND_FLUSH | SEND_FUA | SEND_TRIM | SEND_WRITE_ZEROES))
            reply(ACK)
            if option == OPTION_GO:
                return
        elif option == OPTION_ABORT:
            reply(ACK)
            raise EOFError
        else:
            reply(UNSUPPORTED)


def serve(line, disk):
    agree(line, disk)
    while True:
        magic, flags, kind, cookie, at, length = struct.unpack(">IHHQQI", take(line, 28))
        if magic != REQUEST_MAGIC or kind == DISCONNECT:
            return kind == DISCONNECT
        error, data = 0, b""
        inside = at + length <= disk.size
        if kind == WRITE:
            written = take(line, length)
        if not inside:
            error = EINVAL
        elif kind == READ:
            data = disk.read(at, length)
        elif kind == WRITE:
            disk.write(at, written, flags & FUA)
        elif kind == WRITE_ZEROES:
            disk.write(at, bytes(length), flags & FUA)
        elif kind == FLUSH:
            disk.flush()
        elif kind != TRIM:  # a disk may keep what it need not
            error = EINVAL
        line.sendall(struct.pack(">IIQ", ANSWER_MAGIC, error, cookie) + data)


def main():
    card, path, loses, seed = sys.argv[1:]
    disk = Disk(card, loses, int(seed))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(1)
        line, _ = listener.accept()
    try:
        if serve(line, disk):  # QEMU ended in order
            disk.flush()
    except (EOFError, ConnectionError):
        pass
    disk.lose_power()
    print(json.dumps(disk.counts), flush=True)


main()
