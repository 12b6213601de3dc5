"""feed_server.py - a server of feeds, good and bad, for t420-feeds.sh.

Prints its port, answers 127.0.0.1, and writes a line for each request to the
file requests: PATH, status, seconds, ETag and date that it was asked with.
"""
import gzip
import http.server
import socketserver
import sys
import threading
import time

BEGAN = time.time()
LOCK = threading.Lock()
BUSY = {"now": 0, "most": 0}


def feed(name):
    """Articles as JSON lines, which need no reader of feeds."""
    return "".join(
        '{"id":"%s%d","title":"Number %d","body":"A %s was seen."}\n'
        % (name, n, n, name)
        for n in range(1, 4)
    ).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, status, body=b"", **headers):
        with LOCK, open("requests", "a", encoding="utf-8") as log:
            log.write(
                "%s %d %.1f %s %s\n"
                % (
                    self.path,
                    status,
                    time.time() - BEGAN,
                    self.headers.get("If-None-Match", "-"),
                    self.headers.get("If-Modified-Since", "-"),
                )
            )
            with open("agents", "a", encoding="utf-8") as agents:
                agents.write(self.headers.get("User-Agent", "-") + "\n")
        with LOCK:  # before the client can know that it is over
            BUSY["now"] -= 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def do_GET(self):
        with LOCK:
            BUSY["now"] += 1
            if self.path != "/most":
                BUSY["most"] = max(BUSY["most"], BUSY["now"])
        getattr(self, "do_" + self.path[1:].split("-")[0])()

    def do_most(self):
        self.answer(200, b"%d" % BUSY["most"])

    def do_etag(self):
        if self.headers.get("If-None-Match") == '"one"':
            self.answer(304, ETag='"one"')
        else:
            self.answer(200, feed("etag"), ETag='"one"')

    def do_dated(self):
        date = "Tue, 01 May 2018 10:00:00 GMT"
        if self.headers.get("If-Modified-Since") == date:
            self.answer(304)
        else:
            self.answer(200, feed("dated"), Last_Modified=date)

    def do_gzip(self):
        self.answer(
            200, gzip.compress(feed("gzipped")), Content_Encoding="gzip",
            Cache_Control="public, max-age=3600",
        )

    def do_moved(self):
        self.answer(301, b"<html>moved</html>", Location="/target", ETag='"no"')

    def do_target(self):
        self.answer(200, feed("moved"))

    def do_loop(self):
        self.answer(302, Location="/loop")

    def do_file(self):
        self.answer(302, Location="file:///etc/passwd")

    def do_busy(self):
        self.answer(429, b"not now", Retry_After="600")

    def do_gone(self):
        self.answer(410)

    def do_broken(self):
        self.answer(500, feed("broken"))

    def do_page(self):
        self.answer(200, b"\n<!DOCTYPE html><title>For sale</title>")

    def do_large(self):
        self.answer(200, b" " * (9 << 20))

    def do_bomb(self):
        self.answer(200, gzip.compress(b" " * (9 << 20)), Content_Encoding="gzip")

    def do_slow(self):
        time.sleep(1.5)
        self.answer(200, feed("slow"))


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
print(server.server_port)
sys.stdout.flush()
server.serve_forever()
