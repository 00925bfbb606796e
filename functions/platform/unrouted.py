"""Answers what leads nowhere: an unknown path with 404, a known one under a method that it does not have with 405.

Each API leads here what no other of its routes takes; a path that can be read says itself which other methods it has.
"""

from argosy.kernel.http import Api

app = Api(tag="platform")
handler = app.handler
