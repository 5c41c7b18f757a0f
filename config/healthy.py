"""Asks this machine's web for /health/ as the proxy would: python -m config.healthy; exit code 0 means well."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

WITHIN_S = 4


def main() -> None:
    """Exit 0 on 200; otherwise say what /health/ answered and exit 1. PORT as the web was given it (8000)."""
    public = urlsplit(os.environ.get("PUBLIC_BASE_URL", ""))
    headers = {"X-Forwarded-Proto": public.scheme or "http", "Host": public.netloc or "127.0.0.1"}
    request = urllib.request.Request(f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/health/", headers=headers)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=WITHIN_S) as answer:
            sys.stdout.write(answer.read(4000).decode() + "\n")
    except urllib.error.HTTPError as problem:
        sys.exit(f"{problem.code} {problem.read(4000).decode(errors='replace')}")
    except OSError as problem:
        sys.exit(f"nothing answers: {problem}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is no health: it means that the address of PUBLIC_BASE_URL is not believed (BEHIND_PROXY)."""

    def redirect_request(self, *_arguments):
        return None


if __name__ == "__main__":
    main()
