"""Takes the port before anything else is done: whoever cannot have it has created nothing."""

from __future__ import annotations

import socket


def listen(host: str, port: int) -> socket.socket:
    """A socket with that address (port 0: any free one). Nobody is answered before the server begins to accept.

    Raises:
        OSError: the address is in use, or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, asyncio sets TCP_NODELAY on accepted sockets; without it, every second answer waits 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening
