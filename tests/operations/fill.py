"""Fills the system of the environment with demo data and two reports with photos: python -m tests.operations.fill."""

import io
import os
import sys

import django


def photo(colour: str):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return SimpleUploadedFile("seal.jpg", out.getvalue(), "image/jpeg")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from strandings.models import Media

    call_command("migrate", verbosity=0)
    call_command("seed_demo", *sys.argv[1:])
    for phone, colour in (("+77015550001", "teal"), ("+77015550002", "grey")):
        text = {"phone": phone, "body": "Тюлень на пляже в Баутино, живой 🦭", "photo": photo(colour)}
        Client(HTTP_HOST="127.0.0.1").post("/sim/send/", text)
    if Media.objects.count() != 2:
        sys.exit("the reports have no photos")


if __name__ == "__main__":
    main()
