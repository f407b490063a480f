"""What a kind of made-up recording is."""
from dataclasses import dataclass, field

SHORT = {"running": "run", "walking": "walk"}


@dataclass
class Cell:
    """One kind of made-up recording, tried with several seeds."""
    name: str                                            # of files: run-2.2
    label: str                                           # for people: running 2.2 m/s
    gait: str                                            # running or walking
    simulate: list                                       # arguments of sacrum simulate besides --gait
    seeds: range = range(1, 5)


@dataclass
class Group:
    """Cells that show the effect of one thing."""
    name: str
    title: str
    cells: list
    analyze: list = field(default_factory=list)          # more arguments of sacrum analyze
    settle_s: float = 5.5                                # angles and strides before that are not scored: quiet standing
    is_listed: bool = True                               # its cells are worth a line each
