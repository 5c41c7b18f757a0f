"""Each container's command, run here with a production environment: the first evening, a report in, a text out."""

import io
import json
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlencode

import psycopg2
import pytest
import redis
from PIL import Image
from urllib3.filepost import encode_multipart_formdata

from tests.operations.containers import COMPOSE, demolish, filled_in, machine, server
from tests.operations.knocking import CENTRE, Visitor, until
from tests.operations.proxies import free_port, proxy
from tests.operations.systems import own_postgres
from tests.provider import ACCOUNT, TOKEN, Provider

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def company():
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def here(company):
    place = Path(tempfile.mkdtemp(prefix="seals-containers-"))
    place.chmod(0o755)
    broker, port, https_port = server("TEST_REDIS_URL"), free_port(), free_port()
    answers = filled_in(
        SITE_HOST="localhost",
        POSTGRES_PASSWORD="0123456789abcdef",
        TWILIO_ACCOUNT_SID=ACCOUNT,
        TWILIO_AUTH_TOKEN=TOKEN,
        TWILIO_FROM=company.company.number,
        TWILIO_API_BASE_URL=company.url,
    )
    try:
        with (
            own_postgres() as database,
            machine(
                place,
                env_file=answers,
                database=database,
                broker=broker,
                web_port=port,
                public=f"https://localhost:{https_port}",
            ) as found,
        ):
            yield found
    finally:
        demolish(place)


@pytest.fixture(scope="module")
def _migrated(here):
    done = here.run("migrate")
    assert done.returncode == 0, done.stdout + done.stderr
    assert here.run("migrate").returncode == 0  # again, as at every `up`


@pytest.fixture(scope="module")
def _up(here, _migrated):
    for service in ("web", "worker", "beat"):
        here.start(service)
    until(lambda: here.run("web", "python", "-m", "config.healthy").returncode == 0, lambda: here.log("web"))


@pytest.fixture(scope="module")
def _set_up(here, _up):
    """The first evening: the centre and its first coordinator, who is asked for a second factor at once."""
    visitor = Visitor(here.web_port, public=here.public)
    status, headers, body = visitor.send(visitor.page("/setup/"), "", **CENTRE)
    assert (status, headers["Location"]) == (302, "/login/telephone/"), body.decode()[:3000]


@pytest.fixture(scope="module")
def front(here, _up, tmp_path_factory):
    """The proxy before the running web."""
    port = int(here.public.rpartition(":")[2])
    with proxy(tmp_path_factory.mktemp("proxy"), f"127.0.0.1:{here.web_port}", https_port=port) as found:
        yield found


def through(front, here, source="127.0.0.1"):
    return Visitor(front.https_port, public=here.public, certificate=front.certificate, source=source)


@pytest.mark.usefixtures("_migrated")
def test_the_settings_of_a_filled_in_example_are_sound(here):
    done = here.run("web", "python", "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_without_a_gateway_that_reaches_people_nothing_starts(here):
    environment = here.env_file | {"MESSAGE_GATEWAY": "simulator"}
    before, here.env_file = here.env_file, environment
    try:
        done = here.run("migrate")
    finally:
        here.env_file = before
    assert done.returncode != 0
    assert "no text message would reach anybody" in done.stderr


@pytest.mark.usefixtures("_set_up")
def test_the_first_evening_then_a_report_in_and_a_text_out(here, company):
    resident = Visitor(here.web_port, public=here.public)
    status, headers, _ = resident.send(
        resident.page("/"), "/report/", latitude="43.6021", longitude="51.2198", accuracy="18", method="gps",
        place_words="Порттың жанында, тірі", alive="yes", phone="8 702 555 09 01",
    )  # fmt: skip
    assert status == 302
    assert re.search(r"/s/", headers["Location"])
    text = until(
        lambda: next((text for text in company.company.texts if text.to == "+77025550901"), None),
        lambda: here.log("worker"),
    )
    assert here.public in text.body
    assert text.sender == company.company.number


@pytest.mark.usefixtures("_up")
def test_health_says_that_all_is_well(here):
    status, _, body = Visitor(here.web_port, public=here.public).ask("GET", "/health/")
    told = json.loads(body)
    assert (status, told["database"], told["broker"], told["engine"]) == (200, "ok", "ok", "runs")
    assert told["gateway"] == "twilio"


@pytest.mark.usefixtures("_up")
def test_files_made_at_the_build_are_served_and_the_tree_stays_as_it_was(here):
    visitor = Visitor(here.web_port, public=here.public)
    pages = visitor.ask("GET", "/")[2].decode()
    style = re.search(r'href="(/static/[^"]+\.css)"', pages)[1]
    status, headers, _ = visitor.ask("GET", style, headers={"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    titles = {re.search(r"<h1[^>]*>(.*?)</h1>", visitor.ask("GET", f"/?lang={code}")[2].decode(), re.S)[1].strip()
              for code in ("kk", "ru", "en")}  # fmt: skip
    assert len(titles) == 3  # the catalogues were compiled
    assert here.run("web", "python", "-c", "open('written', 'w')").returncode != 0
    assert not list(here.app.rglob("*.sqlite3"))
    assert not (here.app / "tests").exists()


@pytest.mark.usefixtures("_up")
def test_no_secret_link_stands_in_a_log(here):
    resident = Visitor(here.web_port, public=here.public)
    resident.ask("GET", "/s/secret-word-of-a-link/")
    assert "secret-word-of-a-link" not in here.log("web")


@pytest.mark.usefixtures("_up")
@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_it_lives_and_stays_far_below_its_memory(here, service):
    assert here.running[service].poll() is None, here.log(service)
    limit = int(COMPOSE["services"][service]["mem_limit"].removesuffix("m"))
    used = here.memory_mb(service)
    print(f"{service}: {used:.0f} of {limit} MB")
    assert 10 < used < limit / 2


@pytest.mark.usefixtures("_up")
def test_a_back_up_is_made_beside_the_running_system(here):
    folder = here.place / "tmp" / "backups"
    done = here.run("backup", "python", "manage.py", "back_up", "--to", str(folder))
    assert done.returncode == 0, done.stderr
    assert len(list(folder.glob("seals-*.tar.gz"))) == 1


@pytest.mark.usefixtures("_set_up")
def test_a_photo_comes_through_the_proxy_and_is_kept(here, front):
    resident = through(front, here)
    form = resident.page("/").form(action="/report/")
    values = dict(form.fields) | {"place_words": "Баутино, жағада", "phone": "8 702 555 09 02", "alive": "yes"}
    out = io.BytesIO()
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(out, "JPEG", quality=95)
    assert len(out.getvalue()) > 2_000_000
    body, kind = encode_multipart_formdata(values | {"photo": ("seal.jpg", out.getvalue(), "image/jpeg")})
    headers = {"Content-Type": kind, "Referer": f"{here.public}/", "Origin": here.public}
    status, headers, _ = resident.ask("POST", form.action, body, headers)
    assert (status, headers["Location"][:3]) == (302, "/s/")
    assert len([path for path in (here.files / "media").rglob("*") if path.is_file()]) == 1


@pytest.mark.usefixtures("_set_up")
def test_a_wrong_password_is_counted_for_the_true_address(here, front):
    stranger = through(front, here, source="127.0.0.5")
    page = stranger.page("/login/")
    values = dict(page.form(has="password").fields) | {"username": "ainur", "password": "not-this-one"}
    lies = {"X-Forwarded-For": "203.0.113.7", "Content-Type": "application/x-www-form-urlencoded"}
    headers = lies | {"Referer": page.url, "Origin": here.public}
    assert stranger.ask("POST", "/login/", urlencode(values).encode(), headers)[0] == 200
    with closing(psycopg2.connect(here.database)) as database, database.cursor() as cursor:
        cursor.execute("SELECT DISTINCT host(ip_address) FROM axes_accessattempt")
        assert cursor.fetchall() == [("127.0.0.5",)]


def test_many_who_send_slowly_leave_room_for_others(here, front):
    """Thirty photos on their way over a bad line: the board of the dispatcher answers all the same."""
    trust = ssl.create_default_context(cafile=str(front.certificate))
    begun = f"POST /report/ HTTP/1.1\r\nHost: {here.public.removeprefix('https://')}\r\nContent-Length: 1000000\r\n"
    begun += "Content-Type: application/x-www-form-urlencoded\r\n\r\nplace_words="
    with ExitStack() as lines:
        for _ in range(30):
            plain = lines.enter_context(socket.create_connection(("127.0.0.1", front.https_port)))
            line = lines.enter_context(trust.wrap_socket(plain, server_hostname="localhost"))
            line.sendall(begun.encode() + b"x" * 20_000)
        for _ in range(10):
            assert through(front, here).ask("GET", "/health/")[0] == 200
            assert through(front, here).ask("GET", "/")[0] == 200


@pytest.mark.usefixtures("_up")
def test_they_end_in_order_when_they_are_told_to(here):
    codes = {service: here.stop(service) for service in ("beat", "worker", "web")}
    assert codes == {"beat": 0, "worker": 0, "web": 0}
    for service in ("web", "worker", "beat"):
        here.start(service)
    until(lambda: here.run("web", "python", "-m", "config.healthy").returncode == 0, lambda: here.log("web"))


def test_the_broker_takes_its_command():
    """Redis keeps nothing on the disk and says so when it is full, instead of dropping what waits."""
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    words = [str(word) for word in COMPOSE["services"]["redis"]["command"]]
    port = free_port()
    with subprocess.Popen([*words, "--port", str(port), "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL) as process:
        try:
            broker = redis.Redis(port=port)
            until(lambda: _pings(broker), "Redis answers")
            kept = broker.config_get("save", "appendonly", "maxmemory", "maxmemory-policy")
            broker.close()
        finally:
            process.terminate()
    assert kept == {
        "save": "", "appendonly": "no", "maxmemory": str(64 * 1024**2), "maxmemory-policy": "noeviction"
    }  # fmt: skip


def _pings(broker) -> bool:
    try:
        return broker.ping()
    except redis.ConnectionError:
        return False
