import pytest

from transcription.speaker_roles import SpokenTurn, asks, introduces_topic, tell_roles

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
    return dict(tell_roles([SpokenTurn(voice, text, len(text) / 15) for voice, text in spoken], **options))


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


def test_two_leaders_who_answer_the_same_questions_are_both_unknown():
    spoken = [(0, "Que ferez-vous?"), (1, ANSWER), (2, ANSWER)] * 3
    assert roles(spoken) == dict.fromkeys(range(3), "unknown")


def test_a_bystander_does_not_take_the_roles_away_but_gets_none():
    assert roles([*INTERVIEW, (2, "Il y a du café à l'arrière.")]) == {
        0: "interviewer",
        1: "leader",
        2: "unknown",
    }


def test_voices_that_sound_hardly_different_need_three_answered_questions():
    assert roles(INTERVIEW, is_split_doubtful=True) == {0: "interviewer", 1: "leader"}
    assert set(roles(INTERVIEW[:4], is_split_doubtful=True).values()) == {"unknown"}


@pytest.mark.parametrize(
    "text",
    [
        "Est -ce que vous m'entendez",
        "Qu 'est -ce que ça veut dire",
        "Combien de temps c'est la vacile prendre.",
        "Croyez -vous au vote en ligne.",
        "Les fonctionnaires vont-ils devoir changer",
        "Et les données ouvertes ?",
        "And what about open source software",
        "Would you say so.",
    ],
)
def test_questions_are_known_by_their_wording_where_the_mark_is_lost(text):
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Je pense que c'est bon.",
        "Allez-y.",
        "Nous allons exiger que tout soit publié.",
        "That is the whole policy.",
        "C'est là que ça bloque.",
    ],
)
def test_statements_are_not_taken_for_questions(text):
    assert not asks(text)


def test_a_topic_can_be_introduced_without_a_question():
    assert introduces_topic("Alors parlons d'Internet haute vitesse.")
    assert introduces_topic("Let's talk about schools.")
    assert not introduces_topic("Nous parlons souvent de cela.")
