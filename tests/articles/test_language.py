"""English is let in, whatever names it mentions; what is not English is known by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.articles import language, load_article
from analysis.errors import ArticleError

FOREIGN = {
    "German": "Die Regierung hat am Dienstag beschlossen, die Schulen bis zum Ende des Monats zu "
    "schließen. Der Minister sagte, es sei zu früh für eine Öffnung, obwohl viele Eltern um mehr Hilfe "
    "gebeten hatten.",
    "French": "Le gouvernement a décidé mardi de garder les écoles fermées jusqu’à la fin du mois. Selon "
    "le ministre, il est trop tôt pour rouvrir, même si de nombreux parents ont demandé davantage d’aide.",
    "Spanish": "El gobierno decidió el martes mantener cerradas las escuelas hasta finales de mes. El "
    "ministro dijo que era demasiado pronto para abrirlas, aunque muchos padres habían pedido más ayuda.",
    "Dutch": "De regering heeft dinsdag besloten de scholen tot het einde van de maand gesloten te "
    "houden. Volgens de minister is het te vroeg om weer open te gaan, hoewel veel ouders om meer hulp "
    "hadden gevraagd.",
    "Italian": "Il governo ha deciso martedì di tenere chiuse le scuole fino alla fine del mese. Il "
    "ministro ha detto che è troppo presto per riaprire, anche se molti genitori avevano chiesto più "
    "aiuto.",
    "Portuguese": "O governo decidiu na terça-feira manter as escolas fechadas até ao fim do mês. O "
    "ministro disse que era demasiado cedo para abrir, embora muitos pais tivessem pedido mais ajuda.",
    "Swedish": "Regeringen beslutade i tisdags att hålla skolorna stängda till slutet av månaden. "
    "Ministern sade att det var för tidigt att öppna, även om många föräldrar hade bett om mer hjälp.",
    "Danish": "Regeringen besluttede tirsdag at holde skolerne lukket til slutningen af måneden. "
    "Ministeren sagde, at det var for tidligt at åbne, selv om mange forældre havde bedt om mere hjælp "
    "her i byen.",
    "Polish": "Rząd zdecydował we wtorek, że szkoły pozostaną zamknięte do końca miesiąca. Minister "
    "powiedział, że jest za wcześnie na otwarcie, choć wielu rodziców prosiło o większą pomoc ze strony "
    "gminy.",
    "Chinese": "政府周二决定,学校将关闭到本月底。部长说,现在开放还为时过早,尽管许多家长要求提供更多帮助。",
    "Arabic": "قررت الحكومة يوم الثلاثاء إبقاء المدارس مغلقة حتى نهاية الشهر، وقال الوزير إن الوقت مبكر "
    "لفتحها.",
    "Russian": "Правительство решило во вторник не открывать школы до конца месяца. Министр сказал, что "
    "ещё рано.",
}
ENGLISH = {
    "names": "Giorgio Chiellini, Gianluigi Donnarumma and Leonardo Bonucci joined Juan Carlos Rodríguez, "
    "José María Giménez, Sergio Ramos and Kevin De Bruyne in Barcelona, Sevilla and São Paulo on "
    "Tuesday, their club said.",
    "quotation": "The minister answered in Spanish. “No vamos a permitir que el gobierno cierre las "
    "escuelas de este barrio, porque nuestros hijos las necesitan”, she said, before she left the hall "
    "with her aides.",
    "capitals": "THE MAYOR SAID ON MONDAY THAT SHE WOULD NOT SIGN THE BILL AND WOULD SEND IT BACK TO THE "
    "COUNCIL.",
    "short": "Der Spiegel wins.",
    "one word": "Kindergarten",
    "scores": "Bayern 3, Dortmund 2; Bremen 1, Mainz 0.",
    "no spaces": "Hello" * 30,
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_languages_are_refused_by_name(tmp_path, name):
    assert language.is_foreign(FOREIGN[name])
    assert language.name(language.identify(FOREIGN[name]).code) == name
    path = tmp_path / "a.txt"
    path.write_text(FOREIGN[name], encoding="utf-8")
    with pytest.raises(ArticleError, match=f"looks like {name}; only English can be read"):
        load_article(path)


@pytest.mark.parametrize("name", ENGLISH)
def test_english_is_let_in(name):
    assert not language.is_foreign(ENGLISH[name])


def test_letters_without_language_are_refused():
    mess = (
        "asdf qwer zxcv uiop hjkl vbnm tyui ghjk lkjh poiu mnbv cxzz qqww eerr ttyy uuii oopp aass ddff " * 2
    )
    assert language.is_foreign(mess)
    assert language.identify(mess).code == "und"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "und"),
        (" \n", "und"),
        ("12 % — 3!", "und"),
        ("😀😀", "und"),
        ("Hund", "und"),
        ("The mayor said no.", "en"),
        (FOREIGN["German"], "de"),
        (FOREIGN["Chinese"], "zh"),
    ],
)
def test_the_language_of_a_text(text, code):
    assert language.identify(text).code == code


def test_a_long_text_is_judged_by_its_beginning_middle_and_end():
    english, german = "The mayor said that the bridge would not open. ", FOREIGN["German"] + " "
    assert language.is_foreign(german * 5000)
    assert not language.is_foreign(english * 5000)
    assert language.identify("Danke schön! " + english * 5000).code == "en"


@given(st.text())
def test_any_text_has_a_language_or_none(text):
    guess = language.identify(text)
    assert guess.code == "und" or language.name(guess.code) != language.name("und")
    assert 0 <= guess.confidence <= 1
    assert 0 <= language.everyday_share(text) <= 1
    assert language.is_foreign(text) in (True, False)
