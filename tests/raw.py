#!/usr/bin/env python3
"""raw.py PORT - send the bytes of each line of standard input, "what | want |
bytes", on a connection of its own, in pieces where " ~ " parts them; print
"what | want | got", got being the statuses that came back and whether the
server closed the connection within four seconds."""
import re
import select
import socket
import sys
import time


class Case:
    def __init__(self, line):
        self.what, self.want, text = [part.strip() for part in line.split("|")]
        self.pieces = [p.encode().decode("unicode_escape").encode("latin-1") for p in text.split(" ~ ")]
        self.socket = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10)
        self.got, self.end = b"", "open"

    def send(self):
        for i, piece in enumerate(self.pieces):
            time.sleep(0.05 if i else 0)
            try:
                self.socket.sendall(piece)
            except ConnectionError:
                return

    def receive(self):
        try:
            some = self.socket.recv(65536)
        except ConnectionError:
            some = b""
        self.got += some
        if not some:
            self.end = "closed"

    def __str__(self):
        statuses = re.findall(rb"HTTP/1\.1 (\d+)", self.got)
        return f"{self.what} | {self.want} | {b' '.join(statuses).decode()} {self.end}"


cases = [Case(line) for line in sys.stdin if line.strip()]
for case in cases:
    case.send()
until = time.monotonic() + 4
while time.monotonic() < until:
    waiting = {case.socket: case for case in cases if case.end == "open"}
    for ready in select.select(list(waiting), [], [], 0.1)[0]:
        waiting[ready].receive()
print(*cases, sep="\n")
