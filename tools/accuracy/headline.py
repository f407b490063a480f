"""The figures that must not move unnoticed: which they are, how the document holds them, and how they are compared."""
import re

# (key, words, target, digits); a key is [SET:]GROUP.METRIC of score.py; SET lab or lab10 is the made-worse virtual runners.
ROWS = [
    ("walk.ic_f1", "walking IC, F1", "≥ 0.985", 3),
    ("walk.ic_medabs_ms", "walking IC, median error (ms)", "≤ 15", 1),
    ("walk.ic_sd_ms", "walking IC, SD (ms)", "≤ 25", 1),
    ("walk.ic_bias_ms", "walking IC, bias (ms)", "±10", 1),
    ("walk.fc_f1", "walking FC, F1", "≥ 0.985", 3),
    ("walk.fc_sd_ms", "walking FC, SD (ms)", "≤ 25", 1),
    ("walk.fc_bias_ms", "walking FC, bias (ms)", "±10", 1),
    ("walk.side_acc", "walking side, right", "≥ 0.990", 3),
    ("walk.side_acc_dec", "walking side, right where decided", "≥ 0.995", 3),
    ("walk.side_swapped", "walking, recordings with sides exchanged", "0", 0),
    ("run.ic_f1", "running IC, F1", "≥ 0.995", 3),
    ("run.ic_medabs_ms", "running IC, median error (ms)", "≤ 5", 1),
    ("run.ic_sd_ms", "running IC, SD (ms)", "≤ 8", 1),
    ("run.ic_bias_ms", "running IC, bias (ms)", "±5", 1),
    ("run.fc_sd_ms", "running FC, SD (ms)", "≤ 12", 1),
    ("run.fc_bias_ms", "running FC, bias (ms)", "±10", 1),
    ("run.contact_sd_ms", "running contact time, SD (ms)", "≤ 12", 1),
    ("run.contact_bias_ms", "running contact time, bias (ms)", "±10", 1),
    ("virtual.side_acc", "running side, right", "≥ 0.99", 3),
    ("virtual.side_swapped", "running, recordings with sides exchanged", "0", 0),
    ("broad.incl_rms", "inclination, BROAD (° rms)", "≤ 0.90 refined, ≤ 1.00 causal", 2),
    ("repoimu.incl_aligned_rms", "inclination, RepoIMU, aligned (° rms)", "≤ 0.78", 2),
    ("sisfall.steprate_err_pct", "step rate, jogging and walking (%)", "≤ 0.5", 2),
    ("sisfall.steprate_bad", "step rate, bad windows", "0", 2),
    ("lab:virtual.obl_shape_rms", "obliquity shape, lab sensor, start in mid-run (° rms)", "≤ 0.22 refined, ≤ 0.40 causal", 2),
    ("lab10:virtual.obl_shape_rms", "obliquity shape, lab sensor after 10 s standing (° rms)", "≤ 0.22", 2),
    ("lab:virtual.scpd_peak_mae_free", "drop peak, offset-free, lab sensor (°)", "≤ 0.08", 2),
    ("lab:virtual.scpd_exc_mae", "drop excursion, lab sensor (°)", "≤ 0.20", 2),
    ("lab:virtual.cpd_cov", "stances covered, lab sensor", "≥ 0.98", 3),
    ("lab:virtual.rom_mae", "obliquity range, lab sensor (°)", "≤ 0.12", 2),
    ("lab:virtual.ml_mae", "lateral sway, lab sensor (mm)", "≤ 1.0", 1),
    ("lab:virtual.vert_mae", "vertical oscillation, lab sensor (mm)", "≤ 1.1", 1),
]
LINE = re.compile(r"^\| [^|]+ \| `([\w:.]+)` \| (\S+) \| (\S+) \|")


def figure(results, key, way):
    """results: {set: result of measure_folder}, the recordings as they are under ''. None where there is no such figure."""
    recordings, _, metric = key.rpartition(":")
    group, name = metric.split(".")
    return results[recordings][way]["scores"]["groups"].get(group, {}).get(name)


def table(results):
    lines = ["| quantity | key | refined | causal | target |", "|---|---|---|---|---|"]
    for key, words, target, digits in ROWS:
        cells = []
        for way in ("refined", "causal"):
            value = figure(results, key, way)
            cells.append("-" if value is None else f"{value + 0.0:.{digits}f}")
        lines.append(f"| {words} | `{key}` | {cells[0]} | {cells[1]} | {target} |")
    return lines


def read(text):
    """{key: (refined, causal)} of the lines of a table; a figure that is absent is None."""
    return {m[1]: tuple(None if c == "-" else float(c) for c in (m[2], m[3])) for m in map(LINE.match, text.splitlines()) if m}


def differences(committed, fresh):
    """A sentence for every figure that differs by more than 5 % or two units of its last digit, or that is only on one side."""
    found = []
    for key, words, _, digits in ROWS:
        old, new = committed.get(key), fresh.get(key)
        if old is None or new is None:
            found.append(f"{key} ({words}): {'not in the document' if old is None else 'not measured'}")
            continue
        for way, a, b in zip(("refined", "causal"), old, new):
            if (a is None) != (b is None) or (a is not None and abs(a - b) > max(0.05 * abs(a), 2.01 * 10.0 ** -digits * (digits > 0))):
                found.append(f"{key} ({words}), {way}: the document says {a}, a fresh run {b}")
    return found
