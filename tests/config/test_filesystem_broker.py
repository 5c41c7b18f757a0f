"""The mended filesystem broker never shows half a message."""

import threading

from kombu import Connection

from config.filesystem_broker import install


def test_a_thousand_messages_arrive_whole_while_a_reader_spins(tmp_path):
    options = install(tmp_path)
    got: list = []

    def read():
        with Connection("filesystem://", transport_options=options) as connection:
            queue = connection.SimpleQueue("q")
            while len(got) < 1000:
                try:
                    message = queue.get_nowait()
                except queue.Empty:
                    continue
                message.ack()
                got.append(message.payload["n"])

    with Connection("filesystem://", transport_options=options) as connection:
        queue = connection.SimpleQueue("q")
        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        for number in range(1000):
            queue.put({"n": number, "filling": "x" * 2000})
        reader.join(30)
    assert sorted(got) == list(range(1000))
