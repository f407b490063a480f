"""Made-up people of any kind, drawn one by one: nobody chose what they do or wear, and no two are the same person."""
import random

from cells import SHORT, Cell


def drawn(seed, gait):
    """Arguments of sacrum simulate for the person of this seed; what is rare in use is drawn rarely."""
    draw = random.Random(seed)
    runs = gait == "running"
    words = ["--speed", f"{draw.uniform(2.2, 6.0) if runs else draw.uniform(0.9, 1.8):.2f}"]
    if draw.random() < 0.35:
        low, high = (0.5, 4.5) if runs else (2.0, 7.5)
        words += ["--drop-left", f"{draw.uniform(low, high):.1f}", "--drop-right", f"{draw.uniform(low, high):.1f}"]
    words += ["--grade", draw.choices(["worn", "lab", "ideal", "phone"], [0.55, 0.2, 0.1, 0.15])[0]]
    if draw.random() < 0.25:
        words += ["--soft-tissue", draw.choice(["off", "mild", "strong"])]
    if draw.random() < 0.3:
        words += ["--rate", draw.choice(["50", "60", "100", "128", "200", "400"])]
    if draw.random() < 0.15:
        words += [f"--limp={draw.choice([-15, -8, 8, 15])}"]
    if draw.random() < 0.12:
        words += [f"--cadence={draw.choice([-10, 10])}"]
    if runs and draw.random() < 0.12:
        words += ["--strike", "forefoot"]
    if draw.random() < 0.08:
        words += ["--standing", "0"]
    if draw.random() < 0.1:
        words += ["--loss", draw.choice(["2", "5", "10"]), "--burst", draw.choice(["1", "2", "10"])]
    if runs and draw.random() < 0.06:
        words += ["--range", draw.choice(["8", "4", "2.5"])]
    if draw.random() < 0.08:
        words += ["--slip-at", "30", "--slip", draw.choice(["8", "12", "20"]), "--slip-towards", draw.choice(["back", "side"])]
    if draw.random() < 0.12:
        axis, angle = draw.randrange(3), draw.choice([-30, -20, -15, -10, 10, 15, 20, 30])
        words += ["--tilt=" + ",".join(str(angle if k == axis else 0) for k in range(3))]
    return words


def anyone(seeds):
    """A cell each; every other one walks."""
    return [Cell(f"{SHORT[gait]}-anyone", f"{gait}, anyone", gait, drawn(seed, gait), range(seed, seed + 1))
            for seed in seeds for gait in ["running" if seed % 2 else "walking"]]
