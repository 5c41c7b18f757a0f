"""The whole system on one machine: which address it serves."""

import os


def host_and_port() -> tuple[str, int]:
    """Where the web server listens: HOST and PORT of the environment, 127.0.0.1:8000 unless said."""
    return os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))


def own_address() -> str:
    """The address by which this machine itself reaches it, without a slash at the end."""
    host, port = host_and_port()
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
