# SPDX-License-Identifier: MIT
"""A server for pictures, and whether there can be any."""
import contextlib
import http.server
import threading

from terminal import Home


class Site:
    """Serves pages (path to bytes) and remembers what was asked for; holds back what is in held until its gate is set."""

    def __init__(self, pages):
        self.asked, self.headers, self.gate = [], [], threading.Event()
        self.held = set()
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                site.headers.append(dict(self.headers))
                if self.path in site.held:
                    site.gate.wait(60)
                body = pages.get(self.path.split("?")[0])
                self.send_response(200 if body else 404)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = "http://127.0.0.1:%d" % self.server.server_address[1]

    def close(self):
        self.gate.set()
        self.server.shutdown()
        self.server.server_close()


def has_pictures():
    """Whether newsdeck was built with pictures."""
    home = Home([])
    built = "built without" not in home.run("decode", "1", "1").stderr
    home.remove()
    return built
