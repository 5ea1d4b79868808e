"""``python -m nemndsekr``: hands the command line to startup."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; the exit code is 0 done, 1 the user can mend it, 2 wrong usage."""
    from nemndsekr.startup import run
    from nemndsekr.support.streams import give_streams

    give_streams()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
