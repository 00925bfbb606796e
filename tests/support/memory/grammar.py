"""The words of DynamoDB's expressions, read one after the other."""

import re

WORD = re.compile(r"\s*(<>|<=|>=|[=<>()+\-,]|[#:]?[A-Za-z0-9_]+)")


class Words:
    """What is left of an expression's text."""

    def __init__(self, text: str) -> None:
        self.text, self.left = text, list[str]()
        place = 0
        while place < len(text.rstrip()):
            found = WORD.match(text, place)
            if found is None:
                raise NotImplementedError(f"{text[place:]!r} in {text!r}")
            self.left.append(found[1])
            place = found.end()
        self.left.reverse()

    @property
    def next(self) -> str:
        """The next word, upper case for a word of the language; "" at the end."""
        if not self.left:
            return ""
        word = self.left[-1]
        return word.upper() if word.upper() in KEYWORDS else word

    def take(self) -> str:
        word = self.next
        self.left.pop()
        return word

    def taken(self, word: str) -> bool:
        """Whether it comes next; then it is taken."""
        if self.next != word:
            return False
        self.left.pop()
        return True

    def end(self) -> None:
        if self.left:
            raise NotImplementedError(f"{self.next!r} in {self.text!r}")

    def expect(self, word: str) -> None:
        if not self.taken(word):
            raise NotImplementedError(f"{word!r} instead of {self.next!r} in {self.text!r}")


KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN", "SET", "ADD", "REMOVE", "DELETE"})
