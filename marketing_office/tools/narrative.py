"""What an analyst writes about figures: tags in the text, and sentences that have aged.

A tag is [[name of the figure]] or [[name of the figure|aspect]].
"""

import re

from markupsafe import Markup, escape

TAG = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]|\n]+))?\]\]")
# a full stop ends a sentence before a blank, so that numbers stay whole
END = re.compile(r"(?<=[。！？；!?])|(?<=\.)(?=\s)")
ASPECTS = {
    "value": ("value", "实际值", "实际"),
    "target": ("target", "目标", "目标值"),
    "achieved": ("achieved", "达成率", "achievement"),
    "previous": ("vs previous", "previous", "环比"),
    "last_year": ("vs last year", "last year", "同比"),
}
ASPECT_OF = {word: aspect for aspect, words in ASPECTS.items() for word in words}


def sentences(text):
    """Paragraphs of the text, each a list of its sentences."""
    return [
        [part for part in END.split(paragraph) if part.strip()]
        for paragraph in (text or "").splitlines()
        if paragraph.strip()
    ]


def tags(sentence):
    """(name, aspect) of the figures that the sentence cites; an unknown aspect is None."""
    return [tag_of(match) for match in TAG.finditer(sentence)]


def tag_of(match):
    name, aspect = match.groups()
    return _plain(name), ASPECT_OF.get(_plain(aspect)) if aspect else "value"


def cited(text, figures, known):
    """{sentence: [numbers cited]} as they are now; a sentence that is in `known` keeps its own.

    `figures` are {(name, aspect): (number, words)}.
    """
    return {
        sentence.strip(): known.get(sentence.strip())
        or [figures.get(tag, (None, None))[0] for tag in tags(sentence)]
        for paragraph in sentences(text)
        for sentence in paragraph
        if TAG.search(sentence)
    }


def moved(text, figures, written):
    """The sentences whose figures are no longer those with which they were written."""
    now = cited(text, figures, {})
    return [
        sentence
        for sentence, numbers in now.items()
        if written.get(sentence) != numbers
    ]


def unknown(text, figures):
    """The tags that name no figure, as they are written."""
    return [
        match.group()
        for match in TAG.finditer(text or "")
        if tag_of(match) not in figures
    ]


def rendered(text, figures, aged=(), hint=""):
    """The text with its figures, safe to show; sentences that have aged are marked."""
    paragraphs = []
    for paragraph in sentences(text):
        parts = []
        for sentence in paragraph:
            words = _with_figures(sentence, figures)
            if sentence.strip() in aged:
                words = Markup('<mark title="%s">%s</mark>') % (hint, words)
            parts.append(words)
        paragraphs.append(Markup("<p>%s</p>") % Markup("").join(parts))
    return Markup("").join(paragraphs)


def plain(text, figures):
    """The text with its figures as plain words."""
    return "\n".join(
        "".join(
            TAG.sub(lambda m: _words(m, figures), sentence) for sentence in paragraph
        )
        for paragraph in sentences(text)
    )


def _with_figures(sentence, figures):
    parts, done = [], 0
    for match in TAG.finditer(sentence):
        parts.append(escape(sentence[done : match.start()]))
        if tag_of(match) in figures:
            parts.append(Markup("<b>%s</b>") % _words(match, figures))
        else:
            parts.append(Markup('<span class="text-danger">%s</span>') % match.group())
        done = match.end()
    return Markup("").join([*parts, escape(sentence[done:])])


def _words(match, figures):
    return figures.get(tag_of(match), (None, match.group()))[1]


def _plain(word):
    return word.strip().casefold()
