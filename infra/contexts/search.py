"""Finding what is published."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.platform import Platform


class Search(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "search", platform)
        documents = platform.table.keys("DOCUMENT#*")
        terms = platform.table.gsi1("TERM#*")

        Endpoint(self, "search", may=[documents.read, terms.read])
        publications = platform.table.keys("POST#*", "PRODUCT#*").only("Query")
        Listener(self, "on_publication", may=[documents.read_write, publications], timeout_seconds=30)
