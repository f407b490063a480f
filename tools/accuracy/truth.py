"""Compares strides with their truth: errors per stride, per session and side, and whether intervals cover the truth."""
import numpy as np

from runs import number

# column of strides.csv, words, unit, factor to the unit, digits
MEASURES = [
    ("contact_time_s", "contact time", "ms", 1000.0, 1),
    ("cadence_per_min", "step rate", "/min", 1.0, 2),
    ("cpd_peak_deg", "pelvic drop, peak", "°", 1.0, 2),
    ("cpd_excursion_deg", "drop excursion", "°", 1.0, 2),
    ("obliquity_rom_deg", "obliquity range", "°", 1.0, 2),
    ("sway_ml_mm", "lateral sway, sensor", "mm", 1.0, 1),
    ("sway_ml_centre_mm", "lateral sway, pelvis centre", "mm", 1.0, 1),
    ("vertical_osc_mm", "vertical oscillation", "mm", 1.0, 1),
]
# Those whose 95 % intervals are tried.
COVERED = ("cpd_peak_deg", "cpd_excursion_deg", "obliquity_rom_deg", "sway_ml_mm", "sway_ml_centre_mm", "vertical_osc_mm", "contact_time_s",
           "cadence_per_min")
SIDES = {"L": "left", "R": "right"}


def stride_errors(recordings, key, factor=1.0, is_offset_free=False):
    """-> (errors, means) of all paired strides. Offset free: less one signed offset per recording (+ on R, - on L)."""
    errors, means = [], []
    for recording in recordings:
        pairs = recording["pairs"]
        true = factor * np.array([number(row, key) for _, row, _ in pairs])
        found = factor * np.array([number(row, key) for _, _, row in pairs])
        sign = np.array([1.0 if side == "R" else -1.0 for side, _, _ in pairs])
        known = np.isfinite(true) & np.isfinite(found)
        true, found, sign = true[known], found[known], sign[known]
        error = found - true
        if is_offset_free and len(error):
            error = error - sign * np.median(sign * error)
        errors.append(error)
        means.append(true + error / 2)
    return np.concatenate(errors or [np.array([])]), np.concatenate(means or [np.array([])])


def true_median(recording, side, key):
    values = np.array([number(row, key) for row_side, _, row in recording["true"] if row_side == side])
    values = values[np.isfinite(values)]
    return float(np.median(values)) if len(values) else None


def found_metric(report, side, key):
    """The metric of a side in report.json, or None."""
    return next((m for m in (report.get(SIDES[side]) or {}).get("metrics", []) if m["metric"] == key), None)


def session_errors(recordings, reports, key, factor=1.0):
    """Median of a side as reported less the true one, one per recording and side."""
    errors = []
    for name, recording in recordings.items():
        for side in SIDES:
            metric, true = found_metric(reports.get(name, {}), side, key), true_median(recording, side, key)
            if metric and true is not None:
                errors.append(factor * (metric["median"] - true))
    return np.array(errors)


def coverage(recordings, reports, key):
    """-> (intervals that hold the true median of their side, intervals, mean of their width, sides without one)."""
    held = tried = absent = 0
    widths = []
    for name, recording in recordings.items():
        for side in SIDES:
            metric, true = found_metric(reports.get(name, {}), side, key), true_median(recording, side, key)
            if true is None:
                continue
            if not metric or not metric.get("ci95"):
                absent += 1
                continue
            interval = metric["ci95"]
            held += interval["low"] <= true <= interval["high"]
            tried += 1
            widths.append(interval["high"] - interval["low"])
    return held, tried, float(np.mean(widths)) if widths else 0.0, absent


def spread(errors):
    """-> (bias, SD, low and high limit of agreement), or None without errors."""
    if not len(errors):
        return None
    bias, sd = float(np.mean(errors)), float(np.std(errors))
    return bias, sd, bias - 1.96 * sd, bias + 1.96 * sd
