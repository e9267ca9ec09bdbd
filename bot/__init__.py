"""Composing, configuring, persisting, scheduling and delivering."""

import os

# Understanding multiplies many small matrices: threads of their own only make them wait for each other, and on a busy
# machine thirty times as long. NumPy reads this when it is first imported, which is after this package.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
