"""Pelvic drop and lateral sway per stride, from one IMU worn on the sacrum.

    import sacrum
    recording = sacrum.read("run.imu.csv")           # or sacrum.Recording-like arrays: sacrum.from_arrays(...)
    session = sacrum.analyze(recording)
    session.strides["cpd_peak_deg"]                  # NumPy, a value a stride
    session.strides_frame()                          # pandas, where it is installed
    session.report["left"]                           # the same as report.json of the program

Units are SI (s, m/s², rad/s), except where a name says otherwise (``cpd_peak_deg``, ``sway_ml_mm``). Signs: obliquity
positive with the right side up, tilt positive anterior, rotation positive with the right side forward; contralateral
pelvic drop positive when the swing side is lower than the stance side. Times are seconds of the recording's own clock.

These are markers of frontal-plane pelvic control, not a diagnosis.
"""

import datetime as _datetime
import json as _json
import os as _os
import threading as _threading

import numpy as _np

from . import _checks
from . import _core
from ._core import Recording
from .errors import Error, InputError, OutputError, UsageError

__version__ = _core.version
algorithm_version = _core.algorithm_version

__all__ = ["Error", "History", "InputError", "OutputError", "Pipeline", "Recording", "Session", "UsageError", "algorithm_version",
           "analyze", "export", "from_arrays", "measures", "read", "simulate"]

Recording.__doc__ = """Samples of one sensor in order of time, in its own axes.

name : str
rate_hz : float, nominal samples a second
mount : str or None, how the sensor sits ("up=+x,left=+y"), where the recording says it
time_ns : (n,) int64, ns of the recording's clock; a view
specific_force : (n, 3) float64, m/s²; at rest +9.81 upward; a view
angular_rate : (n, 3) float64, rad/s; a view
assumptions : list of str, what had to be guessed, a sentence each
quality : dict, samples kept, missing, dropped and clipped

The views look into the recording and cannot be written to; they keep it alive.
"""


def measures():
    """The measures of a stride, in the order of the tables' columns.

    Returns a list of dicts of str: id (the column), name, unit, definition, formula, source, known_error.
    """
    return _core.measures()


def _optional_text(value, name):
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} is a {type(value).__name__}; a str or None is needed")
    return value


def read(path, *, columns=None, units=None, rate_hz=None, sensor=None):
    """Read a recording from any file that `sacrum analyze` reads; its content says what it is.

    path : str or os.PathLike
    columns : which column holds what in a CSV file, "time=t,ax=acc_x,…"; default: from the header
    units : of a CSV file, "g,deg/s,ms"; default: from the header or the values
    rate_hz : samples a second of a file without times
    sensor : which one, in a file with several

    Returns a Recording. Raises InputError where the file is missing or not a recording, UsageError for wrong words.
    """
    rate = None if rate_hz is None else _checks.positive(rate_hz, "rate_hz", "Hz")
    return _core.read(_os.fspath(path), _optional_text(columns, "columns"), _optional_text(units, "units"), rate,
                      _optional_text(sensor, "sensor"))


def from_arrays(time_s, specific_force, angular_rate, *, magnetic_field=None, rate_hz=None, mount=None, name="recording"):
    """Make a recording from arrays, by the same checks as from a file.

    time_s : (n,) s, increasing
    specific_force : (n, 3) m/s², what the accelerometer feels: +9.81 upward at rest
    angular_rate : (n, 3) rad/s
    magnetic_field : (n, 3), any unit, or None
    rate_hz : nominal samples a second; default: from the times
    mount : how the sensor sits, "up=+x,left=+y"; default: found from the gait
    name : what the report calls it

    Rows that are not finite count as lost, times that repeat or run backwards are dropped and counted. Returns a Recording.
    Raises TypeError and ValueError for a wrong type, shape or unit, and says which; units are checked against gravity.
    """
    times = _checks.times(time_s)
    count = times.shape[0]
    force = _checks.vectors(specific_force, "specific_force", "m/s²", count)
    rate = _checks.vectors(angular_rate, "angular_rate", "rad/s", count)
    field = None if magnetic_field is None else _checks.vectors(magnetic_field, "magnetic_field", "µT", count)
    hertz = None if rate_hz is None else _checks.positive(rate_hz, "rate_hz", "Hz")
    try:
        return _core.from_arrays(times, force, rate, field, hertz, _optional_text(mount, "mount"), _checks.text(name, "name"))
    except InputError as error:
        remedy = " (from_arrays takes m/s² and rad/s: multiply g by 9.80665, and give numpy.radians of deg/s)" if " declare" in str(error) else ""
        raise InputError(str(error) + remedy) from None


def _frame(table):
    try:
        import pandas
    except ImportError:
        raise ImportError("a DataFrame needs pandas: apt-get install python3-pandas, or pip install pandas") from None
    return pandas.DataFrame(table)


class Session:
    """What the analysis says about one recording.

    strides : dict of str to array, a value a stride: side, t_start_s, t_end_s, valid, the measures (see `measures()`), …
    events : dict of str to array: t_s, type (IC, FC), side, confidence, mode, …
    angles : dict of str to array, a value a sample: t_s, obliquity_deg, tilt_deg, rotation_deg, sway_left_mm, vertical_mm, …
    report : dict, the same as report.json of the program: medians with intervals, quality, waveforms, differences
    recording : the Recording

    The columns are those of strides.csv, events.csv and angles.csv; NaN where a value is absent. Each table is made when it
    is first asked for and kept.
    """

    def __init__(self, core, recording):
        self._core = core
        self.recording = recording
        self._made = {}

    def _once(self, name, make):
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @property
    def strides(self):
        return self._once("strides", self._core.strides)

    @property
    def events(self):
        return self._once("events", self._core.events)

    @property
    def angles(self):
        return self._once("angles", self._core.angles)

    @property
    def report(self):
        return self._once("report", lambda: _json.loads(self._core.report_json()))

    def strides_frame(self):
        """The strides as a pandas.DataFrame, a row a stride."""
        return _frame(self.strides)

    def events_frame(self):
        """The events as a pandas.DataFrame, a row an event."""
        return _frame(self.events)

    def angles_frame(self):
        """The angles as a pandas.DataFrame, a row a sample."""
        return _frame(self.angles)

    def values(self, measure, side=None):
        """A measure of the valid strides in order of time, without those that lack it.

        measure : an id of `measures()`, such as "cpd_peak_deg"
        side : "L", "R" or None for both
        """
        known = [one["id"] for one in measures()]
        _checks.one_of(measure, "measure", known)
        table = self.strides
        keep = table["valid"] & ~_np.isnan(table[measure])
        if side is not None:
            keep &= table["side"] == _checks.one_of(side, "side", ("L", "R"))
        return table[measure][keep]

    def __repr__(self):
        return f"<sacrum.Session {self.recording.name}: {len(self.strides['side'])} strides>"


def analyze(recording, *, causal=False, mount=None, swap_sides=False, first_side=None, magnetometer=False):
    """Analyse a recording, or a file.

    recording : Recording, or a path that `read` takes
    causal : look only back, as live does; default: the whole recording at once, which is more accurate
    mount : how the sensor sits, "up=+x,left=+y", or "auto" to find it from the gait; default: what the recording says
    swap_sides : left and right were seen to be exchanged
    first_side : "L" or "R", of the first contact, as a person saw it
    magnetometer : use the magnetic field where there is one

    Returns a Session. The interpreter is free meanwhile: recordings can be analysed in threads.
    """
    if not isinstance(recording, Recording):
        if not isinstance(recording, (str, _os.PathLike)):
            raise TypeError(f"recording is a {type(recording).__name__}; a sacrum.Recording or a path is needed "
                            "(sacrum.from_arrays makes one from arrays)")
        recording = read(recording)
    core = _core.analyze(recording, "causal" if causal else "refined", _optional_text(mount, "mount"), bool(swap_sides),
                         _optional_text(first_side, "first_side"), bool(magnetometer))
    return Session(core, recording)


class Pipeline:
    """The causal analysis, sample by sample, as live runs it.

        pipeline = sacrum.Pipeline(rate_hz=200, mount="up=+x,left=+y")
        for block in blocks:
            for stride in pipeline.push(block.time_s, block.specific_force, block.angular_rate)["strides"]:
                print(stride["side"], stride["cpd_peak_deg"])
        pipeline.finish()

    What is said is said once and not taken back: contacts within 100 ms as "live_contacts" (for feedback), settled
    "events" and "strides" two to three seconds later. Memory is fixed.
    """

    def __init__(self, rate_hz, *, mount=None, swap_sides=False, first_side=None):
        rate = _checks.positive(rate_hz, "rate_hz", "Hz")
        self._core = _core.Pipeline(rate, _optional_text(mount, "mount"), bool(swap_sides), _optional_text(first_side, "first_side"))
        self._units = _checks.UnitWatch(rate)
        self._lock = _threading.Lock()
        self._is_finished = False

    def push(self, time_s, specific_force, angular_rate):
        """Take in one sample or a block.

        time_s : a number or (n,), s, later than all before
        specific_force : (3,) or (n, 3), m/s²
        angular_rate : (3,) or (n, 3), rad/s

        Returns a dict of "events", "strides" and "live_contacts", lists of dicts with the columns of the program's tables.
        Raises TypeError and ValueError for a wrong type, shape or time, and for units that a pelvis cannot have over two seconds.
        """
        times = _checks.times(time_s)
        force = _checks.vectors(specific_force, "specific_force", "m/s²", times.shape[0])
        rate = _checks.vectors(angular_rate, "angular_rate", "rad/s", times.shape[0])
        if not (_np.all(_np.isfinite(force)) and _np.all(_np.isfinite(rate))):
            raise ValueError("specific_force and angular_rate must be finite; leave out samples that were lost")
        with self._lock:
            if self._is_finished:
                raise ValueError("this pipeline is finished; make another one for what follows")
            _checks.after(self._core.last_s, times)
            self._units.see(force, rate)
            return self._core.push(times, force, rate)

    def finish(self):
        """Say what is still held back; as `push` returns it. Nothing can be pushed any more."""
        with self._lock:
            self._is_finished = True
            return self._core.finish()

    @property
    def angles(self):
        """Obliquity and tilt at the newest sample in deg, or None until the mounting is known."""
        return self._core.angles


def simulate(gait="running", *, speed=None, duration=60.0, standing=5.0, seed=1, rate_hz=None, sensor="worn", drop_deg=None):
    """A made-up person whose pelvis is known exactly.

    gait : "running" or "walking"
    speed : m/s; default 3.0 running, 1.3 walking
    duration : s, of the whole recording
    standing : s of quiet standing first
    seed : which person
    rate_hz : samples a second; default: what the sensor has
    sensor : "worn" (a good wearable), "lab", "phone" or "ideal"
    drop_deg : (left, right) fall of the swing side in stance, deg; default: drawn from the seed

    Returns (Recording, truth); truth is a dict of two tables, "events" and "strides", with the columns of Session's.
    """
    _checks.one_of(gait, "gait", ("running", "walking"))
    _checks.one_of(sensor, "sensor", ("worn", "lab", "phone", "ideal"))
    metres_a_second = (3.0 if gait == "running" else 1.3) if speed is None else _checks.positive(speed, "speed", "m/s")
    rate = None if rate_hz is None else _checks.positive(rate_hz, "rate_hz", "Hz")
    drop = None
    if drop_deg is not None:
        if not isinstance(drop_deg, (tuple, list, _np.ndarray)) or len(drop_deg) != 2:
            raise ValueError(f"drop_deg is {drop_deg!r}; two numbers are needed, (left, right) in deg")
        drop = tuple(_checks.number_of(one, "drop_deg", "deg") for one in drop_deg)
    return _core.simulate(gait, metres_a_second, _checks.positive(duration, "duration", "s"),
                          _checks.number_of(standing, "standing", "s"), _checks.whole(seed, "seed"), rate, sensor, drop)


def export(session, formats, folder, *, deidentify=False):
    """Write a session for a lab's other programs.

    session : Session
    formats : a name or several: "csv", "tsv", "json", "hdf5", "bids", "opensim", "c3d", "xdf", "fit"
    folder : made where it is missing
    deidentify : leave out names, addresses and dates

    Returns the paths that were written. Raises UsageError for an unknown format, OutputError where nothing can be written.
    """
    if not isinstance(session, Session):
        raise TypeError(f"session is a {type(session).__name__}; a sacrum.Session is needed, which sacrum.analyze gives")
    names = [formats] if isinstance(formats, str) else list(formats)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"formats has a {type(name).__name__}, {name!r}; names are needed, such as \"csv\"")
    return _core.export_session(session._core, names, _os.fspath(folder), bool(deidentify))


class History:
    """People under made-up names and their sessions, in one SQLite file that only its owner can read.

    file : path; default: the program's own (see `sacrum history --help`). Made where it is missing.
    """

    def __init__(self, file=None):
        self._core = _core.History(_os.fspath(_core.usual_history_file() if file is None else file))

    def people(self):
        """A list of dicts: code, label, sessions."""
        return self._core.people()

    def add_person(self, label=None):
        """Returns the code of the new person, such as "P-7QK2"."""
        return self._core.add_person(_optional_text(label, "label"))

    def add(self, person, session, began, *, device="", replace=False):
        """Keep a session of a person, by code or label.

        began : datetime.datetime with a time zone
        Returns a dict: id, outcome ("added", "replaced", "already there"), algorithm_version.
        """
        if not isinstance(began, _datetime.datetime):
            raise TypeError(f"began is a {type(began).__name__}; a datetime.datetime is needed")
        if not isinstance(session, Session):
            raise TypeError(f"session is a {type(session).__name__}; a sacrum.Session is needed")
        if began.tzinfo is None:
            raise ValueError("began has no time zone; give it one, such as began.astimezone()")
        return self._core.add(_checks.text(person, "person"), session._core, int(began.timestamp()), str(device), bool(replace))

    def sessions(self, person):
        """In order of time, a dict each: id, began (datetime, UTC) and the kept session as the program exports it."""
        found = []
        for number, began, text in self._core.sessions(_checks.text(person, "person")):
            kept = _json.loads(text)
            kept["id"] = number
            kept["began"] = _datetime.datetime.fromtimestamp(began, _datetime.timezone.utc)
            found.append(kept)
        return found

    def delete_session(self, person, number):
        """Nothing of it stays in the file."""
        self._core.delete_session(_checks.text(person, "person"), _checks.whole(number, "number"))

    def delete_person(self, person):
        """Nothing of them stays in the file."""
        self._core.delete_person(_checks.text(person, "person"))
