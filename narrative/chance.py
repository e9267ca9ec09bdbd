"""Seeded chance whose whole state is one integer, so that a reading can be saved between two throws."""

from __future__ import annotations

_MASK = (1 << 64) - 1
_GOLDEN_GAMMA = 0x9E3779B97F4A7C15


class Chance:
    """SplitMix64 (Steele, Lea and Flood, 2014): the same seed gives the same story on any machine."""

    __slots__ = ("state",)

    def __init__(self, state: int) -> None:
        self.state = state & _MASK

    def bits(self) -> int:
        """Return the next 64 random bits."""
        self.state = (self.state + _GOLDEN_GAMMA) & _MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def fraction(self) -> float:
        """Return a number from 0 up to, but not including, 1."""
        return (self.bits() >> 11) / (1 << 53)

    def below(self, bound: int) -> int:
        """Return a whole number from 0 up to, but not including, `bound`."""
        if bound < 1:
            message = f"bound must be at least 1, not {bound}"
            raise ValueError(message)
        return int(self.fraction() * bound)
