"""Photos that come with texts: fetched by a worker from the phone company alone, and only what we can bear."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from messaging import sweeps
from messaging.actions import erase_contact
from messaging.actions.files import claim_file
from messaging.gateways import twilio_files
from messaging.models import Alarm, Contact, IncomingFile
from strandings.models import Media, Report
from tests.messaging.test_twilio_webhooks import BASE, post
from tests.provider import ACCOUNT
from tests.provider.company import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio")]


def jpeg(size=(40, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", **more)
    return out.getvalue()


def bomb() -> bytes:
    """Ten kilobytes that unpack to 81 million pixels."""
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    return out.getvalue()


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (44.0, 32.0, 0.0), 3: "E", 4: (50.0, 15.0, 0.0)}
    return jpeg(exif=exif)


@pytest.fixture
def arrive(client, company):
    def make(*media, sender="+77015550000", body="тюлень на пляже, Баутино"):
        text = company.company.hear_from(sender, body, media=list(media))
        assert post(client, company.webhook(text, BASE)).status_code == 200

    return make


@pytest.fixture
def later(client):
    """The time of the sweeps: after the webhook, so many seconds."""
    from django.utils import timezone

    return lambda seconds=1: timezone.now() + timedelta(seconds=seconds)


def test_a_photo_is_kept_with_the_report_without_its_place(arrive, later):
    arrive(Attachment(with_gps()))
    assert sweeps.fetch_files(later()) == 1
    media = Media.objects.get()
    assert media.report == Report.objects.get()
    with media.file.open() as file, Image.open(file) as kept:
        assert not kept.getexif()
    assert IncomingFile.objects.get().settled_at is not None
    assert sweeps.fetch_files(later(600)) == 0


def test_the_company_asks_for_our_credentials_and_another_host_of_it_gets_none(arrive, later, company):
    arrive(Attachment(jpeg(), redirects_to="cdn"))
    assert sweeps.fetch_files(later()) == 1
    asked = [heard for heard in company.company.requests if heard.method == "GET"]
    assert ["Authorization" in heard.headers for heard in asked] == [True, False]


def test_several_photos_come_one_after_the_other(arrive, later):
    arrive(*[Attachment(jpeg((40, 30 + number))) for number in range(5)])
    assert [sweeps.fetch_files(later(number)) for number in range(3)] == [3, 2, 0]
    assert Media.objects.count() == 5


REFUSED = {
    "html": Attachment(b"<html>not a photo</html>"),
    "svg": Attachment(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml"),
    "empty": Attachment(b""),
    "half a photo": Attachment(jpeg((400, 400))[:300]),
    "a video": Attachment(b"....ftypmp42", "video/mp4"),
    "a voice note": Attachment(b"OggS", "audio/ogg"),
    "no type": Attachment(jpeg(), ""),
    "too large": Attachment(b"\xff\xd8" + b"\0" * (10 * 1024 * 1024)),
    "a bomb": Attachment(bomb(), "image/png"),
    "to another host": Attachment(b"", redirects_to="http://127.0.0.1:9/secret"),
    "to the machine's own data": Attachment(b"", redirects_to="http://169.254.169.254/latest/meta-data/"),
    "to a file": Attachment(b"", redirects_to="file:///etc/passwd"),
    "twice": Attachment(b"", redirects_to="twice"),
}


@pytest.mark.parametrize("kind", list(REFUSED))
def test_what_we_cannot_bear_is_given_up_and_a_person_told(arrive, later, kind):
    arrive(REFUSED[kind])
    assert sweeps.fetch_files(later()) == 0
    file = IncomingFile.objects.get()
    assert file.settled_at is not None
    assert file.problem
    assert not Media.objects.exists()
    assert Alarm.objects.get().template == "alarm_file"
    assert Report.objects.count() == 1, "the words stay"


def test_many_wrong_files_of_one_person_are_one_alarm(arrive, later):
    arrive(*[Attachment(b"BEGIN:VCARD", "text/vcard") for _ in range(6)])
    sweeps.fetch_files(later())
    sweeps.fetch_files(later())
    assert Alarm.objects.count() == 1


@pytest.mark.parametrize("status", [404, 401, 500])
def test_a_file_that_is_not_there_yet_is_asked_for_again(arrive, later, status):
    attachment = Attachment(jpeg(), status=status)
    arrive(attachment)
    assert sweeps.fetch_files(later()) == 0
    assert IncomingFile.objects.get().problem == f"answered {status}"
    attachment.status = 200
    assert sweeps.fetch_files(later(5)) == 0, "not at once"
    assert sweeps.fetch_files(later(30)) == 1


def test_a_file_that_never_comes_is_given_up_and_a_person_told(arrive, later):
    arrive(Attachment(jpeg(), status=404))
    for minute in (0, 1, 3, 9, 30):
        assert not Alarm.objects.exists()
        sweeps.fetch_files(later(minute * 60 + 1))
    assert Alarm.objects.get().template == "alarm_file"
    assert IncomingFile.objects.get().tries == 5


def test_a_slow_file_ends(arrive, later, monkeypatch):
    monkeypatch.setattr(twilio_files, "LONGEST_S", 0.5)
    arrive(Attachment(jpeg(), pause_s=0.05))
    assert sweeps.fetch_files(later()) == 0
    assert IncomingFile.objects.get().problem == "too slow"


def test_a_worker_that_dies_while_fetching_loses_nothing(arrive, later):
    arrive(Attachment(jpeg()))
    assert claim_file(at=later()) is not None  # and then nothing: kill -9
    assert claim_file(at=later(2)) is None
    assert sweeps.fetch_files(later(130)) == 1


def test_files_of_a_person_who_is_forgotten_are_not_fetched(arrive, later):
    arrive(Attachment(jpeg()))
    erase_contact(Contact.objects.get(), at=later(0))
    assert not IncomingFile.objects.exists()


def test_only_our_account_s_files_are_fetched(arrive, later, company):
    arrive(Attachment(jpeg()))
    IncomingFile.objects.update(url=f"{company.url}/cdn/{company.company.log[0].media[0].sid}")
    assert sweeps.fetch_files(later()) == 0
    assert IncomingFile.objects.get().problem == "not an address of our account at the provider"
    assert not [heard for heard in company.company.requests if heard.method == "GET"]


def test_with_another_gateway_nothing_is_fetched(arrive, later, settings):
    arrive(Attachment(jpeg()))
    settings.MESSAGE_GATEWAY = "memory"
    assert sweeps.fetch_files(later()) == 0
    assert IncomingFile.objects.get().settled_at is None


OURS = f"/2010-04-01/Accounts/{ACCOUNT}/Messages"


@pytest.mark.parametrize(
    "path",
    [
        "/2010-04-01/Accounts/AC99/Messages/MM1/Media/ME1", OURS + "/MM1/Media/../../x", OURS + "/MM1/Media/ME1?x=1",
        f"/2010-04-01/Accounts/{ACCOUNT}/Keys.json", "", "@evil.example/", ".evil.example/",
    ],
)  # fmt: skip
def test_no_other_address_is_asked(company, path):
    assert not twilio_files.is_ours(company.url + path)


STORE = "https://mms.twiliocdn.com/AC1/abc"
WORLD = "54.240.0.1"


@pytest.mark.parametrize(
    ("url", "address", "follows"),
    [
        (STORE, WORLD, True), ("https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/x", WORLD, True),
        (STORE, "10.0.0.7", False), (STORE, "127.0.0.1", False), (STORE, "169.254.169.254", False),
        (STORE, "::1", False), (STORE, "fd00::1", False), (STORE.replace("https", "http"), WORLD, False),
        (STORE.replace(".com", ".com:8443"), WORLD, False), ("ftp://mms.twiliocdn.com/x", WORLD, False),
        ("https://s3-external-1.amazonaws.com/another/x", WORLD, False), ("https://[::1", WORLD, False),
        ("https://twiliocdn.com.evil.example/x", WORLD, False), ("https://evil.example/x", WORLD, False),
        ("https://mms.twiliocdn.com@evil.example/x", WORLD, False),
    ],
)  # fmt: skip
def test_in_earnest_a_redirect_is_followed_to_the_company_s_own_stores_at_public_addresses(
    settings, monkeypatch, url, address, follows
):
    settings.TWILIO_API_BASE_URL = ""
    monkeypatch.setattr(twilio_files.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (address, 443))])
    assert twilio_files.is_a_store(url) is follows
