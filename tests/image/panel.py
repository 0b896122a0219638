# SPDX-License-Identifier: GPL-3.0-or-later
"""A touch panel on the USB of a machine in QEMU: a HID digitizer of two fingers, as panels in shops are, so that all of the unit takes part (xhci,
hid-multitouch, udev, libinput). It may be unplugged, and something else plugged in.

The protocol between QEMU and this: usbredir 0.7 (spice's usb-redir-protocol.md). Of USB: USB 2.0 chapter 9 and HID 1.11."""
import socket
import struct
import threading
import time

HELLO, CONNECT, DISCONNECT, RESET, INTERFACES, ENDPOINTS = range(6)
SET_CONFIGURATION, GET_CONFIGURATION, CONFIGURATION_STATUS, SET_ALT, GET_ALT, ALT_STATUS = range(6, 12)
START_INTERRUPT, STOP_INTERRUPT, INTERRUPT_STATUS = 15, 16, 17
CONTROL, INTERRUPT = 100, 103
CAPABILITIES = 1 << 4 | 1 << 5 | 1 << 6  # sizes of packets, 64 bit identifiers, 32 bit lengths: xhci wants them
STALL, GOOD = 4, 0
HIGH_SPEED, HID_CLASS = 2, 3
ENDPOINT_IN, INTERRUPT_TYPE, NO_ENDPOINT, CONTROL_TYPE = 0x81, 3, 255, 0
MOST = 32767  # of a coordinate
FINGERS = 2


def finger():
    """A collection: tip switch, 7 bits of nothing, contact identifier, X, Y."""
    return bytes.fromhex("05 0d 09 22 a1 02 09 42 15 00 25 01 75 01 95 01 81 02 95 07 81 03 09 51 25 0f 75 08 95 01 81 02"
                         "05 01 26 ff 7f 75 10 09 30 81 02 09 31 81 02 c0")


# Digitizer, touch screen: report 1 has the fingers and how many there are; feature 2 says how many there may be.
REPORT = (bytes.fromhex("05 0d 09 04 a1 01 85 01") + finger() * FINGERS + bytes.fromhex("05 0d 09 54 25 02 75 08 95 01 81 02 85 02 09 55 b1 02 c0"))


def device_descriptor(vendor, product):
    return struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x200, 0, 0, 0, 64, vendor, product, 0x100, 1, 2, 0, 1)


def configuration(report):
    interface = struct.pack("<BBBBBBBBB", 9, 4, 0, 0, 1, HID_CLASS, 0, 0, 0)
    hid = struct.pack("<BBHBBBH", 9, 0x21, 0x111, 0, 1, 0x22, len(report))
    endpoint = struct.pack("<BBBBHB", 7, 5, ENDPOINT_IN, INTERRUPT_TYPE, 64, 4)
    body = interface + hid + endpoint
    return struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), 1, 1, 0, 0x80, 50) + body


def text_descriptor(text):
    data = text.encode("utf-16-le")
    return struct.pack("<BB", 2 + len(data), 3) + data


class Panel:
    """`devices`: what QEMU is to be started with. Fractions of the panel's width and height are 0 to 1."""

    def __init__(self, folder, name="panel", texts=("Borne test", "Two fingers"), report=REPORT, ids=(0x1209, 0x0001)):
        self.path = folder / f"{name}.sock"
        self.devices = ["-device", f"qemu-xhci,id={name}-bus", "-chardev", f"socket,id={name},path={self.path},server=on,wait=off",
                        "-device", f"usb-redir,chardev={name},id={name}-usb,bus={name}-bus.0"]
        self.descriptors = {1: device_descriptor(*ids), 2: configuration(report), 0x22: report, 0x21: configuration(report)[18:27]}
        self.texts, self.ids = texts, ids
        self.line, self.polled, self.number, self.held = None, threading.Event(), 0, {}
        self.lock = threading.Lock()

    # -- the bus

    def plug(self):
        self.polled.clear()
        self.line = socket.socket(socket.AF_UNIX)
        self.line.connect(str(self.path))
        self.send(HELLO, 0, b"borne tests".ljust(64, b"\0") + struct.pack("<I", CAPABILITIES))
        threading.Thread(target=self.serve, args=(self.line,), daemon=True).start()

    def unplug(self):
        self.line.shutdown(socket.SHUT_RDWR)  # closing alone leaves it open while serve() reads
        self.line.close()
        self.held = {}

    def send(self, kind, number, data):
        with self.lock:
            self.line.sendall(struct.pack("<III" if kind == HELLO else "<IIQ", kind, len(data), number) + data)

    def take(self, line, length):
        data = b""
        while len(data) < length:
            more = line.recv(length - len(data))
            if not more:
                raise ConnectionError
            data += more
        return data

    def serve(self, line):
        head = "<III"  # of the greeting; both sides can long identifiers from then on
        try:
            while True:
                kind, length, number = struct.unpack(head, self.take(line, struct.calcsize(head)))
                self.answer(kind, number, self.take(line, length))
                head = "<IIQ"
        except OSError:
            pass

    def describe(self):
        interfaces = struct.pack("<I32s32s32s32s", 1, bytes(32), bytes([HID_CLASS]).ljust(32, b"\0"), bytes(32), bytes(32))
        kinds, intervals, owners = [NO_ENDPOINT] * 32, [0] * 32, [0] * 32
        kinds[0] = kinds[16] = CONTROL_TYPE
        kinds[16 + 1], intervals[16 + 1] = INTERRUPT_TYPE, 4
        self.send(INTERFACES, 0, interfaces)
        self.send(ENDPOINTS, 0, bytes(kinds) + bytes(intervals) + bytes(owners) + struct.pack("<32H", *([64] * 32)))
        self.send(CONNECT, 0, struct.pack("<BBBBHH", HIGH_SPEED, 0, 0, 0, *self.ids))

    def answer(self, kind, number, data):
        if kind == HELLO:
            self.describe()
        elif kind in (SET_CONFIGURATION, GET_CONFIGURATION):
            self.send(CONFIGURATION_STATUS, number, bytes([GOOD, 1]))
        elif kind in (SET_ALT, GET_ALT):
            self.send(ALT_STATUS, number, bytes([GOOD, 0, 0]))
        elif kind == START_INTERRUPT:
            self.send(INTERRUPT_STATUS, number, bytes([GOOD, data[0]]))
            self.polled.set()
        elif kind == STOP_INTERRUPT:
            self.send(INTERRUPT_STATUS, number, bytes([GOOD, data[0]]))
        elif kind == CONTROL:
            self.control(number, data)

    def control(self, number, data):
        endpoint, request, kind, _, value, index, length = struct.unpack_from("<BBBBHHH", data)
        answer = None
        if request == 6:  # GET_DESCRIPTOR, of the device or of its interface
            what, which = value >> 8, value & 255
            answer = (struct.pack("<BBH", 4, 3, 0x409) if which == 0 else text_descriptor(self.texts[which - 1])) if what == 3 and which <= 2 else self.descriptors.get(what)
        elif kind & 0x60 == 0x20 and request == 1:  # GET_REPORT: the feature
            answer = bytes([2, FINGERS])
        elif not endpoint & 0x80:  # SET_REPORT, SET_IDLE
            answer = b""
        elif request == 0:  # GET_STATUS
            answer = b"\0\0"
        out = b"" if answer is None else answer[:length]
        status = STALL if answer is None else GOOD
        self.send(CONTROL, number, struct.pack("<BBBBHHH", endpoint, request, kind, status, value, index, len(out) if endpoint & 0x80 else length) + out)

    # -- fingers

    def report(self, down):
        """`down`: {finger: (x, y)}; a finger that was there and is not is lifted."""
        at = {**{f: (*xy, False) for f, xy in self.held.items()}, **{f: (*xy, True) for f, xy in down.items()}}
        data = b"\x01"
        for f in range(FINGERS):
            x, y, tip = at.get(f, (0, 0, False))
            data += struct.pack("<BBHH", tip, f, round(x * MOST), round(y * MOST))
        self.held = dict(down)
        data += bytes([len(at)])
        self.number += 1
        self.send(INTERRUPT, self.number, struct.pack("<BBH", ENDPOINT_IN, GOOD, len(data)) + data)

    def tap(self, x, y, seconds=0.15):
        self.report({0: (x, y)})
        time.sleep(seconds)
        self.report({})

    def drag(self, a, b, seconds=1.0, steps=20):
        for i in range(steps + 1):
            self.report({0: tuple(p + (q - p) * i / steps for p, q in zip(a, b))})
            time.sleep(seconds / steps)
        self.report({})

    def pinch(self, x, y, start, end, seconds=1.5, steps=20):
        """Two fingers beside each other, from `start` to `end` of the width apart."""
        for i in range(steps + 1):
            half = (start + (end - start) * i / steps) / 2
            self.report({0: (x - half, y), 1: (x + half, y)})
            time.sleep(seconds / steps)
        self.report({})
