import datetime
import os
from collections.abc import Iterable
from typing import Any, Literal, TypedDict

import numpy as np
import numpy.typing as npt

from .errors import Error as Error
from .errors import InputError as InputError
from .errors import OutputError as OutputError
from .errors import UsageError as UsageError

Path = str | os.PathLike[str]
Floats = npt.NDArray[np.float64]
Table = dict[str, npt.NDArray[Any]]
Side = Literal["L", "R"]

__version__: str
algorithm_version: str

class Measure(TypedDict):
    id: str
    name: str
    unit: str
    definition: str
    formula: str
    source: str
    known_error: str

class Said(TypedDict):
    events: list[dict[str, Any]]
    strides: list[dict[str, Any]]
    live_contacts: list[dict[str, Any]]

class Truth(TypedDict):
    events: Table
    strides: Table

class Recording:
    name: str
    rate_hz: float
    mount: str | None
    assumptions: list[str]
    quality: dict[str, int]
    time_ns: npt.NDArray[np.int64]
    specific_force: Floats
    angular_rate: Floats
    def __len__(self) -> int: ...

class Session:
    recording: Recording
    @property
    def strides(self) -> Table: ...
    @property
    def events(self) -> Table: ...
    @property
    def angles(self) -> Table: ...
    @property
    def report(self) -> dict[str, Any]: ...
    def strides_frame(self) -> Any: ...
    def events_frame(self) -> Any: ...
    def angles_frame(self) -> Any: ...
    def values(self, measure: str, side: Side | None = None) -> Floats: ...

class Pipeline:
    def __init__(self, rate_hz: float, *, mount: str | None = None, swap_sides: bool = False,
                 first_side: Side | None = None) -> None: ...
    def push(self, time_s: npt.ArrayLike, specific_force: npt.ArrayLike, angular_rate: npt.ArrayLike) -> Said: ...
    def finish(self) -> Said: ...
    @property
    def angles(self) -> dict[str, float] | None: ...

class History:
    def __init__(self, file: Path | None = None) -> None: ...
    def people(self) -> list[dict[str, Any]]: ...
    def add_person(self, label: str | None = None) -> str: ...
    def add(self, person: str, session: Session, began: datetime.datetime, *, device: str = "",
            replace: bool = False) -> dict[str, Any]: ...
    def sessions(self, person: str) -> list[dict[str, Any]]: ...
    def delete_session(self, person: str, number: int) -> None: ...
    def delete_person(self, person: str) -> None: ...

def measures() -> list[Measure]: ...
def read(path: Path, *, columns: str | None = None, units: str | None = None, rate_hz: float | None = None,
         sensor: str | None = None) -> Recording: ...
def from_arrays(time_s: npt.ArrayLike, specific_force: npt.ArrayLike, angular_rate: npt.ArrayLike, *,
                magnetic_field: npt.ArrayLike | None = None, rate_hz: float | None = None, mount: str | None = None,
                name: str = "recording") -> Recording: ...
def analyze(recording: Recording | Path, *, causal: bool = False, mount: str | None = None, swap_sides: bool = False,
            first_side: Side | None = None, magnetometer: bool = False) -> Session: ...
def simulate(gait: Literal["running", "walking"] = "running", *, speed: float | None = None, duration: float = 60.0,
             standing: float = 5.0, seed: int = 1, rate_hz: float | None = None,
             sensor: Literal["worn", "lab", "phone", "ideal"] = "worn",
             drop_deg: Iterable[float] | None = None) -> tuple[Recording, Truth]: ...
def export(session: Session, formats: str | Iterable[str], folder: Path, *, deidentify: bool = False) -> list[Any]: ...
