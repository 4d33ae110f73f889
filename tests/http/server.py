#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A scripted server for tests and benchmarks.

Prints "PORT TLSPORT" (TLSPORT 0 without a certificate) on its first line and serves 127.0.0.0/8 until its standard input
is closed. What was asked is at /_log, one JSON object a line.

  server.py [--certificate PEM] [--folder PATH] [--items N] [--port N] [--hosts N]

  /feed/N.xml        a generated feed with validators (--items in each); /bump changes all of them
  /files/NAME        a file of --folder, with validators
  any other path     a page of --folder/site: PATH or PATH/index.html, its type by its name; ?link=VALUE adds a Link header;
                     below /private/ only for the user of /auth
  /ok /empty         small answers          /validators   200 with ETag and Last-Modified, else 304
  /301 /308 /302 /307 /303   one redirect to /ok         /chain/N   N permanent ones
  /mixed             permanent, then temporary           /absolute  permanent, to a full address
  /moved/PATH        one permanent redirect to /PATH
  /tofile /toftp     to other schemes                    /loop      for ever
  /404 /410 /500     errors with a page                  /429 /503  with Retry-After (?after=VALUE)
  /fail-once         503 with Retry-After: 1 once, then 200
  /together          an answer once two connections to the address have been open
  /slow              a byte a second                     /silent    nothing, the connection stays
  /cut /cut-chunked  less than was promised              /reset     closed without a word
  /gzip /deflate     compressed                          /bomb      2 GiB of zeros compressed; /badgzip
  /coded?layers=N    compressed N times; &says=VALUE as Content-Encoding, &tail=TEXT behind it
  /part/NAME?N       N bytes that go on from a Range with If-Range; &etag=VALUE another one; &cut=K ends after K bytes, once a
                     NAME; &name=FILE in Content-Disposition; &whole knows no ranges; &slow a piece a tenth of a second
  /stale/NAME?at=DATE   a feed whose validators are that date, and 304 to whoever sends one; ?etag only as the ETag
  /longer/NAME       a feed in an answer that was to be longer: ?by=length, ?by=chunks, ?by=wait; &less=N without its last N bytes
  /limited/NAME      a feed, with the fields of the query as header fields
  /huge              without end                         /large?N   N bytes with a length
  /auth              user "reader", password "pass/word" /cookie    redirects until the cookie comes back
  /control           control characters in header fields /nonsense  no HTTP
  /tootherhost       a redirect to 127.0.0.9/echo         /_most     open connections, at most
  /echo-all          method, path, headers and body as JSON
  /status/N          that status with the JSON of /echo-all and a header field X-Answer; ?after=VALUE adds Retry-After
  /to/N/PATH         a redirect with status N to /PATH    /away/N/PATH  the same, to 127.0.0.9
  /here/N/PATH       the same, to a full address
  /stall             reads no body and answers nothing    /drop      reads all and closes without a word
  /big-header?N      a header field of N bytes            /many-headers?N  N fields of 100 bytes
  /repeated          two lines X-Twice and a cookie
  /cache             Cache-Control and Expires           /echo      the request's headers as JSON
"""
import argparse
import asyncio
import base64
import gzip
import json
import os
import ssl
import sys
import urllib.parse
import zlib

DATE = "Wed, 01 Jan 2025 00:00:00 GMT"
REASONS = {200: "OK", 301: "Moved", 302: "Found", 303: "See Other", 304: "Not Modified", 307: "Temporary",
           308: "Permanent", 401: "Unauthorized", 404: "Not Found", 410: "Gone", 429: "Too Many", 503: "Unavailable"}
ROUTES = {}


class Server:
    def __init__(self, options):
        self.options = options
        self.log = []
        self.version = 1
        self.failed = False
        self.cut = set()
        self.stale = {}
        self.feeds = {}
        self.open_now = {}
        self.open_most = {}
        self.stopped = asyncio.Event()

    def feed(self, name):
        key = (name, self.version)
        if key not in self.feeds:
            items = "".join(
                f"<item><title>Item {i} of {name}</title><link>http://example.org/{name}/{i}</link>"
                f"<guid isPermaLink='false'>{name}-{i}</guid><pubDate>{DATE}</pubDate>"
                f"<description>&lt;p&gt;Text of item {i}, version {self.version}. {'word ' * 60}&lt;/p&gt;</description>"
                "</item>" for i in range(self.options.items))
            self.feeds[key] = (f"<?xml version='1.0'?><rss version='2.0'><channel><title>Feed {name}</title>"
                               f"<link>http://example.org/{name}/</link><description>d</description>{items}"
                               "</channel></rss>").encode()
        return self.feeds[key]


class Request:
    """One request on a connection, and the means to answer it."""

    def __init__(self, server, reader, writer, method, target, headers):
        self.server, self.writer, self.method, self.headers = server, writer, method, headers
        self.reader, self.body = reader, b""
        if "://" in target:  # we are asked as a proxy
            target = "/" + target.split("/", 3)[3]
        self.path, _, self.query = target.partition("?")

    async def read_body(self):
        self.body = await self.reader.readexactly(int(self.headers.get("content-length", 0)))

    def describe(self):
        return json.dumps({"method": self.method, "path": self.path, "headers": self.headers,
                           "body": self.body.decode("latin-1")}).encode()

    async def send(self, status, body=b"", fields=(), length=None):
        head = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
        head += [f"{name}: {value}" for name, value in fields]
        if status != 304:
            head.append(f"Content-Length: {len(body) if length is None else length}")
        if self.method == "HEAD":
            body = b""
        self.writer.write("\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body)
        await self.writer.drain()

    async def send_validated(self, body, etag, fields=()):
        fields = [("ETag", etag), ("Last-Modified", DATE)] + list(fields)
        if self.headers.get("if-none-match") == etag or (
                "if-none-match" not in self.headers and self.headers.get("if-modified-since") == DATE):
            await self.send(304, fields=fields)
        else:
            await self.send(200, body, fields)

    async def send_until_cut(self, piece, delay=0.0, fields=()):
        head = "".join(f"{name}: {value}\r\n" for name, value in fields)
        self.writer.write(f"HTTP/1.1 200 OK\r\nConnection: close\r\n{head}\r\n".encode())
        while not self.server.stopped.is_set():
            self.writer.write(piece)
            await self.writer.drain()
            if delay:
                await asyncio.sleep(delay)


def route(*names):
    def add(function):
        for name in names:
            ROUTES[name] = function
        return function
    return add


@route("ok")
async def ok(request, rest):
    await request.send(200, b"hello", [("Content-Type", "text/plain")])


@route("empty")
async def empty(request, rest):
    await request.send(200)


@route("validators")
async def validators(request, rest):
    await request.send_validated(b"validated", 'W/"v-1"')


@route("301", "302", "303", "307", "308")
async def redirect(request, rest):
    await request.send(int(request.path[1:]), b"moved", [("Location", "/ok")])


@route("chain")
async def chain(request, rest):
    n = int(rest)
    await request.send(301, b"", [("Location", f"/chain/{n - 1}" if n > 1 else "/ok")])


@route("moved")
async def moved(request, rest):
    await request.send(301, b"", [("Location", "/" + rest)])


@route("mixed")
async def mixed(request, rest):
    await request.send(301, b"", [("Location", "/302")])


@route("absolute")
async def absolute(request, rest):
    await request.send(308, b"", [("Location", f"http://{request.headers['host']}/ok?moved")])


@route("tofile", "toftp", "loop", "tootherhost")
async def elsewhere(request, rest):
    port = request.writer.get_extra_info("sockname")[1]
    await request.send(302, b"", [("Location", {"/tofile": "file:/etc/passwd", "/toftp": "ftp://127.0.0.1/x",
                                                "/loop": "/loop",
                                                "/tootherhost": f"http://127.0.0.9:{port}/echo"}[request.path])])


@route("404", "410", "500")
async def error(request, rest):
    await request.send(int(request.path[1:]), b"<html>no such thing</html>")


@route("429", "503")
async def later(request, rest):
    after = urllib.parse.parse_qs(request.query).get("after", ["120"])[0]
    await request.send(int(request.path[1:]), b"later", [("Retry-After", after)])


@route("slow")
async def slow(request, rest):
    await request.send_until_cut(b"x", 1.0)


@route("silent")
async def silent(request, rest):
    await request.server.stopped.wait()


@route("cut")
async def cut(request, rest):
    await request.send(200, b"only this", length=1000)
    raise ConnectionError


@route("cut-chunked")
async def cut_chunked(request, rest):
    request.writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n10\r\nhal")
    await request.writer.drain()
    raise ConnectionError


@route("reset")
async def reset(request, rest):
    raise ConnectionError


@route("nonsense")
async def nonsense(request, rest):
    request.writer.write(b"220 mail.example.org ESMTP\r\n")
    await request.writer.drain()
    raise ConnectionError


@route("gzip")
async def gzipped(request, rest):
    await request.send(200, gzip.compress(b"zipped " * 1000), [("Content-Encoding", "gzip")])


@route("deflate")
async def deflated(request, rest):
    await request.send(200, zlib.compress(b"deflated " * 1000), [("Content-Encoding", "deflate")])


@route("coded")
async def coded(request, rest):
    options = {name: values[0] for name, values in urllib.parse.parse_qs(request.query).items()}
    body = b"as it was meant"
    for _ in range(int(options.get("layers", "0"))):
        body = gzip.compress(body)
    fields = [("Content-Encoding", options["says"])] if "says" in options else []
    await request.send(200, body + options.get("tail", "").encode(), fields)


@route("badgzip")
async def badgzip(request, rest):
    await request.send(200, b"\x1f\x8b\x08\x00" + b"no gzip at all" * 20, [("Content-Encoding", "gzip")])


@route("bomb")
async def bomb(request, rest):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    request.writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n")
    for _ in range(2048):
        request.writer.write(packer.compress(bytes(1 << 20)))
        await request.writer.drain()
    request.writer.write(packer.flush())


@route("huge")
async def huge(request, rest):
    await request.send_until_cut(b"x" * 65536)


@route("large")
async def large(request, rest):
    await request.send(200, b"x" * int(request.query))


@route("part")
async def part(request, rest):
    size, *options = request.query.split("&")
    options = dict(option.partition("=")[::2] for option in options)
    body = bytes(i * 7 % 251 for i in range(int(size)))
    etag = '"%s"' % options.get("etag", "e1")
    start, asked = 0, request.headers.get("range", "")
    if asked.startswith("bytes=") and "whole" not in options and request.headers.get("if-range", etag) == etag:
        start = int(asked[6:].rstrip("-"))
    if start >= len(body):
        await request.send(416, b"", [("Content-Range", f"bytes */{len(body)}")])
        return
    fields = [("ETag", etag), ("Content-Type", "audio/mpeg")]
    if "name" in options:
        fields.append(("Content-Disposition", 'attachment; filename="%s"' % options["name"]))
    if start:
        fields.append(("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}"))
    if "cut" in options and rest not in request.server.cut:
        request.server.cut.add(rest)
        await request.send(200, body[:int(options["cut"])], fields, length=len(body))
        raise ConnectionError
    if "slow" not in options:
        await request.send(206 if start else 200, body[start:], fields)
        return
    await request.send(206 if start else 200, b"", fields, length=len(body) - start)
    for at in range(start, len(body), max(1, len(body) // 100)):
        request.writer.write(body[at:at + max(1, len(body) // 100)])
        await request.writer.drain()
        await asyncio.sleep(0.1)


def is_let_in(request):
    return request.headers.get("authorization") == "Basic " + base64.b64encode(b"reader:pass/word").decode()


async def refuse(request):
    await request.send(401, b"no", [("WWW-Authenticate", 'Basic realm="feeds"')])


@route("auth")
async def auth(request, rest):
    if is_let_in(request):
        await request.send(200, b"let in")
    else:
        await refuse(request)


@route("cookie")
async def cookie(request, rest):
    if "seen=yes" in request.headers.get("cookie", ""):
        await request.send(200, b"cookie")
    else:
        await request.send(302, b"", [("Set-Cookie", "seen=yes; Path=/"), ("Location", "/cookie")])


@route("control")
async def control(request, rest):
    await request.send(200, b"odd", [("ETag", '"a\x01b"'), ("Content-Type", "text/\x1b[31mxml"),
                                     ("Last-Modified", "caf\xe9"), ("Cache-Control", "max-age=-5")])


@route("cache")
async def cache(request, rest):
    await request.send(200, b"kept", [("Cache-Control", "public, max-age=900"), ("Expires", DATE)])


@route("echo")
async def echo(request, rest):
    await request.send(200, json.dumps(request.headers).encode())


@route("echo-all")
async def echo_all(request, rest):
    await request.send(200, request.describe())


@route("status")
async def status(request, rest):
    after = urllib.parse.parse_qs(request.query).get("after", [])
    await request.send(int(rest), request.describe(), [("X-Answer", "of " + rest)] + [("Retry-After", value) for value in after])


@route("to", "away", "here")
async def to(request, rest):
    number, _, path = rest.partition("/")
    port = request.writer.get_extra_info("sockname")[1]
    origin = {"/to": "", "/away": f"http://127.0.0.9:{port}", "/here": "http://" + request.headers["host"]}["/" + request.path.split("/")[1]]
    await request.send(int(number), b"moved", [("Location", f"{origin}/{path}")])


@route("stall")
async def stall(request, rest):
    await request.server.stopped.wait()


@route("drop")
async def drop(request, rest):
    raise ConnectionError


@route("big-header")
async def big_header(request, rest):
    await request.send(200, b"big", [("X-Big", "x" * int(request.query)), ("X-Small", "seen")])


@route("many-headers")
async def many_headers(request, rest):
    await request.send(200, b"many", [(f"X-{i}", "y" * 100) for i in range(int(request.query))])


@route("repeated")
async def repeated(request, rest):
    await request.send(200, b"repeated", [("X-Twice", "a"), ("Set-Cookie", "secret=1"), ("x-twice", "b"), ("X-Empty", "")])


@route("fail-once")
async def fail_once(request, rest):
    if request.server.failed:
        await request.send(200, b"again")
    else:
        request.server.failed = True
        await request.send(503, b"", [("Retry-After", "1")])


@route("bump")
async def bump(request, rest):
    request.server.version += 1
    request.server.feeds.clear()
    await request.send(200, b"bumped")


@route("feed")
async def feed(request, rest):
    if not rest:
        await site(request, request.path)
        return
    await request.send_validated(request.server.feed(rest.removesuffix(".xml")), f'"{request.server.version}"',
                                 [("Content-Type", "application/rss+xml")])


@route("stale")
async def stale(request, rest):
    """A feed that grows with each whole answer."""
    options = {name: values[0] for name, values in urllib.parse.parse_qs(request.query, keep_blank_values=True).items()}
    fields = [("ETag", f'"{options["at"]}"')] + ([] if "etag" in options else [("Last-Modified", options["at"])])
    if "if-none-match" in request.headers or "if-modified-since" in request.headers:
        await request.send(304, fields=fields)
        return
    request.server.stale[rest] = request.server.stale.get(rest, 0) + 1
    items = "".join(f"<item><title>{i} of {rest}</title><guid>{rest}-{i}</guid></item>" for i in range(request.server.stale[rest]))
    await request.send(200, f"<rss version='2.0'><channel><title>Stale</title>{items}</channel></rss>".encode(), fields)


@route("longer")
async def longer(request, rest):
    options = {name: values[0] for name, values in urllib.parse.parse_qs(request.query).items()}
    body = request.server.feed(rest)
    body = body[:len(body) - int(options.get("less", 0))]
    if options["by"] == "chunks":
        request.writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(body), body))
        await request.writer.drain()
    else:
        await request.send(200, body, length=len(body) + 50)
    if options["by"] == "wait":
        await request.server.stopped.wait()
    raise ConnectionError


@route("limited")
async def limited(request, rest):
    fields = [(name, values[0]) for name, values in urllib.parse.parse_qs(request.query).items()]
    await request.send(200, request.server.feed(rest), fields)


@route("files")
async def files(request, rest):
    folder = request.server.options.folder
    path = os.path.normpath(os.path.join(folder or "/nonexistent", rest))
    if not folder or not path.startswith(os.path.abspath(folder) + os.sep) or not os.path.isfile(path):
        await request.send(404, b"no such file")
        return
    with open(path, "rb") as file:
        body = file.read()
    await request.send_validated(body, f'"{os.stat(path).st_mtime_ns}-{len(body)}"')


async def site(request, path):
    """A site of people's own: what no route above serves."""
    if path.startswith("/private/") and not is_let_in(request):
        await refuse(request)
        return
    folder = os.path.abspath(os.path.join(request.server.options.folder or "/nonexistent", "site"))
    name = os.path.normpath(os.path.join(folder, path.lstrip("/")))
    if os.path.isdir(name):
        name = os.path.join(name, "index.html")
    if not name.startswith(folder + os.sep) or not os.path.isfile(name):
        await request.send(404, b"<html>no such page</html>", [("Content-Type", "text/html")])
        return
    fields = [("Link", value) for value in urllib.parse.parse_qs(request.query).get("link", [])]
    fields.append(("Content-Type", {".xml": "application/xml", ".json": "application/json"}.get(os.path.splitext(name)[1], "text/html")))
    with open(name, "rb") as file:
        await request.send(200, file.read(), fields)


@route("together")
async def together(request, rest):
    """Answers when two connections to this address have been open at once, or after ten seconds."""
    for _ in range(1000):
        if request.server.open_most.get(request.writer.get_extra_info("sockname")[0], 0) >= 2:
            break
        await asyncio.sleep(0.01)
    await request.send(200, b"hello")


@route("_log")
async def log(request, rest):
    await request.send(200, "".join(json.dumps(entry) + "\n" for entry in request.server.log).encode())


@route("_most")
async def most(request, rest):
    """The most connections that were open at once, for each address of ours; asking for it starts anew."""
    await request.send(200, json.dumps(request.server.open_most).encode())
    request.server.open_most = dict(request.server.open_now)


async def read_request(server, reader, writer):
    first = await reader.readexactly(1)
    if first == b"\x16":  # TLS where none is spoken
        raise ConnectionError
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ", 2)
    headers = {}
    for line in head[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return Request(server, reader, writer, method, target, headers)


async def serve(server, reader, writer):
    address = writer.get_extra_info("sockname")[0]
    server.open_now[address] = server.open_now.get(address, 0) + 1
    server.open_most[address] = max(server.open_most.get(address, 0), server.open_now[address])
    try:
        while True:
            request = await read_request(server, reader, writer)
            name, _, rest = request.path[1:].partition("/")
            if not name.startswith("_"):
                server.log.append({"method": request.method, "path": request.path, "headers": request.headers})
            handler = ROUTES.get(name)
            if handler is not stall:
                await request.read_body()
            if handler:
                await handler(request, urllib.parse.unquote(rest))
            else:
                await site(request, urllib.parse.unquote(request.path))
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, ssl.SSLError):
        pass
    finally:
        server.open_now[address] -= 1
        writer.close()


async def run(options):
    server = Server(options)

    async def client(reader, writer):
        await serve(server, reader, writer)

    plain = await asyncio.start_server(client, "127.0.0.1", options.port, backlog=1024)
    extra, port, tls_port = [], plain.sockets[0].getsockname()[1], 0
    for last in range(2, options.hosts + 1):  # more hosts, where the system has them
        try:
            extra.append(await asyncio.start_server(client, f"127.0.0.{last}", port, backlog=1024))
        except OSError:
            break
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
        extra.append(await asyncio.start_server(client, "127.0.0.1", 0, ssl=context))
        tls_port = extra[-1].sockets[0].getsockname()[1]
    print(port, tls_port, flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read)
    server.stopped.set()
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificate")
    parser.add_argument("--folder")
    parser.add_argument("--items", type=int, default=10)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--hosts", type=int, default=9)
    options = parser.parse_args()
    options.folder = options.folder and os.path.abspath(options.folder)
    asyncio.run(run(options))


if __name__ == "__main__":
    main()
