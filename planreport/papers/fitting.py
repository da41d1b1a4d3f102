"""About how far a paper fills its sheets, before it is typeset. Heights in millimetres."""

# A line more here and there is likelier than one less, and a last sheet with one row is worse than one
# that is not quite full.
_SAFETY = 1.005


class Sheets:
    """The sheets so far; what is put on them comes one below the other, each thing on one sheet."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._used = [0.0]

    @property
    def left(self) -> float:
        """On the sheet that is being filled."""
        return self._height - self._used[-1]

    @property
    def filled(self) -> list[float]:
        """What share of each sheet's height is used."""
        return [used / self._height for used in self._used]

    def put(self, height: float, above: float = 0.0, head: float = 0.0) -> None:
        """What has a heading or none above it, and else a head if it begins another sheet."""
        height *= _SAFETY
        if self._used[-1] and above + height > self.left:
            self._used.append(0.0)
            above = above or head
        self._used[-1] += above + height
