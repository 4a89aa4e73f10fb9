"""Accounts: managed by admins in the studio and by the operator's commands; one's own by each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from app.command_line import program
from app.errors import Refused
from app.models import AuditEntry, Curator, CuratorSession
from app.models.base import now
from app.services.accounts.curator_accounts import add_curator, disable_curator
from app.services.accounts.curator_passwords import check_password
from app.services.upkeep.demo_archive import open_demo_account
from tests.conftest import SiteClient

ORIGIN = {"origin": "https://franquette.invalid"}
PASSWORD = "une phrase assez longue"
ANOTHER = "une autre phrase, plus longue"


@pytest.fixture
def admin(sign_in):
    return sign_in("Dominique", "admin")


def account(archive, name: str) -> Curator:
    with archive.database.read() as session:
        return session.scalars(select(Curator).where(Curator.name == name)).one()


def acts_written(archive) -> list[tuple[str, str, str]]:
    with archive.database.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    return [(one.actor, one.action, one.subject) for one in entries]


def test_an_admin_adds_an_account_and_its_person_chooses_their_own_password(admin, site, archive):
    shown = admin.act("/atelier/comptes", {"name": " Camille  Roy ", "role": "curator"}).text
    given = re.search(r"<code>([^<]+)</code>", shown)[1]
    assert given not in admin.get("/atelier/comptes").text
    person = SiteClient(site)
    person.post("/atelier/connexion", data={"name": "Camille Roy", "password": given}, headers=ORIGIN)
    assert person.get("/atelier").headers["location"] == "/atelier/mon-compte"
    page = person.get("/atelier/mon-compte").text
    assert "Choisissez maintenant votre mot de passe" in page
    form = {"token": re.search(r'name="token" value="([^"]+)"', page)[1], "current": given}
    chosen = {**form, "chosen": ANOTHER, "again": ANOTHER}
    done = person.post("/atelier/mon-compte/mot-de-passe", data=chosen, headers=ORIGIN)
    assert done.headers["location"] == "/atelier/mon-compte?avis=mot-de-passe"
    assert person.get("/atelier").status_code == 200
    assert acts_written(archive) == [
        ("curator:Dominique", "curator.added", "curator:Camille Roy"),
        ("curator:Camille Roy", "session.opened", "curator:Camille Roy"),
        ("curator:Camille Roy", "curator.password_changed", "curator:Camille Roy"),
    ]


def test_a_one_time_password_is_over_after_its_days(admin, client, archive):
    shown = admin.act("/atelier/comptes", {"name": "Camille"}).text
    given = {"name": "Camille", "password": re.search(r"<code>([^<]+)</code>", shown)[1]}
    with archive.database.write() as session:
        session.execute(update(Curator).where(Curator.name == "Camille").values(password_expires_at=now()))
    assert client.post("/atelier/connexion", data=given, headers=ORIGIN).status_code == 403


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "dominique"}, "déjà un compte"),
        ({"name": "   "}, "1 à 100"),
        ({"name": "x" * 101}, "1 à 100"),
        ({"name": "Camille", "role": "owner"}, "n’existe pas"),
    ],
)
def test_an_account_that_cannot_be_is_refused_on_the_page(admin, archive, form, said):
    response = admin.act("/atelier/comptes", form)
    assert response.status_code == 400
    assert said in response.text
    assert acts_written(archive) == []


def test_a_disabled_account_is_out_at_once_and_may_come_back(admin, sign_in, archive):
    camille = sign_in("Camille")
    path = f"/atelier/comptes/{camille.curator_id}"
    admin.act(f"{path}/fermer")
    assert camille.get("/atelier").status_code == 303
    admin.act(f"{path}/ouvrir")
    assert camille.get("/atelier").status_code == 303
    assert sign_in("Camille").get("/atelier").status_code == 200
    assert [one[1] for one in acts_written(archive)] == ["curator.disabled", "curator.enabled"]


def test_a_reset_ends_all_sessions_of_an_account(admin, sign_in):
    both = [sign_in("Camille"), sign_in("Camille")]
    admin.act(f"/atelier/comptes/{both[0].curator_id}/mot-de-passe")
    assert [one.get("/atelier").status_code for one in both] == [303, 303]


def test_an_admin_ends_the_sessions_of_somebody_else(admin, sign_in):
    camille = sign_in("Camille")
    admin.act(f"/atelier/comptes/{camille.curator_id}/sessions/fermer")
    assert camille.get("/atelier").status_code == 303
    assert admin.get("/atelier").status_code == 200


def test_a_role_that_is_changed_holds_from_the_next_request(admin, sign_in):
    camille = sign_in("Camille")
    path = f"/atelier/comptes/{camille.curator_id}/role"
    assert camille.get("/atelier/comptes").status_code == 403
    admin.act(path, {"role": "admin"})
    assert camille.get("/atelier/comptes").status_code == 200
    camille.act(f"/atelier/comptes/{admin.curator_id}/role", {"role": "curator"})
    assert admin.get("/atelier/comptes").status_code == 403


@pytest.mark.parametrize(("act", "form"), [("fermer", {}), ("role", {"role": "curator"})])
def test_the_last_admin_can_neither_be_disabled_nor_step_down(admin, sign_in, archive, act, form):
    sign_in("Camille")
    response = admin.act(f"/atelier/comptes/{admin.curator_id}/{act}", form)
    assert response.status_code == 400
    assert "dernière personne" in response.text
    assert admin.get("/atelier/comptes").status_code == 200
    sign_in("Louise", "admin")
    assert admin.act(f"/atelier/comptes/{admin.curator_id}/{act}", form).status_code == 303


def test_an_admin_who_is_disabled_counts_no_more(sign_in, archive):
    sign_in("Dominique", "admin")
    sign_in("Louise", "admin")
    with archive.database.write() as session:
        one, other = session.scalars(select(Curator).order_by(Curator.id)).all()
        disable_curator(session, one, "test")
        with pytest.raises(Refused, match="dernière personne"):
            disable_curator(session, other, "test")


@pytest.mark.parametrize("password", ["trop court", "x" * 1001, "aaaaaaaaaaaaaaaa", "CamilleCamille123"])
def test_a_password_that_can_be_guessed_is_refused(archive, password):
    with pytest.raises(Refused), archive.database.write() as session:
        add_curator(session, "Camille", password)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"current": "faux", "chosen": ANOTHER, "again": ANOTHER}, "n’est pas le bon"),
        ({"current": PASSWORD, "chosen": ANOTHER, "again": "autre"}, "ne sont pas les mêmes"),
        ({"current": PASSWORD, "chosen": PASSWORD, "again": PASSWORD}, "est l’ancien"),
    ],
)
def test_a_password_is_not_changed_without_the_present_one_and_a_good_new_one(signed_in, archive, form, said):
    response = signed_in.act("/atelier/mon-compte/mot-de-passe", form)
    assert response.status_code == 400
    assert said in response.text
    assert account(archive, "Camille").password_hash == "no password opens this account"


def test_changing_ones_password_ends_all_sessions_and_opens_another(sign_in, archive):
    camille, elsewhere = sign_in("Camille"), sign_in("Camille")
    with archive.database.write() as session:
        made = add_curator(session, "Louise", PASSWORD)
        session.get_one(Curator, camille.curator_id).password_hash = made.password_hash
    form = {"current": PASSWORD, "chosen": ANOTHER, "again": ANOTHER}
    before = dict(camille.cookies)
    assert camille.act("/atelier/mon-compte/mot-de-passe", form).status_code == 303
    assert dict(camille.cookies) != before
    assert camille.get("/atelier").status_code == 200
    assert elsewhere.get("/atelier").status_code == 303
    assert check_password(ANOTHER, account(archive, "Camille").password_hash).is_right


def test_one_sees_ones_open_sessions_and_ends_them(sign_in, archive):
    here, there, other = sign_in("Camille"), sign_in("Camille"), sign_in("Louise")
    page = here.get("/atelier/mon-compte").text
    paths = re.findall(r'action="(/atelier/mon-compte/sessions/\d+/fermer)"', page)
    assert len(paths) == 1
    assert other.act(paths[0]).status_code == 303
    assert there.get("/atelier").status_code == 200
    here.act(paths[0])
    assert there.get("/atelier").status_code == 303
    again = sign_in("Camille")
    here.act("/atelier/mon-compte/sessions/fermer")
    assert [one.get("/atelier").status_code for one in (here, again, other)] == [200, 303, 200]
    with archive.database.read() as session:
        assert len(session.scalars(select(CuratorSession)).all()) == 2


def test_the_studio_speaks_the_language_of_the_account(signed_in, archive):
    away = {"referer": "https://franquette.invalid/atelier/mon-compte"}
    response = signed_in.act("/atelier/langue", {"language": "en"}, **away)
    assert response.headers["location"] == "/atelier/mon-compte"
    page = signed_in.get("/atelier/mon-compte").text
    assert '<html lang="en">' in page
    assert "My open sessions" in page
    assert "Page not found" in signed_in.get("/atelier/entrevues/9999/themes").text
    assert signed_in.act("/atelier/langue", {"language": "de"}).status_code == 400


def test_the_list_of_accounts_leads_to_what_each_did(admin):
    assert 'href="/atelier/journal?personne=curator:Dominique"' in admin.get("/atelier/comptes").text


def test_the_demonstration_s_login_administers_also_where_an_earlier_version_made_it(archive):
    with archive.database.write() as session:
        add_curator(session, "demo", PASSWORD)
        assert open_demo_account(session, PASSWORD, "test")
        assert not open_demo_account(session, "another password", "test")
    assert account(archive, "demo").role == "admin"


@pytest.fixture
def commands(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)  # no .env of ours is read
    for name, value in {
        "FRANQUETTE_DATA_DIR": str(settings.data_dir), "FRANQUETTE_DATABASE_URL": settings.database_url,
        "LC_ALL": "fr_CA.UTF-8", "COLUMNS": "200",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)

    def run(*arguments: str, given: str | None = None) -> Result:
        return CliRunner().invoke(program, ["curator", *arguments], input=given)

    return run


def test_the_operator_s_commands_add_list_close_and_open_accounts(commands):
    assert commands("add", "Camille", "--password-stdin", given=f"{PASSWORD}\n").exit_code == 0
    assert commands("role", "Camille", "admin").exit_code == 0
    refused = commands("disable", "Camille")
    assert (refused.exit_code, "dernière personne" in refused.stderr) == (1, True)
    added = commands("add", "Louise", "--role", "admin", "--password-stdin", given=f"{PASSWORD}\n")
    assert added.exit_code == 0
    assert commands("disable", "Camille").exit_code == 0
    listed = json.loads(commands("list", "--json").stdout)["curators"]
    assert [(one["name"], one["role"], one["enabled"]) for one in listed] == [
        ("Camille", "admin", False),
        ("Louise", "admin", True),
    ]
    assert commands("enable", "Camille").exit_code == 0


def test_the_operator_s_reset_prints_a_password_that_opens_the_account(commands, settings, sign_in, archive):
    camille = sign_in("Camille")
    result = commands("reset", "Camille")
    assert check_password(result.stdout.strip(), account(archive, "Camille").password_hash).is_right
    assert account(archive, "Camille").password_expires_at is not None
    assert camille.get("/atelier").status_code == 303


def test_an_unknown_name_is_one_sentence(commands):
    result = commands("reset", "Personne")
    assert result.exit_code == 1
    assert re.fullmatch(r"Il n’y a pas de compte au nom de «\sPersonne\s»\.", result.stderr.strip())
