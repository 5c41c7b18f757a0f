"""The first start writes its secrets to a local file, so that nobody has to invent one."""

import json
import os
import secrets
from pathlib import Path


def local_secrets(folder: Path) -> dict[str, str]:
    """Return the secrets kept in folder/secrets.json, written once with mode 0600 by whoever comes first."""
    path = folder / "secrets.json"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return json.loads(path.read_text())
    made = {"SECRET_KEY": secrets.token_urlsafe(50)}
    with os.fdopen(handle, "w") as file:
        json.dump(made, file)
    return made
