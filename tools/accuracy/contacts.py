"""Contacts beside their reference: how the live ones do, and whether a side is right as often as its confidence says."""
import csv
import glob
import os

LIVE_TOLERANCE_S = 0.10   # of a live contact to the contact it is
MATCH_S = {"running": 0.15, "walking": 0.25}   # of an event to its reference, as in score.py


def rows(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: float(row["t_s"]))


def pairs(a, b, tolerance):
    """Nearest first, each used once: [(index in a, index in b)]."""
    close = sorted((abs(x - y), i, k) for i, x in enumerate(a) for k, y in enumerate(b) if abs(x - y) <= tolerance)
    used_a, used_b, found = set(), set(), []
    for _, i, k in close:
        if i not in used_a and k not in used_b:
            used_a.add(i)
            used_b.add(k)
            found.append((i, k))
    return sorted(found)


def times(events):
    return [float(row["t_s"]) for row in events]


def reference_contacts(recordings, name):
    """[(time, side)] of the initial contacts that the reference knows."""
    return [(float(row["t_s"]), row["foot"][:1].upper()) for row in rows(os.path.join(recordings, name + ".events.csv")) if row["type"] == "IC"]


def of_folder(recordings, out):
    """{recording: {'sides': [(confidence, is named, is right)], 'live': {…} or None}}"""
    found = {}
    for path in sorted(glob.glob(os.path.join(out, "*/events.csv"))):
        name = os.path.basename(os.path.dirname(path))
        settled = [row for row in rows(path) if row["type"] == "IC"]
        reference = reference_contacts(recordings, name)
        gait = "running" if settled and sum(row["mode"] == "running" for row in settled) * 2 > len(settled) else "walking"
        sides = []
        for i, k in pairs([t for t, _ in reference], times(settled), MATCH_S[gait]):
            if reference[i][1] in "LR":
                sides.append((float(settled[k]["confidence"]), settled[k]["side"] in "LR", settled[k]["side"] == reference[i][1]))
        found[name] = {"sides": sides, "live": live(rows(os.path.join(os.path.dirname(path), "live_contacts.csv")), settled, reference)}
    return found


def live(said, settled, reference):
    """What was said at once, beside what was settled and beside the reference, from the first live contact on."""
    if not said:
        return {"said": 0, "settled": len(settled), "of_settled": 0, "reference": 0, "of_reference": 0, "settled_errors": [], "reference_errors": [],
                "named": 0, "wrong": 0, "sided": 0, "delays": [], "first": None}
    begin = float(said[0]["t_s"]) - LIVE_TOLERANCE_S
    known = [row for row in settled if float(row["t_s"]) >= begin]
    true = [contact for contact in reference if contact[0] >= begin]
    with_settled = pairs(times(said), times(known), LIVE_TOLERANCE_S)
    with_true = pairs(times(said), [t for t, _ in true], LIVE_TOLERANCE_S)
    sided = [(said[i]["side"], true[k][1]) for i, k in with_true if true[k][1] in "LR"]
    return {"said": len(said), "settled": len(known), "of_settled": len(with_settled), "reference": len(true), "of_reference": len(with_true),
            "settled_errors": [1000 * (float(said[i]["t_s"]) - float(known[k]["t_s"])) for i, k in with_settled],
            "reference_errors": [1000 * (float(said[i]["t_s"]) - true[k][0]) for i, k in with_true],
            "sided": len(sided), "named": sum(side in "LR" for side, _ in sided), "wrong": sum(side in "LR" and side != right for side, right in sided),
            "delays": [1000 * (float(row["noticed_at_s"]) - float(row["t_s"])) for row in said],
            "first": float(said[0]["t_s"]) - float(settled[0]["t_s"]) if settled else None}


def pooled(lives):
    """The same over several recordings."""
    lives = [one for one in lives if one]
    total = {key: sum(one[key] for one in lives) for key in ("said", "settled", "of_settled", "reference", "of_reference", "named", "wrong", "sided")}
    total.update({key: [value for one in lives for value in one[key]] for key in ("settled_errors", "reference_errors", "delays")})
    total["first"] = [one["first"] for one in lives if one["first"] is not None]
    return total
