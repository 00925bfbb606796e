"""What sellers offer: products, their SKUs and their stock."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.platform import Platform


class Catalogue(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "catalogue", platform)
        products = platform.table.keys("PRODUCT#*", "SKU#*")
        skus = platform.table.keys("SKU#*")
        reviews = platform.table.keys("REVIEW#*")
        accounts = platform.table.keys("USER#*")
        lists = platform.table.gsi1("PRODUCTS#*", "SELLER#*")
        lists_of_sellers = platform.table.gsi2("PRODUCTS#*")

        Endpoint(self, "products", may=[products.read_write, reviews.read_write, platform.set_timers])
        Listener(self, "on_prices_due", may=[products.read_write])
        Endpoint(self, "stock", may=[skus.read_write])
        Endpoint(self, "read", may=[products.read, lists.read, lists_of_sellers.read, accounts.only("GetItem")])
