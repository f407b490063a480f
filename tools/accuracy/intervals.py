"""Whether the intervals of report.json hold the truth: of every measure, over the whole grid and by what is special about a recording."""
import math

from cases import GRID
from runs import PASSES
from truth import SIDES, found_metric, true_median

WANTED = (0.90, 0.98)
TOLERANCE = 0.02   # nearly two standard errors of a coverage of 95 % over some 360 different people of a gait
FIRST_COLUMN = "holds the truth"
LEAST = 20         # intervals; below that a share of them is not marked
GAITS = ("walking", "running")
WORDS = {
    "cpd_peak_deg": "pelvic drop, peak", "cpd_at_contact_deg": "drop at contact", "cpd_midstance_deg": "drop in mid-stance",
    "cpd_excursion_deg": "drop excursion", "cpd_late_rise_deg": "late rise", "cpd_time_to_peak_ms": "time to peak",
    "obliquity_rom_deg": "obliquity range", "tilt_rom_deg": "tilt range", "rotation_rom_deg": "rotation range",
    "sway_ml_mm": "lateral sway, sensor", "sway_ml_centre_mm": "lateral sway, pelvis centre", "vertical_osc_mm": "vertical oscillation",
    "contact_time_s": "contact time", "flight_time_s": "flight time", "duty_factor": "duty factor", "stride_time_s": "stride time",
    "step_time_s": "step time", "cadence_per_min": "step rate",
}


def options(cell):
    """{option of sacrum simulate: its value}."""
    found, waiting = {}, None
    for word in cell.simulate:
        if word.startswith("--"):
            name, _, value = word.partition("=")
            found[name], waiting = value, name
        else:
            found[waiting] = word
    return found


def specialities(group, cell):
    """What is special about a recording, in words; each is a line of the table."""
    told = options(cell)
    grade = told.get("--grade", "worn")
    skin = told.get("--soft-tissue", "mild" if grade == "phone" else "off")
    tilt = [abs(float(angle)) for angle in told.get("--tilt", "0,0,0").split(",")]
    speed = float(told.get("--speed", 0))
    fast, slow = (4.5, 2.8) if cell.gait == "running" else (1.6, 1.1)
    words = [f"sensor: {grade}", f"skin moves: {skin}",
             "mounting: found from the gait" if group.analyze else "mounting: declared, turned by 10 to 30°" if max(tilt) >= 10 else "mounting: declared",
             "speed: fast" if speed >= fast else "speed: slow" if speed <= slow else "speed: usual"]
    for option, what in (("--limp", "limps"), ("--loss", "samples lost"), ("--range", "low range of the accelerometer"), ("--slip-at", "the sensor slips")):
        if told.get(option) not in (None, "0"):
            words.append(what)
    if told.get("--standing") == "0":
        words.append("nobody stood")
    if float(told.get("--rate", 200)) <= 60:
        words.append("50 or 60 samples per second")
    return words


class Tally:
    """Intervals that hold the truth, those tried, and sides whose report has none."""

    def __init__(self):
        self.held = self.tried = self.absent = 0

    def add(self, metric, true):
        if not metric or not metric.get("ci95"):
            self.absent += 1
            return
        self.tried += 1
        self.held += metric["ci95"]["low"] <= true <= metric["ci95"]["high"]

    def share(self):
        return self.held / self.tried if self.tried else math.nan

    def text(self):
        """'95 %'; with a mark where it is outside what is wanted."""
        if not self.tried:
            return "-"
        mark = "" if self.tried < LEAST or WANTED[0] <= self.share() <= WANTED[1] else " low" if self.share() < WANTED[0] else " high"
        return f"**{100 * self.share():.1f} %{mark}**" if mark else f"{100 * self.share():.1f} %"


def tallies(grid, groups):
    """-> ({(gait, pass, measure): Tally}, {(speciality, gait, pass, measure): Tally}, {gait: number of people})."""
    pooled, special, people = {}, {}, {gait: set() for gait in GAITS}
    for group in groups:
        for cell in group.cells:
            words = specialities(group, cell)
            for seed in cell.seeds:
                people[cell.gait].add(seed)
                for way in PASSES:
                    name, result = f"{cell.name}_s{seed}", grid[group.name][way]
                    for key in WORDS:
                        for side in SIDES:
                            true = true_median(result["pairs"][name], side, key)
                            if true is None:
                                continue
                            metric = found_metric(result["reports"].get(name, {}), side, key)
                            pooled.setdefault((cell.gait, way, key), Tally()).add(metric, true)
                            for word in words:
                                special.setdefault((word, cell.gait, way, key), Tally()).add(metric, true)
    return pooled, special, {gait: len(seeds) for gait, seeds in people.items()}


def table(pooled, people):
    columns = [(gait, way) for gait in GAITS for way in PASSES]
    lines = [f"| {FIRST_COLUMN} | " + " | ".join(f"{gait}, {way}" for gait, way in columns) + " |", "|" + "---|" * (1 + len(columns))]
    lines.append("| *wanted* |" + " 90 to 98 % |" * len(columns))
    for key, words in WORDS.items():
        lines.append(f"| {words} | " + " | ".join(pooled.get((*column, key), Tally()).text() for column in columns) + " |")
    of = lambda column, what: sum(getattr(tally, what) for (gait, way, _), tally in pooled.items() if (gait, way) == column)
    lines.append("| intervals tried; sides without one | " + " | ".join(f"{of(column, 'tried')}; {of(column, 'absent')}" for column in columns) + " |")
    lines.append("| different people | " + " | ".join(str(people[gait]) for gait, _ in columns) + " |")
    return lines


def special_table(special):
    """Of each speciality: all measures together, and the measure that is covered least."""
    columns = [(gait, way) for gait in GAITS for way in PASSES]
    lines = ["| what is special | " + " | ".join(f"{gait}, {way}" for gait, way in columns) + " |", "|" + "---|" * (1 + len(columns))]
    for word in sorted({word for word, *_ in special}):
        cells = []
        for gait, way in columns:
            of = {key: tally for (w, g, p, key), tally in special.items() if (w, g, p) == (word, gait, way) and tally.tried}
            both = Tally()
            both.held, both.tried = sum(t.held for t in of.values()), sum(t.tried for t in of.values())
            least = min(of, key=lambda key: of[key].share(), default=None)
            cells.append(f"{both.text()}; least {WORDS[least]} {100 * of[least].share():.0f} % of {of[least].tried}" if least else "-")
        lines.append(f"| {word} | " + " | ".join(cells) + " |")
    return lines


def together(pooled):
    """{(gait, pass): Tally} of all measures."""
    whole = {}
    for (gait, way, _), tally in pooled.items():
        sum_of = whole.setdefault((gait, way), Tally())
        sum_of.held, sum_of.tried, sum_of.absent = sum_of.held + tally.held, sum_of.tried + tally.tried, sum_of.absent + tally.absent
    return whole


def outside_in_document(document):
    """A sentence for each share in the pooled table of the document that is out of the wanted band by more than the tolerance."""
    found, columns, seen = [], [], 0
    for line in document.splitlines():
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]
        if cells[0] == FIRST_COLUMN:
            columns = cells[1:]
        elif not line:
            columns = []
        elif columns and cells[0] in WORDS.values():
            for column, cell in zip(columns, cells[1:]):
                if cell == "-":
                    continue
                seen += 1
                share = float(cell.split(" %")[0]) / 100
                if not WANTED[0] - TOLERANCE <= share <= WANTED[1] + TOLERANCE:
                    found.append(f"{cells[0]}, {column}: {cell.split(' %')[0]} % of the intervals hold the truth, wanted 90 to 98 %")
    return found if seen else ["no table says how often the intervals hold the truth"]
