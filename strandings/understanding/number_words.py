"""Number words by language, folded; and the words that stand around numbers."""

from strandings.understanding.listed import listed, numbered

RUSSIAN = numbered(
    """
    1 один одна одного одну одной, 2 два две двух двое двоих пара пару, 3 три трех трое троих тройка,
    4 четыре четырех четверо, 5 пять пяти пятеро, 6 шесть шести шестеро, 7 семь семи семеро, 8 восемь восьми,
    9 девять девяти, 10 десять десяти десяток, 11 одиннадцать одиннадцати, 12 двенадцать двенадцати дюжина,
    13 тринадцать тринадцати, 14 четырнадцать четырнадцати, 15 пятнадцать пятнадцати, 16 шестнадцать шестнадцати,
    17 семнадцать семнадцати, 18 восемнадцать восемнадцати, 19 девятнадцать девятнадцати, 20 двадцать двадцати,
    30 тридцать тридцати, 40 сорок сорока, 50 пятьдесят пятидесяти полсотни, 60 шестьдесят шестидесяти,
    70 семьдесят семидесяти, 80 восемьдесят восьмидесяти, 90 девяносто девяноста, 100 сто ста сотня сотни сотню,
    200 двести двухсот, 300 триста трехсот, 400 четыреста, 500 пятьсот пятисот, 1000 тысяча тысячу тысячи
    """
)
_KAZAKH_BARE = numbered(
    """
    1 бир, 2 еки екеу, 3 уш ушеу, 4 торт тортеу, 5 бес бесеу, 6 алты алтау, 7 жети жетеу, 8 сегиз, 9 тогыз, 10 он,
    20 жиырма, 30 отыз, 40 кырык, 50 елу, 60 алпыс, 70 жетпис, 80 сексен, 90 токсан, 100 жуз, 1000 мын
    """
)
_KAZAKH_CASES = listed("ден, дан, тен, тан, нан, нен, ге, га, ке, ка")
KAZAKH = (
    _KAZAKH_BARE
    | {word + case: value for word, value in _KAZAKH_BARE.items() if value >= 10 for case in _KAZAKH_CASES}
    | {word + ending: value for word, value in _KAZAKH_BARE.items() if word.endswith(("еу", "ау")) for ending in "иы"}
)
ENGLISH = numbered(
    """
    1 a an one, 2 two couple pair, 3 three, 4 four, 5 five, 6 six, 7 seven, 8 eight, 9 nine, 10 ten, 11 eleven,
    12 twelve dozen, 13 thirteen, 14 fourteen, 15 fifteen, 16 sixteen, 17 seventeen, 18 eighteen, 19 nineteen,
    20 twenty, 30 thirty, 40 forty, 50 fifty, 60 sixty, 70 seventy, 80 eighty, 90 ninety, 100 hundred, 1000 thousand
    """
)
# After a number these multiply it: "два десятка", "екі жүз", "three hundred".
TIMES = numbered("10 десятка десятков, 12 dozen, 100 сотни сотен жуз hundred, 1000 тысячи тысяч мын thousand")
PHRASES = {("полтора", "десятка"): 15, ("полторы", "сотни"): 150, ("half", "a", "dozen"): 6, ("пол", "сотни"): 50}
# Words that announce how many there are in all.
TOTAL = "всего|итого|итог|барлыгы|жалпы|total|altogether"


def of(language: str) -> dict[str, int]:
    """The number words of a message's language."""
    return {"kk": KAZAKH, "en": ENGLISH}.get(language, RUSSIAN)


VAGUE = {
    word: span
    for span, words in {
        (2, 4): "few",
        (2, 5): "несколько, бирнеше, several",
        (5, 50): "много, куча, полно, коп, many, lots",
        (20, 99): "десятки, десятков, ондаган, dozens",
        (100, 999): "сотни, сотен, жуздеген, hundreds",
    }.items()
    for word in listed(words)
}
BETWEEN = listed(  # may stand between the number and the seal
    """
    мертв[а-я]*, дохл[а-я]*, погибш[а-я]*, жив[а-я]+, маленьк[а-я]*, больш[а-я]*, взросл[а-я]*, каспийск[а-я]*,
    ранен[а-я]*, туш[а-я]*, труп[а-я]*, штук[а-я]*, шт, особ[а-я]*, голов[а-я]*, бел[а-я]*, сер[а-я]*, свеж[а-я]*,
    разложивш[а-я]*, оли, олген, тири, кишкентай, ак, каспий, дана, дене, бас,
    шакты, жуык, тарта, шамалы, астам, артык, аса, dead, live, alive, small, little, baby,
    young, adult, injured, caspian, grey, white, fresh, rotten, rotting, of, the, big
    """
)
ADULTS = listed("взросл[а-я]*, сам(?:ка|ки|ок|ец|ца|цы|цов), adults?, females?, males?, ересек[а-я]*")
YOUNG = listed("детеныш[а-я]*, щен(?:ков|ка|ят)[а-я]*, белька?[а-я]*, pups?, babies, куши[кг][а-я]*, баласы[а-я]*")
COUNTERS = listed("штук[аи]?, шт, особ[ьией]*, голов[аы]?, дана, бас, pieces, pcs, animals, individuals")
CARCASS = listed(
    """
    туш[а-я]*, труп[а-я]*, олексе[а-я]*, олик[а-я]*, carcass(?:es)?, bodies, corpses, seals?, pups?, ones?, of them,
    детеныш[а-я]*, щен(?:ков|ка|ят), куши[кг][а-я]*, котик[а-я]*
    """
)
UNITS = listed(  # a number before one of these counts something else
    """
    мкр[а-я]*, микр[а-я]*, микрорайон[а-я]*, км, километр[а-я]*, м, метр[а-я]*, см, кг, час[а-я]*, минут[а-я]*, мин,
    дн[а-я]*, день, сут[а-я]*, лет, год[а-я]*, раз[а-я]*, процент[а-я]*, ш, шагын, ыкшам, жыл[а-я]*, кун[а-я]*,
    сагат[а-я]*, шакырым, mkr, microdistrict, km, m, metres, meters, hours?, days?, am, pm, minutes?, й, ый, числа,
    января, февраля, марта, апреля, мая, июня, июля, августа, сентября, октября, ноября, декабря, собак[а-я]*,
    человек[а-я]*, людей, машин[а-я]*, лодк[а-я]*, птиц[а-я]*, dogs?, people, ит, адам
    """
)
