"""A first reading of callers' messages: our own table in three languages, with every trap that was ever met."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strandings.understanding import understand
from strandings.words import Kind, State

TODAY = dt.date(2026, 11, 22)

# text | kind state count language place | signs it must have | words it must not have (signs or flags)
TABLE = """
Тюлень живой лежит на камнях, мыс Песчаный | seal alive 1 ru cape-peschany | |
Дохлая нерпа в Курыке, воняет страшно | seal dead 1 ru kuryk | old |
Туша тюленя у маяка Баутина | seal dead 1 ru bautino | |
Нашли скелет тюленя, Фетисово | seal dead 1 ru fetisovo | bones |
Сдох тюлень в Умирзаке, свежий труп | seal dead 1 ru umirzak | fresh |
погибший тюлень 43.1803 51.6812 | seal dead 1 ru kuryk | |
тюлень умер наверное, не двигается. Аташ | seal possibly_alive 1 ru - | still |
тюлень лежит не шевелится, крови нет, Курык | seal possibly_alive 1 ru kuryk | still | wound
тюлень как мертвый но глаза открыты | seal alive 1 ru - | | wound
тюлень полуживой весь в слизи, Форт | seal alive 1 ru fort-shevchenko | sick |
еле живой тюлень порт Курык | seal alive 1 ru kuryk | sick |
тюлень умирает помогите 15 мкр | seal alive 1 ru aktau-15-mkr | sick |
жив или мертв не знаю, тюлень на берегу Сауры | seal unknown 1 ru saura | |
не знаю живой ли тюлень | seal unknown 1 ru - | |
это мертвый тюлень? | seal unknown 1 ru - | |
тюлень не дышит | seal possibly_alive 1 ru - | still | breathing
думали что тюлень мертвый, а он пополз. Баутино | seal possibly_alive/alive 1 ru bautino | |
мертвых нет, тюлень живой и бодрый | seal alive 1 ru - | |
тюлень ещё не умер, дышит, Каламкас | seal alive 1 ru kalamkas | | breathing
тюлень не похож на мертвого | seal alive 1 ru - | |
тюлень мертвый. Нет, он дышит! | seal alive 1 ru - | |
живу в 14 мкр, видел мертвого тюленя в Курыке | seal dead 1 ru kuryk | |
животное на берегу мертвое, тюлень | seal dead 1 ru - | |
тюлень лежит на животе, мертвый, Кендирли | seal dead 1 ru kendirli | |
сеть плохо ловит, тюлень мертвый в Акшукуре | seal dead 1 ru akshukur | | net net_doubtful
нет сети пишу позже. тюлень жив Баутино | seal alive 1 ru bautino | | net
телефон сдох, пишу с другого: живой тюлень, Тёплый пляж | seal alive 1 ru teplyy-plyazh | |
мертвая рыба кругом и живой тюлень Прорва | seal alive 1 ru prorva | |
белый катер стоит, рядом тюлень живой | seal alive 1 ru - | | white_coat pup
тюлень живой лежит на снегу у воды | seal alive 1 ru - | | inland
белый детеныш тюленя один на берегу 9 мкр, живой | seal alive 1 ru aktau | pup white_coat |
сивар на дороге возле Каламкаса, живой | seal alive 1 ru kalamkas | pup inland |
тюлень запутался в веревке, в воде, Баутинский залив | seal alive 1 ru bautino-bay | net in_water |
вытащили тюленя в сетке, он в лодке, живой | seal alive 1 ru - | net in_boat |
вроде сеть на тюлене, живой, Голубая бухта | seal alive 1 ru golubaya-bukhta | | net
тюлень укусил ребёнка за руку, Актау набережная | seal unknown 1 ru aktau-embankment | bite |
собака покусала тюленя живой | seal alive 1 ru - | dogs wound | bite
тюлень весь в мазуте, дышит, порт Актау | seal alive 1 ru aktau-port | oil |
кожа да кости, тюлень живой | seal alive 1 ru - | thin | bones
Тюлень живой, раны нет, крови не видно, собак нет | seal alive 1 ru - | | wound dogs
рано утром видели тюленя живого | seal alive 1 ru - | | wound
5-6 мертвых тюленей у мыса Жыгылган | carcasses dead 5 ru cape-zhygylgan | |
двадцать пять дохлых нерп на Тюленьих островах | carcasses dead 25 ru tyuleniy-islands | |
в 14 мкр 3 мертвых тюленя и 2 собаки | carcasses dead 3 ru aktau | |
звонил 112 не отвечают. мертвый тюлень Курык | seal dead 1 ru kuryk | |
112 мертвых тюленей, Курык | carcasses dead 112 ru kuryk | |
шесть мертвых тюленей и один живой, Саура | seal mixed 7 ru saura | |
десятки мёртвых тюленей на берегу Бузачи | carcasses dead 20 ru buzachi | | 
мертвые тюлени на берегу Кулалы | carcasses dead 2 ru kulaly | |
тюлени отдыхают на лежбище Кендирли, живые | seal alive 2 ru kendirli | resting_group |
Мёртвый Култук, живой тюлень | seal alive 1 ru komsomolets-bay | |
не в Актау а в Курыке живой тюлень | seal alive 1 ru kuryk | |
тюлень мертвый, Каражамбас | seal dead 1 ru karazhanbas | |
Батино, мертвый тюлень | seal dead 1 ru bautino | |
тюлень третий день лежит на пляже живой | seal alive 1 ru - | long_watched | stale
тюлень со вчерашнего дня тут лежит, сегодня тоже, живой | seal alive 1 ru - | long_watched | stale
2 дня назад видел тюленя | seal unknown 1 ru - | stale |
15.11 нашли мертвого тюленя в Форт-Шевченко | seal dead 1 ru fort-shevchenko | stale |
тюлень с биркой на ласте, живой, уплыл | resighting alive 1 ru - | |
браконьеры ставят сети у Баутино | threat unknown 0 ru bautino | |
мертвая чайка на пляже | other unknown 0 ru - | |
сдохла собака на берегу | other unknown 0 ru - | |
утопленник на пляже 4 мкр | other unknown 0 ru aktau | |
Сколько тюленей живет в Каспии? | question unknown 0 ru - | |
спасибо вам большое | question unknown 0 ru - | |
лежит на берегу не двигается, Баутино | seal possibly_alive 1 ru bautino | still |
живой тюлень 43,6512 51,1478 | seal alive 1 ru - | |
мертвый тюлень N43°38'20" E51°09'10" | seal dead 1 ru - | |
tulen mertvyi plyazh Bautino | seal dead 1 ru bautino | |
nerpa zhivaya na beregu, sobaki ryadom, Kuryk | seal alive 1 ru kuryk | dogs |
Өлі итбалық, Құрықта | seal dead 1 kk kuryk | |
Итбалық өлген жоқ, дем алып жатыр. Ақтауда | seal alive 1 kk aktau | | white_coat net
өлі емес итбалық, Қаламқаста | seal alive 1 kk kalamkas | |
итбалық өлі ме, тірі ме білмеймін, Баутинде | seal unknown 1 kk bautino | |
итбалық өлі не тірі екені белгісіз | seal unknown 1 kk - | |
итбалық қозғалмайды, жарасы жоқ, Өмірзақ | seal possibly_alive 1 kk umirzak | still | wound
итбалық тірі, жарасы жоқ, ауылға жақын | seal alive 1 kk - | | wound net dogs
қанша итбалық өлді? | question unknown 0 kk - | | wound
Баутин ауылында ауру итбалық жатыр | seal alive 1 kk bautino | sick | net dogs
иттер итбалықты қуып жүр, Құрық порты | seal alive 1 kk kuryk | dogs |
ақ күшік жағалауда жалғыз, итбалықтың баласы, тірі | seal alive 1 kk - | pup white_coat |
Ақтауда 5 итбалық өлексесі жатыр | carcasses dead 5 kk aktau | |
үш өлген итбалық, Форт-Шевченкода | carcasses dead 3 kk fort-shevchenko | |
он бес итбалық өлі жатыр, Бозащы | carcasses dead 15 kk buzachi | |
кеше итбалық көрдім, Кендірлі | seal unknown 1 kk kendirli | stale |
ауға түскен итбалық суда, Баутин | seal alive 1 kk bautino | net in_water |
Итбалық аралдарында тірі итбалық | seal alive 1 kk tyuleniy-islands | |
Өлі Қолтықта тірі итбалық бар | seal alive 1 kk komsomolets-bay | |
итбалык оли жатыр Курыкта | seal dead 1 kk kuryk | |
жолда итбалық күшігі жатыр, тірі, Қаражанбас кен орны | seal alive 1 kk karazhanbas | pup inland |
ит балық тірі жатыр | seal alive 1 kk - | | dogs
itbalyq tiri, Quryq | seal alive 1 kk kuryk | |
ıtbalyq ólekseleri 12 dana, Bautin | carcasses dead 12 kk bautino | |
өлген аққу | other unknown 0 kk - | |
көмек керек | other unknown 0 kk - | |
вроде живой но слабый тюлень, 11 мкр | seal alive 1 ru aktau | sick |
Собаки рвут тюленя!!! 7 мкр | seal alive 1 ru aktau | dogs wound |
тюленя сбила машина на трассе у Курыка | seal alive 1 ru kuryk | wound inland |
тюлень в порту Баутино плавает кругами | seal alive 1 ru bautino | in_water |
застрелили тюленя, Форт | seal dead 1 ru fort-shevchenko | |
лежит тюлень, думаю помер | seal possibly_alive 1 ru - | |
2 тюленя живых 1 мёртвый Саура | seal mixed 3 ru saura | |
снова мертвые тюлени!! больше 30 | carcasses dead 30 ru - | |
15 октября нашли тюленя мертвого | seal dead 1 ru - | stale |
Ребята, тут морской котик сдох | seal dead 1 ru - | | people
тюлень мертыый баутино | seal dead 1 ru bautino | |
51.1478 43.6512 живой тюлень | seal alive 1 ru - | | count_unclear
Форт-Шевченко маңында 10 шақты итбалық өліп қалыпты | carcasses dead 10 kk fort-shevchenko | |
Итбалық өліп жатыр, көмектесіңіздер | seal possibly_alive 1 kk - | |
Итбалық ауға оралып қалды | seal alive 1 kk - | net |
Екі итбалық: біреуі өлі, біреуі тірі, Баутин | seal mixed 2 kk bautino | |
мертвых тюленей не видели | other unknown 0 ru - | |
мертвых тюленей нет | other unknown 0 ru - | |
өлген итбалық көрмедім | other unknown 0 kk - | |
это не тюлень а бревно | other unknown 0 ru - | |
бізде итбалық жоқ | other unknown 0 kk - | |
мен 14 мкр тұрамын, Құрықта өлі итбалық көрдім | seal dead 1 kk kuryk | |
Two seals, one dead one alive, Kuryk | seal mixed 2 en kuryk | |
1 тюлень мертвый, 1 живой, Баутино | seal mixed 2 ru bautino | |
тюлень-детёныш живой | seal alive 1 ru - | pup |
тюлька дохлая | other unknown 0 ru - | |
live seal on the road near Akshukur | seal alive 1 en akshukur | inland |
I am not sure if the seal is dead | seal unknown 1 en - | |
the seal is not dead, it is breathing | seal alive 1 en - | | breathing
seal looks dead, Kuryk | seal possibly_alive 1 en kuryk | |
is the seal dead or alive? | seal unknown 1 en - | |
my phone is dead, live seal at Bautino | seal alive 1 en bautino | |
two dead seals near Fort-Shevchenko | carcasses dead 2 en fort-shevchenko | |
seal caught in a fishing net, floating in the water | seal alive 1 en - | net in_water |
a seal bit me on the hand | seal unknown 1 en - | bite |
no blood, no net, seal alive | seal alive 1 en - | | wound net
skinny seal coughing on beach | seal alive 1 en - | thin breathing |
dead fish everywhere | other unknown 0 en - | |
tagged seal swimming near Bautino | resighting alive 1 en bautino | |
how much is a tour? | question unknown 0 en - | |
dead seals, about 30 of them, at Dead Kultuk | carcasses dead 30/2 en komsomolets-bay | |
seal yesterday at Kendirli, gone now | seal unknown 1 en kendirli | |
""".strip()


def _rows():
    for line in TABLE.splitlines():
        text, expected, has, lacks = (part.strip() for part in line.split(" |"))
        yield pytest.param(text, expected.split(), has.split(), lacks.split(), id=text[:40])


@pytest.mark.parametrize(("text", "expected", "has", "lacks"), list(_rows()))
def test_message(text, expected, has, lacks):
    read = understand(text, today=TODAY)
    kind, state, count, language, place = expected
    assert read.kind == kind, read
    assert read.state in state.split("/"), read
    assert str(read.count_from) in count.split("/"), read
    assert read.language == language
    assert (read.place.slug or "-" if read.place else "-") == place, read
    assert set(has) <= {str(sign) for sign in read.signs}, read
    assert not set(lacks) & ({str(sign) for sign in read.signs} | set(read.flags)), read


@pytest.mark.parametrize(
    ("text", "latitude", "longitude", "method"),
    [
        ("тюлень https://yandex.kz/maps/?ll=51.15%2C43.64&z=14", 43.64, 51.15, "map_link"),
        ("https://yandex.kz/maps/?ll=51.1,43.6&pt=51.15,43.64", 43.64, 51.15, "map_link"),
        ("https://yandex.ru/maps/?whatshere[point]=51.15,43.64", 43.64, 51.15, "map_link"),
        ("https://yandex.kz/maps/?text=43.64%2C51.15", 43.64, 51.15, "map_link"),
        ("https://2gis.kz/aktau/geo/51.150000%2C43.640000 тюлень", 43.64, 51.15, "map_link"),
        ("https://2gis.kz/aktau/geo/70000001/51.15,43.64?m=51.2,43.7%2F16", 43.64, 51.15, "map_link"),
        ("https://2gis.kz/aktau?m=51.15%2C43.64%2F16", 43.64, 51.15, "map_link"),
        ("https://maps.google.com/?q=43.64,51.15", 43.64, 51.15, "map_link"),
        ("https://www.google.com/maps/@43.64,51.15,15z", 43.64, 51.15, "map_link"),
        ("https://www.google.com/maps/place/x/@43.6,51.1,15z/data=!3d43.64!4d51.15", 43.64, 51.15, "map_link"),
        ("https://www.google.com/maps/search/?api=1&query=43.64%2C51.15", 43.64, 51.15, "map_link"),
        ("https://maps.apple.com/?ll=43.64,51.15&q=Pin", 43.64, 51.15, "map_link"),
        ("https://www.openstreetmap.org/?mlat=43.64&mlon=51.15#map=15/43.6/51.1", 43.64, 51.15, "map_link"),
        ("geo:43.64,51.15?z=15", 43.64, 51.15, "map_link"),
        ("43.6400, 51.1500", 43.64, 51.15, "coordinates"),
        ("51.1500, 43.6400", 43.64, 51.15, "coordinates"),
        ("N43.6400 E51.1500", 43.64, 51.15, "coordinates"),
        ("43.6400° N, 51.1500° E", 43.64, 51.15, "coordinates"),
        ("43,6400 51,1500", 43.64, 51.15, "coordinates"),
        ("43,6400, 51,1500", 43.64, 51.15, "coordinates"),
        ("координаты 43.64/51.15", 43.64, 51.15, "coordinates"),
        ("43°38'24\"N 51°9'0\"E", 43.64, 51.15, "coordinates"),
        ("43° 38′ 24″ с.ш. 51° 9′ 0″ в.д.", 43.64, 51.15, "coordinates"),
        ("N43°38.400' E51°09.000'", 43.64, 51.15, "coordinates"),
        ("N43 38.400 E51 09.000", 43.64, 51.15, "coordinates"),
        ("E51°09'00\" N43°38'24\"", 43.64, 51.15, "coordinates"),
    ],
)
def test_coordinates_in_every_common_form(text, latitude, longitude, method):
    place = understand(text).place
    assert (place.latitude, place.longitude) == (pytest.approx(latitude), pytest.approx(longitude))
    assert place.method == method
    assert place.accuracy_m >= 30


@pytest.mark.parametrize(
    "text", ["8 701 123 45 67", "22.11.2026 14:30", "цена 43.50 51.20 тенге 5", "", "99.9999, 199.9999"]
)
def test_numbers_that_are_no_coordinates(text):
    place = understand(text).place
    assert place is None or (36 <= place.latitude <= 48)


def test_a_short_link_is_flagged_and_never_followed():
    assert "short_link" in understand("тюлень https://maps.app.goo.gl/AbCdEf12345 живой").flags


def test_the_operators_call_me_text_gives_the_number_inside():
    read = understand("Абонент 77011234567 просит Вас перезвонить")
    assert read.flags == ("call_me",)
    assert read.call_back == "77011234567"
    assert "77011234567" not in str(read.stored())


@pytest.mark.parametrize("text", ["STOP", "стоп", "Stop."])
def test_opt_out(text):
    assert understand(text).flags == ("opt_out",)


@pytest.mark.parametrize("text", ["да", "1", "Иә", "ok", "нет", "2"])
def test_a_strangers_short_answer_is_harmless(text):
    read = understand(text)
    assert (read.kind, read.state, read.count_from, read.flags) == (Kind.OTHER, State.UNKNOWN, 0, ("short_answer",))


DEAD_RU = ["мертвый", "мёртвый", "дохлый", "погибший", "сдохший"]
NOT_PLAINLY_DEAD_RU = [
    "тюлень не {}",
    "тюлень совсем не {}",
    "тюлень вроде не {}",
    "не {} тюлень на берегу Баутино",
    "тюлень {}?",
    "это {} тюлень?",
    "тюлень {} или спит",
    "тюлень живой или {}",
    "не знаю {} ли тюлень",
    "непонятно {} тюлень или нет",
    "тюлень вроде {}",
    "кажется тюлень {}",
    "тюлень наверное {}",
    "лежит как {} тюлень",
    "думал тюлень {}, а он дышит",
    "тюлень {}, но шевелится",
    "тюлень не похож на {}",
    "если тюлень {} куда звонить",
    "тюлень дышит, не {}",
    "тюлень был {}, сейчас дышит",
    "сначала думали {}, тюлень ползёт",
    "тюлень не выглядит {}",
    "это не {} тюлень, а камень",
    "тюлень {} не найден",
    "{} тюлень нигде не обнаружен",
]
DEAD_KK = ["өлі", "өлген", "өлексе"]
NOT_PLAINLY_DEAD_KK = [
    "итбалық {} емес",
    "итбалық {} жоқ",
    "итбалық {} ме",
    "итбалық {} ме тірі ме білмеймін",
    "итбалық {} не тірі",
    "итбалық {} сияқты",
    "итбалық {} шығар",
    "итбалық {}, бірақ дем алып жатыр",
    "итбалық {}?",
    "{} итбалық көрмедім",
    "{} итбалық жоқ",
]
NOT_PLAINLY_DEAD_EN = [
    "the seal is not {}",
    "the seal isn't {}",
    "is the seal {}?",
    "the seal looks {}",
    "maybe {} seal",
    "not sure if the seal is {}",
    "seal {} or alive",
    "seal {} or asleep",
    "{} seal but it is breathing",
    "I thought the seal was {} but it moved",
    "the seal is never {}",
    "no {} seal here",
    "{} seal not found",
]


@pytest.mark.parametrize(
    ("frame", "word"),
    [(frame, word) for frame in NOT_PLAINLY_DEAD_RU for word in DEAD_RU]
    + [(frame, word) for frame in NOT_PLAINLY_DEAD_KK for word in DEAD_KK]
    + [(frame, word) for frame in NOT_PLAINLY_DEAD_EN for word in ("dead", "lifeless")],
)
def test_dead_is_read_only_from_a_plain_word(frame, word):
    read = understand(frame.format(word))
    assert read.state not in (State.DEAD, State.MIXED), read


@pytest.mark.parametrize(
    "text",
    [
        "мертвый тюлень",
        "тюлень мёртвый лежит",
        "өлі итбалық жатыр",
        "a dead seal",
        "2 туши тюленей",
        "тюлень мертвый нет связи",
        "мертвый тюлень нет сети",
    ],
)
def test_a_plain_dead_is_dead(text):
    assert understand(text).state == State.DEAD


PIECES = """
тюлень мертвый не живой 112 мкр 43.6 , ? ! итбалық өлі жоқ ме ау seal dead not 🦭 \x00 \u202e geo: ° ' Баутино -
https://2gis.kz/ https://yandex.kz/maps/?ll= 5-6 N43°
"""
WORDS = st.sampled_from(PIECES.split())


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=40).map(" ".join)))
def test_no_text_ever_breaks_the_reading(text):
    read = understand(text, today=TODAY)
    assert 0 <= read.count_from <= read.count_to
    assert isinstance(read.stored(), dict)
    if read.place:
        assert -90 <= read.place.latitude <= 90


def test_a_very_long_message_is_read_quickly():
    assert understand("тюлень " * 5000).kind == Kind.SEAL
