"""What can go wrong at a phone company, by name, so that a test and a command line say it the same way."""

from dataclasses import dataclass

# what happens to the text, and what the caller hears
NAMES = {
    "ok": "taken, 201",
    "delay": "taken, 201 after so many ms",
    "429": "not taken; asks to wait so many s",
    "500": "not taken, 500",
    "503": "not taken, 503 without JSON",
    "reset": "not taken, the connection is reset",
    "silent": "not taken, never an answer",
    "garbage": "not taken, a page of HTML",
    "truncated": "not taken, half of an answer",
    "taken-reset": "taken, the connection is reset",
    "taken-500": "taken, 500",
    "taken-silent": "taken, never an answer",
    "taken-garbage": "taken, 201 with HTML",
    "taken-truncated": "taken, half of the answer",
    "taken-closed": "taken, the connection is closed without a word",
    "401": "not taken, 401 with Twilio's code",
    "403": "not taken, 403 with Twilio's code",
    "400": "not taken, 400 with Twilio's code",
    "404": "not taken, 404 with Twilio's code",
    "born-failed": "taken and failed in the same breath: no callback follows",
}
USUAL_CODE = {"401": 20003, "403": 21408, "400": 21211, "404": 20404}


@dataclass(frozen=True)
class Fault:
    """One way to answer; `value` is the delay in ms, the wait in s, or Twilio's error code."""

    name: str
    value: int | None = None

    @classmethod
    def named(cls, words: str) -> "Fault":
        """From "500", "400:21610", "429:7", "delay:200". Raises ValueError for a word that is not in NAMES."""
        name, _colon, value = words.partition(":")
        if name not in NAMES:
            raise ValueError(f"{name!r} is none of: {', '.join(NAMES)}")
        return cls(name, int(value) if value else None)

    @property
    def takes(self) -> bool:
        """Whether the text goes out although something else may go wrong."""
        return self.name in {"ok", "delay", "born-failed"} or self.name.startswith("taken-")

    @property
    def code(self) -> int | None:
        return self.value if self.value is not None else USUAL_CODE.get(self.name)


OK = Fault("ok")
