"""About how far a paper fills its sheets, before it is typeset. Heights in millimetres."""

# A line more here and there is likelier than one less, and a last sheet with one row is worse than one
# that is not quite full.
_SAFETY = 1.005


class Sheets:
    """The sheets so far; what is put on them comes one below the other, each thing on one sheet."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._used = [0.0]

    def room(self, above: float = 0.0, head: float = 0.0) -> float:
        """For what comes next on the sheet that is being filled, below what `put` will set above it."""
        return (self._height - self._used[-1] - (above if self._used[-1] else head)) / _SAFETY

    @property
    def count(self) -> int:
        return len(self._used)

    @property
    def filled(self) -> list[float]:
        """What share of each sheet's height is used."""
        return [used / self._height for used in self._used]

    def begin(self) -> None:
        """Another sheet."""
        self._used.append(0.0)

    def put(self, height: float, above: float = 0.0, head: float = 0.0) -> None:
        """What has something above it where it follows something else, and a head at a sheet's top."""
        if self._used[-1] and height > self.room(above):
            self.begin()
        self._used[-1] += height * _SAFETY + (above if self._used[-1] else head)
