"""Photos of a report, of a seal on the beach, of an individual."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from strandings import photos
from strandings.actions.record import note
from strandings.models import Animal, Media, Report, StrandedAnimal


def add_photo(owner: Report | StrandedAnimal | Animal, *, file, at: datetime) -> Media:
    """Keep a photo of its owner: re-encoded without metadata, the same picture once. Raises photos.NotAPhoto.

    The image work happens before the transaction, so no lock waits for it.
    """
    picture = photos.reencode(file)
    column = {Report: "report", StrandedAnimal: "stranded_animal", Animal: "animal"}[type(owner)]
    with transaction.atomic():
        already = Media.objects.filter(sha256=picture.sha256, **{column: owner}).first()
        if already:
            return already
        media = Media(
            kind="photo",
            width=picture.width,
            height=picture.height,
            sha256=picture.sha256,
            received_at=at,
            **{column: owner},
        )
        media.file.save(f"{picture.sha256[:24]}.jpg", ContentFile(picture.content), save=False)
        media.save()
        stranding = getattr(owner, "stranding", None)
        if stranding is not None:
            note(stranding, verb="photo_added", by_words="", at=at, details={"media": media.pk})
        return media
