"""Charts as inline SVG, the same on the screen and in the PDF: no script, no style sheet."""

from math import ceil

from markupsafe import Markup, escape

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 8, 8, 22, 40
# colours that print apart from each other in grey as well
BLUE, ORANGE, GREY, INK = "#3b6ea5", "#d98032", "#c9ccd1", "#444444"
# wkhtmltopdf shows Chinese in SVG where the text itself names the font
FONT = "'Noto Sans CJK SC','WenQuanYi Zen Hei','Microsoft YaHei',sans-serif"


def bars(points, targets=(), label="{:,.0f}".format):
    """A bar for each (name, number); `targets` are as many numbers, shown as marks.

    None is a gap: there is no data, which is not zero.
    """
    numbers = [number for _name, number in points]
    scale = _Scale([*numbers, *targets], len(points))
    marks = []
    for place, (name, number) in enumerate(points):
        if number is not None:
            marks.append(scale.bar(place, 0, number, BLUE))
            marks.append(scale.text(place, number, label(number)))
        if place < len(targets) and targets[place] is not None:
            marks.append(scale.mark(place, targets[place]))
        marks.append(scale.name(place, name))
    return _svg([scale.axis(), *marks])


def line(points, targets=(), label="{:,.0f}".format):
    """The course of (name, number); as many names and numbers as there is room for."""
    numbers = [number for _name, number in points]
    scale = _Scale([*numbers, *targets], len(points))
    marks = [
        scale.axis(),
        *scale.path(targets, GREY, "4 3"),
        *scale.path(numbers, BLUE),
    ]
    widest = max((_width(name) for name, _number in points), default=0)
    every = max(1, ceil(widest / scale.step))
    for place, (name, number) in enumerate(points):
        # counted from the end: the last is what is read
        is_written = (len(points) - 1 - place) % every == 0
        if number is not None:
            marks.append(scale.dot(place, number))
            if is_written:
                marks.append(scale.text(place, number, label(number)))
        if is_written:
            marks.append(scale.line_name(place, name))
    return _svg(marks)


def waterfall(first, steps, last, label="{:,.0f}".format):
    """From the first (name, number) by steps to the last."""
    level, levels = first[1], [first[1]]
    for _name, change in steps:
        level += change
        levels.append(level)
    points = [first, *steps, last]
    scale = _Scale([*levels, last[1]], len(points))
    marks = [scale.axis(), scale.bar(0, 0, first[1], GREY)]
    marks.append(scale.text(0, first[1], label(first[1])))
    for place, (_name, change) in enumerate(steps, 1):
        colour = BLUE if change >= 0 else ORANGE
        marks.append(scale.bar(place, levels[place - 1], levels[place], colour))
        sign = "+" if change > 0 else ""
        top = max(levels[place - 1], levels[place])
        marks.append(scale.text(place, top, sign + label(change)))
    marks.append(scale.bar(len(points) - 1, 0, last[1], GREY))
    marks.append(scale.text(len(points) - 1, last[1], label(last[1])))
    marks += [scale.name(place, name) for place, (name, _n) in enumerate(points)]
    return _svg(marks)


def sparkline(numbers, width=90, height=22):
    """The course of a figure within a line of text; None is a gap."""
    known = [number for number in numbers if number is not None]
    if len(known) < 2:
        return Markup("")
    low, high = min(known), max(known)
    span = (high - low) or 1
    step = (width - 6) / (len(numbers) - 1)
    places = [
        (3 + step * place, 3 + (height - 6) * (high - number) / span)
        for place, number in enumerate(numbers)
        if number is not None
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    return _svg(
        [
            Markup('<polyline points="%s" fill="none" stroke="%s" stroke-width="1.5"/>')
            % (path, BLUE),
            Markup('<circle cx="%.1f" cy="%.1f" r="2.2" fill="%s"/>') % (x, y, ORANGE),
        ],
        width,
        height,
    )


class _Scale:
    """Where numbers and places stand on the sheet."""

    def __init__(self, numbers, count):
        known = [number for number in numbers if number is not None] or [0]
        self.low, self.high = min(0, *known), max(0, *known)
        if self.low == self.high:
            self.high = 1
        self.step = (WIDTH - LEFT - RIGHT) / max(count, 1)

    def x(self, place):
        return LEFT + self.step * (place + 0.5)

    def y(self, number):
        room = HEIGHT - TOP - BOTTOM
        return TOP + room * (self.high - number) / (self.high - self.low)

    def bar(self, place, start, end, colour):
        top, bottom = sorted((self.y(start), self.y(end)))
        width = min(self.step * 0.6, 60)
        return Markup(
            '<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>'
        ) % (self.x(place) - width / 2, top, width, max(bottom - top, 1), colour)

    def mark(self, place, target):
        half = min(self.step * 0.4, 40)
        x, y = self.x(place), self.y(target)
        return Markup(
            '<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-width="2.5"/>'
        ) % (x - half, y, x + half, y, ORANGE)

    def dot(self, place, number):
        return Markup('<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>') % (
            self.x(place),
            self.y(number),
            BLUE,
        )

    def path(self, numbers, colour, dashes="none"):
        """Polylines over the numbers, broken where there is none."""
        run, runs = [], []
        for place, number in enumerate(numbers):
            if number is None:
                runs.append(run)
                run = []
            else:
                run.append(f"{self.x(place):.1f},{self.y(number):.1f}")
        return [
            Markup(
                '<polyline points="%s" fill="none" stroke="%s" stroke-width="2"'
                ' stroke-dasharray="%s"/>'
            )
            % (" ".join(points), colour, dashes)
            for points in [*runs, run]
            if len(points) > 1
        ]

    def axis(self):
        y = self.y(0)
        return Markup('<line x1="%s" y1="%.1f" x2="%s" y2="%.1f" stroke="%s"/>') % (
            LEFT,
            y,
            WIDTH - RIGHT,
            y,
            GREY,
        )

    def text(self, place, number, words):
        return _text(self.x(place), self.y(max(number, 0)) - 5, words)

    def line_name(self, place, words):
        return _text(self.x(place), HEIGHT - BOTTOM + 16, words)

    def name(self, place, words):
        """The name below the axis, in two lines where it is long."""
        words = str(words)
        lines = [words]
        if _width(words) > self.step:
            fits = max(int(len(words) * self.step / _width(words)), 2)
            cut = words.rfind(" ", 0, fits + 1)
            cut = cut if cut > 0 else fits
            lines = [words[:cut], words[cut:].strip()]
        return Markup("").join(
            _text(self.x(place), HEIGHT - BOTTOM + 16 + 13 * number, part, INK)
            for number, part in enumerate(lines)
        )


def _width(words):
    """About how wide the words are: what is Chinese is twice as wide."""
    return sum(12 if ord(letter) >= 0x2E80 else 6.5 for letter in str(words)) + 4


def _text(x, y, words, colour=INK):
    return Markup(
        '<text x="%.1f" y="%.1f" text-anchor="middle" font-size="11" font-family="%s"'
        ' fill="%s">%s</text>'
    ) % (x, y, FONT, colour, escape(words))


def _svg(marks, width=WIDTH, height=HEIGHT):
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s"'
        ' height="%s" style="max-width:100%%">%s</svg>'
    ) % (width, height, width, height, Markup("").join(marks))
