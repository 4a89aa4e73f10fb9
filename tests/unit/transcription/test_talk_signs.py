import pytest

from transcription.talk_signs import asks, follows_up, introduces_topic


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
        "Quand l'argent est public, un fournisseur pourrait-il choisir",
        "Peut-on y croire",
        "Which changes would you make.",
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
        "Quand l'argent public paie, tout est traité pareil.",
        "Merci, attachez-vous bien!",
        "What we need is the fibre.",
        "When people pay for it, it is theirs.",
        "J'ai rendez-vous demain.",
    ],
)
def test_statements_are_not_taken_for_questions(text):
    assert not asks(text)


def test_a_topic_can_be_introduced_without_a_question():
    assert introduces_topic("Alors parlons d'Internet haute vitesse.")
    assert introduces_topic("Let's talk about schools.")
    assert not introduces_topic("Nous parlons souvent de cela.")


def test_a_subject_named_after_and_is_a_question_without_its_mark() -> None:
    assert follows_up("Et le vote en ligne.")
    assert follows_up("And the schools")
    assert follows_up("Et pour les villages, là-dedans ?")
    assert not follows_up("Et merci beaucoup.")
    assert not follows_up("Et les gens le savent. On va le faire.")
    assert not follows_up("Je comprends.")
