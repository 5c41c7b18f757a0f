"""The phone company as a process: python -m tests.provider --port 18100 --delay-ms 200 [--callbacks URL]."""

import argparse
import signal
import threading

from tests.provider.callbacks import ORDERS
from tests.provider.company import ACCOUNT, TOKEN
from tests.provider.faults import NAMES, Fault
from tests.provider.server import Provider


def main() -> None:
    parser = argparse.ArgumentParser(description="Plays Twilio's Messages API on 127.0.0.1. Control: /_control/texts")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--account", default=ACCOUNT)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--delay-ms", type=int, default=0, help="before every answer to a message handed over")
    parser.add_argument("--fault", default="ok", help=f"how every message is answered: {', '.join(NAMES)}")
    parser.add_argument("--callbacks", default="", metavar="URL", help="send status callbacks to this host")
    parser.add_argument("--order", default="on-time", choices=ORDERS, help="when callbacks come")
    asked = parser.parse_args()
    provider = Provider(
        asked.port,
        account=asked.account,
        token=asked.token,
        delay_ms=asked.delay_ms,
        callbacks=asked.order if asked.callbacks else "never",
        callback_base=asked.callbacks,
    )
    provider.company.always = Fault.named(asked.fault)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with provider:
        print(f"listening on {provider.url} for account {asked.account}", flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
