"""Small pictures as SVG text: a Bland-Altman plot and bars of bias with spread."""
import html

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 30, 46
INK, FAINT = "#333", "#ccc"
COLOURS = ("#1f6f8b", "#c0571f", "#5b7f2b", "#7a4b94")


def ticks(low, high):
    """Round numbers between low and high, about six of them."""
    step = 10.0 ** -6
    while (high - low) / step > 7:
        for factor in (2, 2.5, 2):
            step *= factor
            if (high - low) / step <= 7:
                break
    first = int(low // step) + (low % step > 1e-9)
    return [k * step for k in range(first, int(high / step + 1e-9) + 1 if high >= 0 else int(high // step) + 1)]


class Picture:
    """Axes with marks on them; text() is the whole file."""

    def __init__(self, title, x_label, y_label, x_range, y_range, x_words=None):
        self.x_range, self.y_range, self.parts = x_range, y_range, []
        self.word(WIDTH / 2, 18, title, "middle", 14)
        self.word((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_label, "middle")
        self.parts.append(f'<text transform="translate(14 {(TOP + HEIGHT - BOTTOM) / 2:g}) rotate(-90)" '
                          f'text-anchor="middle">{html.escape(y_label)}</text>')
        for y in ticks(*y_range):
            self.line(x_range[0], y, x_range[1], y, FAINT if abs(y) > 1e-9 else INK, 1)
            self.word(LEFT - 6, self.y(y) + 4, f"{round(y, 6):g}", "end")
        for x, label in x_words or [(x, f"{round(x, 6):g}") for x in ticks(*x_range)]:
            self.word(self.x(x), HEIGHT - BOTTOM + 16, label, "middle")

    def x(self, value):
        return LEFT + (value - self.x_range[0]) / (self.x_range[1] - self.x_range[0]) * (WIDTH - LEFT - RIGHT)

    def y(self, value):
        value = min(max(value, self.y_range[0]), self.y_range[1])
        return HEIGHT - BOTTOM - (value - self.y_range[0]) / (self.y_range[1] - self.y_range[0]) * (HEIGHT - TOP - BOTTOM)

    def word(self, x, y, text, anchor="start", size=11, colour=INK):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">'
                          f'{html.escape(text)}</text>')

    def line(self, x1, y1, x2, y2, colour=INK, width=1.5, dash=""):
        self.parts.append(f'<line x1="{self.x(x1):.1f}" y1="{self.y(y1):.1f}" x2="{self.x(x2):.1f}" y2="{self.y(y2):.1f}" '
                          f'stroke="{colour}" stroke-width="{width:g}"{f" stroke-dasharray={chr(34)}{dash}{chr(34)}" if dash else ""}/>')

    def dots(self, points, colour, radius=1.6):
        circles = "".join(f'<circle cx="{self.x(x):.1f}" cy="{self.y(y):.1f}" r="{radius}"/>' for x, y in points)
        self.parts.append(f'<g fill="{colour}" fill-opacity="0.5">{circles}</g>')

    def text(self):
        body = "\n".join(self.parts)
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
                f'font-size="11">\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n')


def round_up(value):
    return next(m * 10.0 ** e for e in range(-3, 6) for m in (1, 1.5, 2, 3, 4, 5, 7.5) if m * 10.0 ** e >= value)


def bland_altman(title, unit, groups, limits):
    """groups: [(word, errors, means)]; limits: (bias, SD, low, high) of all of them. At most 300 dots a group."""
    bias, sd, low, high = limits
    reach = round_up(max(abs(bias) + 3 * sd, 1e-3))
    across = [float(x) for _, _, means in groups for x in means]
    picture = Picture(title, f"mean of program and truth ({unit})", f"program less truth ({unit})",
                      (min(across), max(across)), (-reach, reach))
    for k, (word, errors, means) in enumerate(groups):
        stride = max(1, -(-len(errors) // 300))
        picture.dots(list(zip(means[::stride], errors[::stride])), COLOURS[k])
        picture.word(LEFT + 8 + 90 * k, TOP + 12, word, colour=COLOURS[k])
    for value, dash in ((bias, ""), (low, "5 4"), (high, "5 4")):
        picture.line(picture.x_range[0], value, picture.x_range[1], value, INK, 1.2, dash)
        picture.word(WIDTH - RIGHT - 3, picture.y(value) - 4, f"{value:+.2f}", "end")
    return picture.text()


def spreads(title, x_label, y_label, columns, series):
    """Bias with ± SD per column: series: [(word, [(bias, SD) or None, one per column])]."""
    reach = round_up(max(abs(b) + s for _, values in series for b, s in filter(None, values)) or 1.0)
    picture = Picture(title, x_label, y_label, (-0.5, len(columns) - 0.5), (-reach, reach), list(enumerate(columns)))
    for k, (word, values) in enumerate(series):
        colour, shift = COLOURS[k], (k - (len(series) - 1) / 2) * 0.18
        for column, value in enumerate(values):
            if value:
                bias, sd = value
                picture.line(column + shift, bias - sd, column + shift, bias + sd, colour, 2)
                picture.dots([(column + shift, bias)], colour, 4)
        picture.word(LEFT + 8 + 130 * k, TOP + 12, word, colour=colour)
    return picture.text()
