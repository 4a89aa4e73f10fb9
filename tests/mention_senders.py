"""Blogs that cite pages of ours, and say so."""

from __future__ import annotations

import xmlrpc.client

from sqlalchemy import select

from app.models import Mention
from tests.builders import Said
from tests.conftest import SiteClient

OURS = "https://franquette.invalid"
SOURCE = "https://blogue.example/billet"
SAID = [Said("leader", "La fibre optique viendra au village."), Said("leader", "Avant la fin du mandat.")]


def send(client: SiteClient, target: str, source: str = SOURCE, **headers: str):
    return client.post("/webmention", data={"source": source, "target": target}, headers=headers)


def ping(client: SiteClient, *parameters: object, method: str = "pingback.ping", **headers: str):
    body = xmlrpc.client.dumps(parameters, method)
    response = client.post("/pingback", content=body, headers={"content-type": "text/xml", **headers})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/xml; charset=utf-8"
    try:
        return xmlrpc.client.loads(response.content)[0][0]
    except xmlrpc.client.Fault as fault:
        return fault.faultCode


def mentions(archive) -> list[Mention]:
    with archive.database.read() as session:
        return list(session.scalars(select(Mention).order_by(Mention.id)))


def change(archive, **values: object) -> None:
    with archive.database.write() as session:
        mention = session.scalars(select(Mention)).one()
        for name, value in values.items():
            setattr(mention, name, value)
