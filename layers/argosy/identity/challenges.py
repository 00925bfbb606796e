"""Challenges as they are kept: opened, given a code, tried, used once. Neither the secret id nor the code stands in the table."""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Any

from argosy.identity.challenge import LIFE, MOST_TRIES, Purpose
from argosy.identity.errors import InvalidCode, TooManyAttempts
from argosy.identity.items import ChallengeItem, TriesItem
from argosy.kernel import ids
from argosy.kernel.once import KEPT_SECONDS, Once
from argosy.kernel.pepper import keyed
from argosy.kernel.write import Part, Write, put, update, upsert


def secret_id(prefix: str, once: Once) -> str:
    """An id of 128 bits that nobody guesses, and that the same request under the same Idempotency-Key gets again.

    It follows from key and body alone, so another body under the same key, whoever sends it, gets another id.
    """
    if not once.kept:
        return ids.derived(prefix, secrets.token_hex(32))
    request = f"{once.key}:{once.request_hash}".encode()
    return ids.derived(prefix, hmac.digest(keyed("challenge"), request, "sha256").hex())


def hashed(secret: str) -> str:
    """How a secret id stands in keys and facts."""
    return hashlib.sha256(secret.encode()).hexdigest()


def was_opened(id_hash: str) -> bool:
    return ChallengeItem.by_id.get(id_hash=id_hash) is not None


def opened(id_hash: str, purpose: Purpose, at: datetime) -> Part:
    """A challenge without a code yet, as part of the request's transaction."""
    item = ChallengeItem(id_hash=id_hash, purpose=purpose, ends_at=at + LIFE)
    item.expires_at = int(at.timestamp()) + KEPT_SECONDS
    return put(item)


def new_code(id_hash: str) -> str:
    """Six digits to send. One that was sent before no longer works, and the tries go on where they were."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    draw = ChallengeItem.code_hash.set(_code_hash(id_hash, code))
    unused = ChallengeItem.pk.exists() & ChallengeItem.used_at.does_not_exist()
    Write().add(update(ChallengeItem.by_id.key(id_hash=id_hash), draw, when=unused)).commit()
    return code


def proved(secret: str, code: str, purpose: Purpose, at: datetime) -> ChallengeItem:
    """The challenge whose code this is. Raises InvalidCode, TooManyAttempts.

    Every try is counted before anything is looked at, and an id that nobody was given is answered as any other.
    """
    id_hash = hashed(secret)
    Write().add(_one_more_try(id_hash, at)).commit()
    item: ChallengeItem | None = ChallengeItem.by_id.get(id_hash=id_hash)
    right = hmac.compare_digest(_code_hash(id_hash, code), (item and item.code_hash) or "")
    if item is None or not right or item.purpose != purpose or item.used_at is not None or at > item.ends_at:
        raise InvalidCode
    return item


def used(item: ChallengeItem, at: datetime) -> Part:
    """Done with, as part of the transaction of what was proved."""
    as_it_was = (ChallengeItem.code_hash == item.code_hash) & ChallengeItem.used_at.does_not_exist()
    return update(item.key, ChallengeItem.used_at.set(at), when=as_it_was, otherwise=InvalidCode())


def _one_more_try(id_hash: str, at: datetime) -> Part:
    """Five, and then none until the challenge, if there is one, is over: from then on the answer is that it is not valid."""
    now = int(at.timestamp())
    over = now + int(LIFE.total_seconds())

    def refused(raw: dict[str, Any]) -> InvalidCode | TooManyAttempts:
        left = int(TriesItem.read(raw).until) - now
        return TooManyAttempts(retry_after_seconds=left) if left > 0 else InvalidCode()

    item = TriesItem(id_hash=id_hash)
    item.spell_keys()
    counted = (
        TriesItem.tries.add(1),
        TriesItem.until.set(TriesItem.until | over),
        TriesItem.expires_at.set(2 * over - now),
    )
    room = TriesItem.tries.does_not_exist() | (TriesItem.tries < MOST_TRIES)
    return upsert(item, *counted, when=room, otherwise=refused).sent_alone()


def _code_hash(id_hash: str, code: str) -> str:
    """Under a key that is not in the table: a million codes are tried in a second."""
    return hmac.digest(keyed("code"), f"{id_hash}:{code}".encode(errors="replace"), "sha256").hex()
