"""Answers a path that cannot be read under a method that it does not have: 405, and which methods it has.

Where there is something to read, its own function says so; unknown paths cost no function at all.
"""

from argosy.kernel.http import Api

app = Api(tag="platform")
handler = app.handler
