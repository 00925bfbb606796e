"""How passwords are kept: by the figures that OWASP advises, whatever tests use elsewhere."""

from argosy.identity import passwords


def test_a_password_is_hashed_by_argon2id_with_owasps_figures_and_a_salt_of_its_own() -> None:
    one, other = passwords.hash_of("correct horse battery"), passwords.hash_of("correct horse battery")

    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != other
    assert passwords.matches("correct horse battery", one) and passwords.matches("correct horse battery", other)
    assert not passwords.matches("correct horse batterz", one)
