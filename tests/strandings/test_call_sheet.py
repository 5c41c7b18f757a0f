"""A dispatcher fills in the sheet while somebody is on the line."""

import pytest

from messaging.actions import take_in
from messaging.models import OutgoingMessage
from strandings.models import Report, Stranding
from strandings.words import Sign, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, dispatcher):
    client.force_login(dispatcher)
    return client


def save(desk, **answers):
    return desk.post("/call/", {"language": "kk", "about": "seal", **answers})


def test_a_call_becomes_a_case_and_opens_it(desk, dispatcher):
    response = save(
        desk,
        words="Итбалық тірі",
        place="bautino",
        place_words="ескі пирс жанында",
        state="alive",
        count="1",
        hurt="net",
        net_where="in_water",
        coat="small",
        around="dogs",
        stays="yes",
        name="Гүлнар",
        phone="8 702 555 19 30",
        consent="on",
    )
    report = Report.objects.get()
    assert response.url == f"/board/{report.stranding.reference}/"
    assert (report.channel, report.language, report.taken_by) == ("phone", "kk", dispatcher)
    assert set(report.signs) == {Sign.NET, Sign.IN_WATER, Sign.PUP, Sign.DOGS}
    assert (report.place_slug, report.place_name, report.stays_there) == ("bautino", "Баутин", True)
    assert (report.contact.phone, report.contact.name) == ("+77025551930", "Гүлнар")
    assert report.consent_at is not None
    assert report.stranding.priority == 1
    assert OutgoingMessage.objects.get().template == "ack_net_water"
    assert OutgoingMessage.objects.get().language == "kk"


def test_words_fill_in_what_was_not_asked(desk):
    save(desk, language="ru", words="тюлень мертвый, Курык, кровь на ласте, рядом собаки")
    report = Report.objects.get()
    assert (report.state, report.place_slug) == (State.DEAD, "kuryk")
    assert set(report.signs) == {Sign.WOUND, Sign.DOGS}


def test_an_answer_beats_the_words(desk):
    save(desk, language="ru", words="тюлень мертвый весь в сетях, Курык", state="alive", hurt="none")
    report = Report.objects.get()
    assert report.state == State.ALIVE
    assert Sign.NET not in report.signs


def test_coordinates_in_the_words_of_the_place_beat_the_list(desk):
    save(desk, place="aktau", place_words="https://maps.google.com/?q=43.6512,51.1478", state="alive")
    report = Report.objects.get()
    assert (report.latitude, report.place_method, report.place_slug) == (43.6512, "map_link", "aktau")


def test_many_dead_are_carcasses(desk):
    save(desk, state="dead", remains="old", count_exact="112", place="bautino")
    stranding = Stranding.objects.get()
    assert (stranding.kind, stranding.count_to, stranding.priority) == ("carcasses", 112, 3)


def test_the_same_sheet_sent_twice_is_one_report(desk):
    token = desk.get("/call/").context["token"]
    save(desk, token=token, state="alive", place="kuryk")
    save(desk, token=token, state="alive", place="kuryk")
    assert Report.objects.count() == 1


def test_another_priority_needs_a_reason_and_is_kept(desk, dispatcher):
    response = save(desk, state="dead", place="kuryk", priority="2")
    assert response.status_code == 422
    save(desk, state="dead", place="kuryk", priority="2", why="the film crew is there")
    stranding = Stranding.objects.get()
    assert (stranding.priority, stranding.priority_set_by) == (2, dispatcher)


def test_an_error_keeps_everything_typed(desk):
    response = save(
        desk, words="тюлень <b>живой</b>", phone="12", state="alive", hurt=["net", "wound"], place="kuryk", name="Азат"
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert not Report.objects.exists()
    for kept in ("тюлень &lt;b&gt;живой", 'value="12"', 'value="kuryk" selected', 'value="net" checked', "Азат"):
        assert kept in page
    assert 'value="wound" checked' in page
    assert 'aria-invalid="true"' in page


def test_an_empty_sheet_is_not_saved(desk):
    assert save(desk).status_code == 422


def test_a_question_needs_no_place(desk):
    save(desk, about="question", words="можно ли приехать?")
    assert Stranding.objects.get().priority == 5


def test_the_side_shows_priority_reasons_and_advice_in_the_callers_language(desk):
    answers = {"language": "kk", "state": "alive", "hurt": "wound", "place": "kuryk", "words": "ит бар"}
    page = desk.post("/call/check/", answers, headers={"Accept-Language": "en"}).content.decode()
    assert "P1" in page
    assert "Alive, with blood or a wound" in page
    assert '<ul class="tight" lang="kk">' in page
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("answers", "said"), [({}, "Where is the netted seal"), ({"net_where": "land"}, "On land: do not")]
)
def test_what_is_said_of_a_net_depends_on_where_the_seal_is(desk, answers, said):
    sheet = {"language": "en", "state": "alive", "hurt": "net", **answers}
    page = desk.post("/call/check/", sheet).content.decode()
    lines = page.split("say on", 1)[1].split("</li>")
    assert "Do not go into the water" in lines[0]
    assert said in lines[1]
    assert "call us" not in page


def test_without_javascript_a_button_shows_the_priority_and_keeps_the_answers(desk):
    page = save(desk, look="1", state="alive", hurt="net", phone="wrong").content.decode()
    assert "pr p1" in page
    assert 'value="net" checked' in page
    assert "aria-invalid" not in page


def test_a_number_comes_by_post_and_never_stands_in_the_address(desk):
    response = desk.post("/call/", {"start": "1", "phone": "+77015550101"})
    assert response.status_code == 200
    assert 'value="+77015550101"' in response.content.decode()
    assert "+77015550101" not in desk.get("/call/?phone=%2B77015550101").content.decode()


def test_a_case_near_or_of_the_same_number_is_shown(desk, at):
    from django.utils import timezone

    now = timezone.now()
    take_in(gateway="memory", provider_id="1", phone="+77015550101", body="живой тюлень в Курыке", at=now)
    take_in(gateway="memory", provider_id="2", phone="+77015550102", body="живой тюлень в Баутино", at=now)
    kuryk, bautino = Stranding.objects.order_by("pk")
    near = desk.post("/call/check/", {"place": "kuryk"}).content.decode()
    assert kuryk.reference in near
    assert bautino.reference not in near
    theirs = desk.post("/call/check/", {"place": "kuryk", "phone": "+77015550102"}).content.decode()
    assert theirs.index(bautino.reference) < theirs.index(kuryk.reference)


def test_questions_stand_in_every_language_and_show_the_callers(desk):
    page = desk.get("/call/", headers={"Accept-Language": "en"}).content.decode()
    assert 'lang="kk" data-lang="kk" hidden' in page
    assert page.count('data-question="') == 10


@pytest.mark.parametrize("role", ["responder", "keeper", "vet", "director"])
def test_only_who_works_cases_may_open_it(client, role):
    from accounts.models import User

    client.force_login(User.objects.create_user(role, role=role, password=None))
    assert client.get("/call/").status_code == 403
    assert client.post("/call/check/").status_code == 403
