"""Functions that settings may name in tests."""

heard: list = []


def hear(message, *, status, at):
    heard.append((message.pk, status))


def broken(message, *, status, at):
    raise RuntimeError("a listener that fails")


def take_all(incoming, *, at):
    return True


def fail(incoming, *, at):
    raise RuntimeError("a conversation that fails")
