"""A package index on a port of this machine, which stands where pip looks for the one of the world: behind a proxy."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pip._internal.models.index import PyPI

from tests.world.pushservice import certificate

HOST = PyPI.netloc
"""The only host that the proxy leads to, and only to this index."""


@dataclass
class Index:
    """What it holds, by file name; the paths that it was asked for; the environment in which pip finds it."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)

    def answer(self, path: str) -> bytes:
        self.asked.append(path)
        data, kind = self.files.get(path.rpartition("/")[2]), b"application/octet-stream"
        if data is None:
            name = path.strip("/").rpartition("/")[2]
            links = (
                f'<a href="/files/{each}">{each}</a>' for each in self.files if each.startswith(name + "-")
            )
            data, kind = f"<!DOCTYPE html><html><body>{''.join(links)}</body></html>".encode(), b"text/html"
        head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        return head % (kind, len(data)) + data


@contextlib.contextmanager
def package_index(folder: Path) -> Iterator[Index]:
    """Serve until the block ends."""
    serving, _ = certificate(folder, HOST)
    index = Index()

    class Proxied(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked: socket.socket = self.request
            if not head(asked).startswith(f"CONNECT {HOST}:443 "):
                asked.sendall(b"HTTP/1.1 502 No\r\n\r\n")
                return
            asked.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            with contextlib.suppress(OSError), serving.wrap_socket(asked, server_side=True) as inner:
                inner.sendall(index.answer(head(inner).split(" ")[1]))

    trusted = str(folder / f"{HOST}.pem")
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxied) as server:
        server.daemon_threads = True
        proxy = f"http://127.0.0.1:{server.server_address[1]}"
        bundles = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
        index.env = {"HTTPS_PROXY": proxy, "https_proxy": proxy} | dict.fromkeys(bundles, trusted)
        index.env |= {"NO_PROXY": "", "no_proxy": ""}
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield index
        finally:
            server.shutdown()
            thread.join()


def head(line: socket.socket) -> str:
    """What a request begins with."""
    read = b""
    while b"\r\n\r\n" not in read and len(read) < 65536:
        more = line.recv(4096)
        if not more:
            break
        read += more
    return read.decode("latin-1")
