"""Checks of what a caller gives, before it reaches the library."""

import numpy as np


STANDARD_GRAVITY = 9.80665  # m/s²
LONGEST_TIME = 9e9  # s; 64-bit nanoseconds reach a little further, and seconds since 1970 lie within


def _real(value, name, unit):
    if isinstance(value, np.ma.MaskedArray) and value.dtype.kind == "f":
        value = value.filled(np.nan)
    array = np.asarray(value)
    if array.dtype.kind in "iu" and isinstance(value, np.ndarray):
        raise TypeError(f"{name} has dtype {array.dtype}, as raw counts have; scale it to {unit} and give it as float64")
    if array.dtype.kind not in "fiu":
        raise TypeError(f"{name} has dtype {array.dtype}; real numbers (float64) in {unit} are needed")
    return array


def times(value, name="time_s"):
    """A vector of times in s, float64, contiguous."""
    array = _real(value, name, "s")
    if array.ndim == 0:
        array = array.reshape(1)
    if array.ndim != 1:
        raise ValueError(f"{name} has shape {array.shape}; a vector of shape (n,) is needed")
    return np.ascontiguousarray(array, dtype=np.float64)


def vectors(value, name, unit, count):
    """Vectors of shape (count, 3), float64, contiguous; one of shape (3,) where a single sample is given."""
    array = _real(value, name, unit)
    if array.ndim == 1 and count == 1 and array.shape == (3,):
        array = array.reshape(1, 3)
    if array.ndim != 2 or array.shape[1] != 3:
        raise ValueError(f"{name} has shape {array.shape}; (n, 3) is needed: x, y, z of the sensor in {unit}, a row a sample")
    if array.shape[0] != count:
        raise ValueError(f"{name} has {array.shape[0]} rows, but there are {count} times; one row a sample is needed")
    return np.ascontiguousarray(array, dtype=np.float64)


def after(last, times):
    """Times of samples that follow each other, each at least a nanosecond after the one before."""
    if not np.all(np.abs(times) < LONGEST_TIME):
        raise ValueError(f"time_s must be finite and in s, less than {LONGEST_TIME:.0e}; ms, µs or ns are to be scaled")
    before = times if last is None else np.concatenate(([last], times))
    if np.any(np.diff(before) < 1e-9):
        raise ValueError("time_s must increase from sample to sample; leave out what came twice or late")


class UnitWatch:
    """Means over two seconds that no sensor has which feels gravity in m/s², on a pelvis or in a hand.

    Windows are counted in samples, however the samples are cut into blocks. A sensor that is turned over can feel no gravity on
    average: that alone is believed only while it keeps its attitude, three windows in a row.
    """

    def __init__(self, rate_hz):
        self._size = max(10, round(2.0 * rate_hz))
        self._weightless = 0
        self._start()

    def _start(self):
        self._count, self._force, self._rate, self._felt, self._turning = 0, np.zeros(3), np.zeros(3), 0.0, 0.0

    def see(self, force, rate):
        first = 0
        while first < len(force):
            part = slice(first, first + self._size - self._count)
            taken = force[part], rate[part]
            first = part.stop
            self._count += len(taken[0])
            self._force += taken[0].sum(axis=0)
            self._rate += taken[1].sum(axis=0)
            self._felt += np.linalg.norm(taken[0], axis=1).sum()
            self._turning += np.linalg.norm(taken[1], axis=1).sum()
            if self._count == self._size:
                means = [np.linalg.norm(self._force), np.linalg.norm(self._rate), self._felt, self._turning]
                self._start()
                self._judge(*(mean / self._size for mean in means))

    def _judge(self, gravity, turn, felt, turning):
        weightless = gravity < 0.4 * STANDARD_GRAVITY
        self._weightless = self._weightless + 1 if weightless and turn < 0.5 else 0
        if felt < 2.0 and 0.5 * felt < gravity < 1.6 and gravity > 0.5:
            raise ValueError(f"specific_force is {gravity:.2f} m/s² on average over two seconds, as readings in g are; multiply them by 9.80665")
        if felt < 0.4 * STANDARD_GRAVITY or gravity > 1.6 * STANDARD_GRAVITY or self._weightless == 3:
            raise ValueError(f"specific_force is {gravity:.2f} m/s² on average over two seconds; with gravity, in m/s², it is about 9.8")
        if turning > 12.0:
            raise ValueError(f"angular_rate is {turning:.0f} rad/s on average over two seconds, as readings in deg/s are; give numpy.radians of them")


def positive(value, name, unit):
    number = number_of(value, name, unit)
    if not number > 0.0 or number == float("inf"):
        raise ValueError(f"{name} is {number:g} {unit}; it must be more than 0 and finite")
    return number


def whole(value, name):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} is a {type(value).__name__}; a whole number is needed")
    if not 0 <= value < 2**64:
        raise ValueError(f"{name} is {value}; it must be from 0 to 2**64 - 1")
    return int(value)


def text(value, name):
    if not isinstance(value, str):
        raise TypeError(f"{name} is a {type(value).__name__}; a str is needed")
    return value


def number_of(value, name, unit):
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} is a {type(value).__name__}; a number in {unit} is needed")
    if value != value:
        raise ValueError(f"{name} is not a number; one in {unit} is needed")
    return float(value)


def one_of(value, name, words):
    if value not in words:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(repr(word) for word in words)}")
    return value
