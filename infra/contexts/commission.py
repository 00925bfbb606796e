"""The rules by which sales are shared out."""

from constructs import Construct

from infra.constructs import Context, Endpoint
from infra.platform import Platform


class Commission(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "commission", platform)
        rules = platform.table.keys("SPLITRULES#*")

        Endpoint(self, "rules", may=[rules.only("GetItem", "PutItem")])
        Endpoint(self, "simulate", may=[rules.only("GetItem")])
