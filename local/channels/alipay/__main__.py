"""`python -m local.channels.alipay`: runs the simulator until it is told to stop."""

import argparse
from pathlib import Path

from local.channels.alipay.simulator import AlipaySimulator
from local.channels.clock import Clock


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.channels.alipay", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--clock-file", type=Path, help="holds the seconds by which time is moved")
    given = parser.parse_args()
    AlipaySimulator(port=given.port, clock=Clock(given.clock_file)).serve()


if __name__ == "__main__":
    main()
