"""Duels over what people are and do to each other: sessions, roles, likes, follows."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.support.call import Reply


def counted(acts: Acts, edge: str, what: str) -> Iterator[str]:
    """INV-30: a counter is what the edges say."""
    edges = len(acts.lab.rows(edge))
    sums = sum(row.plain.get(what, 0) for row in acts.lab.rows("count"))
    if edges != sums:
        yield f"{sums} {what} are counted, and there are {edges}"


@duel("a refresh token is used twice at once")
def refresh_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    wish = {"refresh_token": acts.lab.buyer.refresh_token}

    def refresh() -> Reply | None:
        return acts.reply("identity.sessions", "POST /v1/sessions/refresh", wish)

    def look(came: Came) -> Iterator[str]:
        tokens = {reply.ok()["refresh_token"] for reply in came.values() if reply and reply.status == 200}
        if len(tokens) != 1 or {reply.status for reply in came.values() if reply} != {200}:
            yield f"answered {[reply and reply.status for reply in came.values()]}, {len(tokens)} successors"

    return dict.fromkeys(("once", "twice"), refresh), look


@duel("a refresh meets a sign-out")
def refresh_and_sign_out(acts: Acts) -> tuple[Actors, Afterwards]:
    wish = {"refresh_token": acts.lab.buyer.refresh_token}

    def refresh() -> Reply | None:
        return acts.reply("identity.sessions", "POST /v1/sessions/refresh", wish)

    def sign_out() -> Any:
        return acts.ask("identity.sessions", "DELETE /v1/sessions/current", who=acts.lab.buyer)

    def look(came: Came) -> Iterator[str]:
        again = refresh()
        if came["out"] is not None and again is not None and again.status == 200:
            yield "a session that was ended goes on"

    return {"refresh": refresh, "out": sign_out}, look


@duel("one likes the same thing twice at once")
def like_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    def like() -> Any:
        return acts.ask("social.like", f"PUT /v1/products/{acts.lab.product}/like", who=acts.lab.buyer)

    def look(came: Came) -> Iterator[str]:
        yield from counted(acts, "like", "likes")

    return dict.fromkeys(("once", "twice"), like), look


@duel("a like meets its taking back")
def like_and_unlike(acts: Acts) -> tuple[Actors, Afterwards]:
    path = f"/v1/products/{acts.lab.product}/like"
    acts.ask("social.like", f"PUT {path}", who=acts.lab.buyer)

    def look(came: Came) -> Iterator[str]:
        yield from counted(acts, "like", "likes")

    return {
        verb: lambda verb=verb: acts.ask("social.like", f"{verb} {path}", who=acts.lab.buyer)
        for verb in ("PUT", "DELETE")
    }, look


@duel("one follows the same person twice at once")
def follow_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    def follow() -> Any:
        return acts.ask("social.follow", f"PUT /v1/users/{acts.lab.seller.id}/follow", who=acts.lab.buyer)

    def look(came: Came) -> Iterator[str]:
        yield from counted(acts, "follow", "followers")
        told = Counter(fact.plain["name"] for fact in acts.delivery.facts())
        if told["social.followed"] > 1:
            yield "told twice"

    return dict.fromkeys(("once", "twice"), follow), look


@duel("a follow meets its taking back")
def follow_and_unfollow(acts: Acts) -> tuple[Actors, Afterwards]:
    path = f"/v1/users/{acts.lab.seller.id}/follow"
    acts.ask("social.follow", f"PUT {path}", who=acts.lab.buyer)

    def look(came: Came) -> Iterator[str]:
        yield from counted(acts, "follow", "followers")
        if len(acts.lab.rows("follow")) != len(acts.lab.rows("reader")):
            yield "a feed is written to and not followed, or the other way round"

    return {
        verb: lambda verb=verb: acts.ask("social.follow", f"{verb} {path}", who=acts.lab.buyer)
        for verb in ("PUT", "DELETE")
    }, look


@duel("a role is withdrawn while its holder uses it")
def role_withdrawn(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.paid(acts.lab.buyer, 1)

    def withdraw() -> Any:
        path = f"/v1/admin/users/{acts.lab.seller.id}/roles/seller"
        return acts.ask("identity.admin_users", f"DELETE {path}", who=acts.lab.admin)

    def look(came: Came) -> Iterator[str]:
        if came["refund"].status not in (202, 403):
            yield f"answered {came['refund'].status}"
        later = acts.refund(acts.lab.seller, order, "later", amount={"amount": 1, "currency": "CNY"})
        if came["withdraw"] is not None and later.status != 403:
            yield f"whose role was withdrawn was answered {later.status}"

    actors = {"withdraw": withdraw, "refund": lambda: acts.refund(acts.lab.seller, order, "back", quantity=1)}
    return actors, look


@duel("two admins give a person two roles at once")
def two_roles(acts: Acts) -> tuple[Actors, Afterwards]:
    def grant(role: str) -> Reply | None:
        path = f"PUT /v1/admin/users/{acts.lab.buyer.id}/roles/{role}"
        return acts.reply("identity.admin_users", path, token=acts.lab.admin.token)

    def look(came: Came) -> Iterator[str]:
        account = next(row for row in acts.lab.rows("account") if row.plain["user_id"] == acts.lab.buyer.id)
        held = [value["S"] for value in account.plain["roles"]]
        given = [role for role, reply in came.items() if reply and reply.status == 200]
        if not given or not set(given) <= set(held):
            yield f"{given} were given, and {held} are held"

    return {role: lambda role=role: grant(role) for role in ("seller", "support")}, look
