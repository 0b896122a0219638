# SPDX-License-Identifier: GPL-3.0-or-later
"""The other end of a machine's network cable: frames over UDP (QEMU's -netdev socket), so that all ports can be tried without a network of the
host and without root. Answers ARP, sends one TCP SYN a port, and keeps what came back."""
import select
import socket
import struct
import threading
import time

UNIT, ROUTER = "10.9.0.2", "10.9.0.1"
SETTINGS = f"network:\n  wired: static\n  address: {UNIT}/24\n  gateway: {ROUTER}\n"
MAC = bytes.fromhex("0200000b0e01")
ARP, IPV4, TCP = 0x0806, 0x0800, 6
SYN, RST, ACK = 2, 4, 16
PORTS = range(1, 65536)
BURST, PAUSE_S = 64, 0.01  # what the machine's card takes in without losses


def checksum(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def syn(mac, port):
    """An Ethernet frame with a TCP SYN (RFC 9293 section 3.1) to a port of the unit."""
    a, b = socket.inet_aton(ROUTER), socket.inet_aton(UNIT)
    segment = struct.pack(">HHIIBBHHH", 40000, port, port, 0, 5 << 4, SYN, 1024, 0, 0)
    total = checksum(a + b + struct.pack(">BBH", 0, TCP, len(segment)) + segment)
    segment = segment[:16] + struct.pack(">H", total) + segment[18:]
    head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(segment), port, 0, 64, TCP, 0, a, b)
    head = head[:10] + struct.pack(">H", checksum(head)) + head[12:]
    return mac + MAC + struct.pack(">H", IPV4) + head + segment


class Wire:
    def __init__(self):
        self.line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        self.line.bind(("127.0.0.1", 0))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.bind(("127.0.0.1", 0))
            self.there = other.getsockname()
        self.mac, self.answers, self.closed = None, {}, False
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    @property
    def netdev(self):
        return "socket,id=net,udp=127.0.0.1:%d,localaddr=127.0.0.1:%d" % (self.line.getsockname()[1], self.there[1])

    def read(self):
        while not self.closed:
            if not select.select([self.line], [], [], 0.5)[0]:
                continue
            frame = self.line.recv(65536)
            kind = struct.unpack_from(">H", frame, 12)[0] if len(frame) >= 42 else 0
            if kind == ARP:
                self.arp(frame)
            elif kind == IPV4 and frame[23] == TCP and frame[26:30] == socket.inet_aton(UNIT):
                at = 14 + (frame[14] & 15) * 4
                if len(frame) >= at + 14:
                    self.answers[struct.unpack_from(">H", frame, at)[0]] = frame[at + 13]

    def arp(self, frame):
        """RFC 826: what is asked for is here; who asks is remembered."""
        operation, theirs, their_ip, asked = struct.unpack_from(">H6s4s6x4s", frame, 20)
        if their_ip == socket.inet_aton(UNIT):
            self.mac = theirs
        if operation == 1 and asked == socket.inet_aton(ROUTER):
            self.line.sendto(theirs + MAC + struct.pack(">HHHBBH6s4s6s4s", ARP, 1, IPV4, 6, 4, 2, MAC, asked, theirs, their_ip), self.there)

    def ask(self):
        """An ARP request for the unit: it answers whatever its firewall says."""
        self.line.sendto(b"\xff" * 6 + MAC + struct.pack(">HHHBBH6s4s6x4s", ARP, 1, IPV4, 6, 4, 1, MAC, socket.inet_aton(ROUTER), socket.inet_aton(UNIT)), self.there)

    def scan(self, ports=PORTS):
        """The flags that each port of the unit answered with."""
        self.answers = {}
        for i, port in enumerate(ports):
            self.line.sendto(syn(self.mac, port), self.there)
            if i % BURST == 0:
                time.sleep(PAUSE_S)
        time.sleep(5)
        return dict(self.answers)

    def close(self):
        self.closed = True
        self.thread.join()
        self.line.close()
