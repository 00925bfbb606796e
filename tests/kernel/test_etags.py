"""One entity tag for reading and for changing (RFC 9110): what a GET sends is what If-Match takes."""

import sys
from typing import Annotated

import pytest

from argosy.identity.permissions import ACCOUNT_OWN
from argosy.kernel.auth import Caller
from argosy.kernel.body import Id, View
from argosy.kernel.errors import VersionConflict
from argosy.kernel.http import EVERYONE, Api, IfMatch, Listed, Raw
from argosy.kernel.noun import Noun
from tests.support.call import Reply, call
from tests.support.people import Person

app = Api(tag="test")
PST = "pst_" + "0" * 26
ThingId = Annotated[str, Id("pst")]


class Thing(View):
    version: int = 7
    words: str = "some"


@app.get("/v1/things/{thing_id}", may=EVERYONE, cached_seconds=60)
def one(thing_id: ThingId) -> Thing:
    return Thing()


@app.get("/v1/things", may=EVERYONE, cached_seconds=60)
def several() -> Listed[Thing]:
    return Listed(data=[Thing()])


@app.get("/v1/me/things/{thing_id}", may=ACCOUNT_OWN)
def own(thing_id: ThingId, caller: Caller) -> Thing:
    return Thing()


@app.delete("/v1/things/{thing_id}", may=EVERYONE)
def remove(thing_id: ThingId, version: IfMatch | None) -> None:
    Noun(version=7).at_version(version)


@app.get("/v1/page", may=EVERYONE, cached_seconds=60)
def page() -> Raw:
    return Raw("<p>é</p>", content_type="text/html; charset=utf-8")


handler = app.handler


def ask(request: str, person: Person | None = None, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return call(sys.modules[__name__], request, token=person.token if person else None, headers=named)


def test_the_tag_of_a_private_thing_is_its_version_and_changes_it(bus, join) -> None:
    tag = ask(f"GET /v1/me/things/{PST}", join("ann")).headers["ETag"]

    assert tag == '"7"'
    assert ask(f"DELETE /v1/things/{PST}", if_match=tag).status == 204


def test_the_tag_of_a_cached_thing_says_its_body_too_and_changes_it_all_the_same(bus) -> None:
    tag = ask(f"GET /v1/things/{PST}").headers["ETag"]

    assert tag.startswith('"7-')
    assert ask(f"DELETE /v1/things/{PST}", if_match=tag).status == 204


@pytest.mark.parametrize(
    "given",
    [
        "7",
        '"7"',
        '"7-abc"',
        "*",
        'W/"7"',
        'W/"6", W/"7-0f"',
        '"5", "7"',
        '"5","x","7"',
        ' "7" ',
        '"x", 7',
        '"5" ,"7-0f"',
    ],
)
def test_a_tag_that_names_the_present_version_lets_it_change(bus, given: str) -> None:
    assert ask(f"DELETE /v1/things/{PST}", if_match=given).status == 204


@pytest.mark.parametrize(
    "given", ["6", '"6"', '"6-abc"', '"5", "6"', '"x"', 'W/"x"', 'W/"6", W/"5"', '""', '"07"', '"7-"']
)
def test_a_tag_of_anything_else_is_a_conflict(bus, given: str) -> None:
    reply = ask(f"DELETE /v1/things/{PST}", if_match=given)
    assert (reply.status, reply.problem) == (412, "version_conflict")


@pytest.mark.parametrize(
    "given", ["", "x", '"7', '7"', '"a" "b"', ", ,", 'w/"7"', "*, 7", '"5", *', "-7", "7.0", '"a"b', "W/7", '"７"']
)
def test_what_is_no_list_of_tags_is_an_invalid_header(bus, given: str) -> None:
    reply = ask(f"DELETE /v1/things/{PST}", if_match=given)
    assert (reply.status, reply.problem) == (400, "invalid_header")


def test_a_body_that_a_cache_has_is_known_again_by_its_tag_weak_or_strong_or_among_others(bus) -> None:
    for path in (f"/v1/things/{PST}", "/v1/things", "/v1/page"):
        tag = ask(f"GET {path}").headers["ETag"]
        for given in (tag, f"W/{tag}", "*", f'"a", {tag}', f'W/"a,b",W/{tag}'):
            known = ask(f"GET {path}", if_none_match=given)
            assert (known.status, known.text, known.headers["ETag"]) == (304, "", tag), given
            assert known.headers["Cache-Control"] == "public, max-age=60"
        for given in ('"a"', f"x{tag}x"[:-2], tag.strip('"'), "", '"7"', 'W/"7"', tag.upper()):
            assert ask(f"GET {path}", if_none_match=given).status == 200, given


def test_what_is_private_is_always_told_whole(bus, join) -> None:
    ann = join("ann")
    for given in ('"7"', "*", 'W/"7"'):
        assert ask(f"GET /v1/me/things/{PST}", ann, if_none_match=given).status == 200


def test_a_conflict_says_which_version_is_the_present_one() -> None:
    with pytest.raises(VersionConflict, match="7"):
        Noun(version=7).at_version(IfMatch({6}))
