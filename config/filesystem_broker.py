"""kombu's filesystem transport, mended: a message appears in its folder only when it is written whole.

The original creates the file first and writes it afterwards; a worker that reads half a message exits.
"""

import os
import time
import uuid
from pathlib import Path
from queue import Empty

from kombu.transport import TRANSPORT_ALIASES
from kombu.transport.filesystem import Channel, Transport
from kombu.utils.json import dumps, loads


class WholeFileChannel(Channel):
    """Writes under a hidden name that readers pass over, then renames: one step for whoever reads."""

    def _put(self, queue: str, payload: dict, **kwargs) -> None:
        folder = Path(self.data_folder_out)
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        hidden = folder / f".{name}"
        hidden.write_text(dumps(payload))
        os.replace(hidden, folder / name)

    def _get(self, queue: str) -> dict:
        """The oldest message of the queue, which nobody else gets: whoever renames it first has it."""
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.startswith(".") or name.partition(".")[2] != f"{queue}.msg":
                continue
            mine = folder / f".taken-{name}"
            try:
                os.rename(folder / name, mine)
            except FileNotFoundError:
                continue
            payload = mine.read_text()
            mine.unlink()
            return loads(payload)
        raise Empty


class WholeFileTransport(Transport):
    """Like the original, with the channel above."""

    Channel = WholeFileChannel


def install(folder: Path) -> dict[str, str]:
    """From now on filesystem:// means this transport; makes its folders and returns its options."""
    TRANSPORT_ALIASES["filesystem"] = "config.filesystem_broker:WholeFileTransport"
    messages, control = folder / "messages", folder / "control"
    for each in (messages, control):
        each.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "store_processed": False,
    }
