"""`python -m local.channels.stripe`: runs the simulator until it is told to stop."""

import argparse
from pathlib import Path

from local.channels.stripe.simulator import StripeSimulator


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.channels.stripe", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--state-dir", type=Path, help="keeps everything there over a graceful restart")
    parser.add_argument("--webhook-url", help="where events are sent; they can be read from /v1/events without")
    parser.add_argument("--webhook-secret", help="made up unless given; GET /_sim/webhooks tells it")
    parser.add_argument("--clock-file", type=Path, help="holds the seconds by which time is moved")
    parser.add_argument("--api-key", default="sk_test_argosy")
    parser.add_argument("--publishable-key", default="pk_test_argosy")
    StripeSimulator(**vars(parser.parse_args())).serve()


if __name__ == "__main__":
    main()
