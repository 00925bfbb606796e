"""`python -m local.channels.bank`: runs the simulator until it is told to stop."""

import argparse
from pathlib import Path

from local.channels.bank.simulator import BankSimulator


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.channels.bank", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--webhook-url", help="where notifications are sent; they are listed at /_sim/events without")
    parser.add_argument("--webhook-secret", default="bankwh_argosy")
    parser.add_argument("--clock-file", type=Path, help="holds the seconds by which time is moved")
    parser.add_argument("--api-key", default="bank_argosy")
    parser.add_argument("--api-secret", default="banksec_argosy")
    BankSimulator(**vars(parser.parse_args())).serve()


if __name__ == "__main__":
    main()
