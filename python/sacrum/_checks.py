"""Checks of what a caller gives, before it reaches the library."""

import numpy as np


def _real(value, name, unit):
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


def positive(value, name, unit):
    number = number_of(value, name, unit)
    if not number > 0.0:
        raise ValueError(f"{name} is {number:g} {unit}; it must be more than 0")
    return number


def number_of(value, name, unit):
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} is a {type(value).__name__}; a number in {unit} is needed")
    return float(value)


def one_of(value, name, words):
    if value not in words:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(repr(word) for word in words)}")
    return value
