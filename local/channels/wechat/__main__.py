"""`python -m local.channels.wechat`: runs the simulator until it is told to stop."""

import argparse
from pathlib import Path

from local.channels.wechat.simulator import WechatSimulator


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.channels.wechat", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--clock-file", type=Path, help="holds the seconds by which time is moved")
    parser.add_argument(
        "--probe-every", type=int, default=0, help="so many notifications until one is preceded by a probe"
    )
    WechatSimulator(**vars(parser.parse_args())).serve()


if __name__ == "__main__":
    main()
