from transcription.speaker_roles import SpokenTurn, tell_roles

ANSWER = (
    "Nous allons brancher chaque maison à la fibre optique, parce que nos villages se vident et que je ne "
    "l'accepte pas. Le gouvernement va payer."
)
INTERVIEW = [
    (0, "Bonjour madame Roy, merci de me recevoir. Êtes-vous pour le logiciel libre?"),
    (1, "Oui, je suis pour. " + ANSWER),
    (0, "Et combien cela va-t-il coûter?"),
    (1, ANSWER),
    (0, "Que dites-vous aux villages?"),
    (1, "Je leur dis de nous faire confiance. " + ANSWER),
]


def roles(spoken, **options):
    """Roles of (voice, text) or (voice, text, language) turns."""
    turns = [SpokenTurn(voice, text, len(text) / 15, *language) for voice, text, *language in spoken]
    return dict(tell_roles(turns, **options))


def test_who_asks_is_the_interviewer_and_who_answers_is_the_leader():
    assert roles(INTERVIEW) == {0: "interviewer", 1: "leader"}


def test_it_does_not_matter_who_speaks_first():
    assert roles(INTERVIEW[1:]) == {0: "interviewer", 1: "leader"}
    assert roles([(1 - voice, text) for voice, text in INTERVIEW]) == {1: "interviewer", 0: "leader"}


def test_an_english_interview_is_told_apart_too():
    spoken = [
        (0, "Mr. Roy, thank you for joining me. What would you do about broadband?"),
        (1, "We will finish the fibre network in three years, and our contracts will be public."),
        (0, "And who is going to pay for it?"),
        (1, "The province will. I said so in the spring, and I say it again: our regions cannot wait."),
    ]
    assert roles(spoken) == {0: "interviewer", 1: "leader"}


def test_one_voice_alone_is_never_the_leader():
    assert roles([(0, ANSWER)]) == {0: "unknown"}
    assert roles([(0, "Pourquoi? " + ANSWER)]) == {0: "unknown"}


def test_two_voices_of_whom_neither_asks_are_unknown():
    assert roles([(0, ANSWER), (1, ANSWER), (0, ANSWER), (1, ANSWER)]) == {0: "unknown", 1: "unknown"}


def test_two_voices_who_both_ask_are_unknown():
    spoken = [(0, "Pourquoi dites-vous cela?"), (1, "Et vous, que dites-vous de cela?")] * 3
    assert set(roles(spoken).values()) == {"unknown"}


def test_two_leaders_who_answer_the_same_questions_are_both_unknown_and_who_asks_them_is_not():
    spoken = [(0, "Que ferez-vous?"), (1, ANSWER), (2, ANSWER)] * 3
    assert roles(spoken) == {0: "interviewer", 1: "unknown", 2: "unknown"}


def test_two_people_who_ask_in_one_language_are_both_unknown():
    spoken = [(0, "Que ferez-vous?"), (1, ANSWER), (2, "Et pourquoi?"), (1, ANSWER)] * 2
    assert roles(spoken) == dict.fromkeys(range(3), "unknown")


def test_a_third_person_who_talks_much_but_asks_nothing_takes_no_role_away():
    chat = "Moi je conduis depuis vingt ans et j'en ai vu."
    assert roles([*INTERVIEW, (2, chat), (0, "Ah bon?"), (2, chat)])[0] == "interviewer"
    assert roles([*INTERVIEW, (2, chat), (0, "Ah bon?"), (2, chat)])[1] == "leader"


def test_a_translator_who_never_answers_first_is_unknown_and_the_leader_is_told():
    spoken = [
        (0, "Que ferez-vous des données?", "fr"),
        (1, "We will publish all of them, and we will do it within the year, I promise.", "en"),
        (2, "Nous allons toutes les publier, et nous le ferons cette année, je le promets.", "fr"),
        (0, "Et qui va payer?", "fr"),
        (1, "The government will pay, because our regions cannot wait any longer for this.", "en"),
        (2, "Le gouvernement va payer, car nos régions ne peuvent plus attendre pour cela.", "fr"),
    ]
    assert roles(spoken) == {0: "interviewer", 1: "leader", 2: "unknown"}


def test_an_interviewer_whose_voice_changes_with_the_language_is_the_interviewer_in_both():
    english = [(2, "And what about open source?", "en"), (1, "If taxpayers paid for it, they own it.", "en")]
    spoken = [(*turn, "fr") for turn in INTERVIEW]
    assert roles([*spoken, *english]) == {0: "interviewer", 1: "leader", 2: "interviewer"}


def test_somebody_else_who_asks_in_the_same_language_stays_unknown():
    shout = [(2, "Et les hôpitaux?", "fr"), (1, "On en parlera demain avec les médecins.", "fr")]
    spoken = [(*turn, "fr") for turn in INTERVIEW]
    assert roles([*spoken, *shout])[2] == "unknown"


def test_a_voice_known_as_an_interviewers_settles_a_talk_that_is_not_plain():
    spoken = [(0, "Vos adversaires disent non. Est-ce vrai?"), (1, "Vous le savez, ce n'est pas vrai.")]
    assert set(roles(spoken).values()) == {"unknown"}
    assert roles(spoken, recognised={0: "interviewer"}) == {0: "interviewer", 1: "leader"}


def test_a_voice_known_as_an_interviewers_overrules_nothing_that_is_plain():
    assert roles(INTERVIEW, recognised={1: "interviewer"}) == {0: "interviewer", 1: "leader"}
    spoken = [(0, "Pourquoi?"), (1, ANSWER)]
    assert roles(spoken, recognised={1: "interviewer"})[1] != "interviewer"


def test_an_interviewer_whom_wind_makes_sound_like_two_is_one_where_the_sounds_are_near():
    spoken = [(0, "Que ferez-vous?"), (1, ANSWER), (2, "Et pourquoi?"), (1, ANSWER)] * 2
    alike = {frozenset({0, 2})}
    assert roles(spoken, alike=alike) == {0: "interviewer", 1: "leader", 2: "interviewer"}


def test_two_who_answer_are_never_taken_for_one_leader_however_near_they_sound():
    spoken = [(0, "Que ferez-vous?"), (1, ANSWER), (0, "Et vous?"), (2, ANSWER)] * 2
    assert "leader" not in roles(spoken, alike={frozenset({1, 2})}).values()
