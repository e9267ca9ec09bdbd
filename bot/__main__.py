"""`python -m bot`: the same as `kedok`."""

import sys

from bot.cli import main

sys.exit(main())
