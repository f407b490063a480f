"""Checks of what a caller gives, before it reaches the library."""

import numpy as np


STANDARD_GRAVITY = 9.80665  # m/s²
LONGEST_TIME = 1e9  # s, some thirty years


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
    before = times if last is None else np.concatenate(([last], times))
    if not np.all(np.abs(times) < LONGEST_TIME) or np.any(np.diff(before) < 1e-9):
        raise ValueError("time_s must be finite and increase from sample to sample, in s; leave out what came twice or late")


class UnitWatch:
    """Means over two seconds that no pelvis has, whatever its gait."""

    def __init__(self, rate_hz):
        self._enough = max(10, round(2.0 * rate_hz))
        self._count, self._force, self._turning = 0, np.zeros(3), 0.0

    def see(self, force, rate):
        self._count += len(force)
        self._force += force.sum(axis=0)
        self._turning += np.linalg.norm(rate, axis=1).sum()
        if self._count < self._enough:
            return
        gravity, turning = np.linalg.norm(self._force) / self._count, self._turning / self._count
        self._count, self._force, self._turning = 0, np.zeros(3), 0.0
        if 0.5 < gravity < 1.6:
            raise ValueError(f"specific_force is {gravity:.2f} m/s² on average over two seconds, as readings in g are; multiply them by 9.80665")
        if not 0.4 * STANDARD_GRAVITY < gravity < 1.6 * STANDARD_GRAVITY:
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
