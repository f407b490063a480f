"""What is tried: the ways in which real recordings are made worse, and the grid of made-up people."""
from anyone import anyone
from cells import SHORT, Cell, Group

# How each real recording is made worse: (label, arguments of perturb.py). One call per `--only`.
PERTURBATIONS = [
    ("lab sensor", ["--grade", "lab"]),
    ("phone sensor", ["--grade", "phone"]),
    ("lab sensor, 10 s standing first", ["--grade", "lab", "--stand", "10"]),
    ("turned 20, 10, -15°, mounting unknown", ["--rotate=20,10,-15"]),
    ("upside down (180, 0, 0°), mounting unknown", ["--rotate=180,0,0"]),
    ("upside down (0, 180, 0°), mounting unknown", ["--rotate=0,180,0"]),
    ("2 % lost in bursts of 10", ["--drop", "2", "--burst", "10"]),
    ("10 % lost in bursts of 10", ["--drop", "10", "--burst", "10"]),
    ("clipped at 8 g", ["--clip", "8"]),
    ("clipped at 4 g", ["--clip", "4"]),
    ("60 Hz", ["--rate", "60"]),
    ("50 Hz, recordings of 200 Hz only", ["--rate", "50", "--only", "[!bim]*"]),
    ("100 Hz, recordings of 200 Hz only", ["--rate", "100", "--only", "[!bim]*"]),
    ("10 s standing first", ["--stand", "10"]),
    ("starts at 5 s", ["--from", "5"]),
    ("ends at 12 s", ["--to", "12"]),
    ("starts at 5 s, phone, 60 Hz, 2 % lost in bursts of 10",
     ["--from", "5", "--grade", "phone", "--rate", "60", "--drop", "2", "--burst", "10"]),
]


FRESH = range(501, 509)   # seeds of people that are to be judged once: take new ones when a constant was set after seeing these
USUAL = {"running": "3.0", "walking": "1.3"}


def both(name, label, arguments, **more):
    """The same cell for a usual runner and a usual walker."""
    return [Cell(f"{SHORT[gait]}-{name}", f"{gait}, {label}", gait, ["--speed", USUAL[gait], *arguments], **more)
            for gait in USUAL]


def tilts(seeds):
    return [cell for axis, word in enumerate(("vertical", "side-to-side", "fore-and-aft"))
            for angle in (-30, -15, 15, 30)
            for cell in both(f"tilt{axis}{angle:+d}", f"{angle:+d}° about the {word} axis",
                             ["--tilt=" + ",".join(str(angle if k == axis else 0) for k in range(3))], seeds=seeds)]


def turned(seeds):
    return [cell for words, name, tilt in (("back to front", "turned", "180,0,0"),
                                           ("upside down, same face", "down", "0,0,180"),
                                           ("upside down, other face", "over", "0,180,0"),
                                           ("on its side", "side", "0,0,90"),
                                           ("askew", "askew", "20,10,-15"))
            for cell in both(name, words, ["--tilt=" + tilt], seeds=seeds)]


GRID = [
    Group("speed", "Speed",
          [Cell(f"walk-{v}", f"walking {v} m/s", "walking", ["--speed", v]) for v in "1.0 1.2 1.4 1.6 1.8".split()]
          + [Cell(f"run-{v}", f"running {v} m/s", "running", ["--speed", v]) for v in "2.2 2.8 3.4 4.0 5.0 6.0".split()]),
    Group("fresh", "People whose results nobody looked at while the methods were made",
          [Cell(f"walk-fresh-{v}", f"walking {v} m/s", "walking", ["--speed", v], FRESH) for v in "1.0 1.2 1.4 1.6 1.8".split()]
          + [Cell(f"run-fresh-{v}", f"running {v} m/s", "running", ["--speed", v], FRESH) for v in "2.4 3.1 3.7 4.5 5.5".split()]
          + [cell for words, arguments in (("lab", ["--grade", "lab"]), ("60 Hz", ["--rate", "60"]), ("100 Hz", ["--rate", "100"]))
             for cell in both(f"fresh-{words.lower().replace(' ', '')}", words, arguments, seeds=FRESH)]),
    Group("drop", "Drop, weak and strong, left and right",
          [cell for label, name, run, walk in (("weak", "weak", (0.8, 0.8), (2.5, 2.5)), ("strong", "strong", (4, 4), (7, 7)),
                                               ("more on the left", "left", (4, 1.5), (6, 3)),
                                               ("more on the right", "right", (1.5, 4), (3, 6)))
           for gait, (left, right) in (("running", run), ("walking", walk))
           for cell in [Cell(f"{SHORT[gait]}-{name}", f"{gait}, {label} ({left:g}° left, {right:g}° right)", gait,
                             ["--speed", USUAL[gait], "--drop-left", str(left), "--drop-right", str(right)])]]),
    Group("gait", "Limping, way of landing, cadence",
          [cell for percent in (-15, -8, 8, 15) for cell in both(f"limp{percent:+d}", f"right steps {percent:+d} %, right contacts {-percent:+d} %", [f"--limp={percent}"])]
          + [Cell(f"run-fore-{v}", f"running {v} m/s, forefoot", "running", ["--speed", v, "--strike", "forefoot"]) for v in ("3.0", "5.0")]
          + [cell for percent in (-10, 10) for cell in both(f"cadence{percent:+d}", f"cadence {percent:+d} %", [f"--cadence={percent}"])]),
    Group("grade", "Grade of the sensor",
          [cell for grade in ("ideal", "lab", "worn", "phone")
           for cell in both(grade, grade, ["--grade", grade], seeds=range(1, 11))]),
    Group("tissue", "Soft tissue (sensor grade lab)",
          [cell for tissue in ("off", "mild", "strong")
           for cell in both(tissue, tissue, ["--grade", "lab", "--soft-tissue", tissue], seeds=range(1, 7))]),
    Group("rate", "Samples per second",
          [cell for rate in (50, 60, 100, 200, 400) for cell in both(f"{rate}hz", f"{rate} Hz", ["--rate", str(rate)])]),
    Group("start", "A start in mid-gait, nobody stood",
          [cell for grade in ("lab", "worn", "phone")
           for cell in both(f"start-{grade}", f"{grade}", ["--standing", "0", "--grade", grade])], settle_s=0.0),
    Group("loss", "Lost samples",
          [cell for percent in (0, 2, 5, 10) for cell in both(f"lost{percent}", f"{percent} % in pairs", ["--loss", str(percent)])]
          + [cell for percent in (2, 10)
             for cell in both(f"burst{percent}", f"{percent} % in bursts of 10", ["--loss", str(percent), "--burst", "10"])]),
    Group("clip", "Clipping of the accelerometer",
          [Cell(f"run-{v}-clip{g:g}", f"running {v} m/s, ±{g:g} g", "running", ["--speed", v, "--range", str(g)])
           for v in ("3.0", "6.0") for g in (8, 4, 2.5)]),
    Group("slip", "The sensor slips half-way",
          [cell for words, name, turn, where in (("8° to the side", "slip8", "8", "side"), ("20° to the side", "slip20", "20", "side"),
                                                 ("8° back", "slipback8", "8", "back"), ("15° back", "slipback15", "15", "back"))
           for cell in both(name, words, ["--slip-at", "30", "--slip", turn, "--slip-towards", where])]),
    Group("tilt", "Mounting tilted, declared as straight", tilts(range(1, 3))),
    Group("auto", "Mounting tilted, unknown (--mount auto)", tilts(range(1, 3)), ["--mount", "auto"]),
    Group("turned", "Mounting turned, unknown (--mount auto)", turned(range(1, 5)), ["--mount", "auto"]),
    Group("anyone", "People of any kind", anyone(range(701, 821)), is_listed=False),
    Group("anyone-auto", "People of any kind, mounting unknown (--mount auto)", anyone(range(821, 861)), ["--mount", "auto"], is_listed=False),
]
# Every cell is other people, so that a coverage is over many of them; but what a grade of the sensor or the skin does shows best on
# the same ones.
PAIRED = ("grade", "tissue")
for number, group in enumerate(GRID, 1):
    if group.name not in ("fresh", "anyone", "anyone-auto"):
        for place, cell in enumerate(group.cells):
            shift = 1000 * number + (0 if group.name in PAIRED else 20 * place)
            cell.seeds = range(cell.seeds.start + shift, cell.seeds.stop + shift)
# Nor are the speeds, sensors and rates of those whom nobody looked at the same people.
for place, cell in enumerate(next(group for group in GRID if group.name == "fresh").cells):
    cell.seeds = range(cell.seeds.start + 10 * place, cell.seeds.stop + 10 * place)
