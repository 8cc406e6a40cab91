"""The words of promotional materials: which are forbidden, where figures stand."""

import re
import unicodedata

from .text import BLANK

# blanks inside a Chinese text hide a word from those who look for it, not from readers
GAP = re.compile(
    rf"(?<=[^\x00-\x7f])(?:{BLANK.pattern[:-1]}+)|(?:{BLANK.pattern[:-1]}+)(?=[^\x00-\x7f])"
)
SENTENCE_END = re.compile(r"[。！？!?；;\n]|(?<=[^0-9])\.(?=\s|$)")
# a number, or a share, a multiple or a rank in words
FIGURE = re.compile(
    r"\d|百分之|分之|[一二两三四五六七八九十百千万半数几][成倍]|翻番|第一"
)
BETWEEN_WORDS = re.compile(r"[、，,；;]")
# what is masked matches no word
MASK = "\0"


def normalised(text):
    """The text as a reader takes it: one width, one case, no blanks within Chinese."""
    return GAP.sub("", unicodedata.normalize("NFKC", text).casefold())


def word_list(text):
    """The words that a text names one after the other."""
    return [word for word in map(normalised, BETWEEN_WORDS.split(text)) if word.strip()]


def contains(text, word, allowed=()):
    """Whether a normalised text says the word, other than within the words allowed."""
    for other in allowed:
        text = text.replace(other, MASK * len(other))
    pattern = re.escape(normalised(word).strip())
    if not pattern:
        return False
    # a word in Latin letters is no part of a longer one
    if word.isascii():
        pattern = rf"(?<![0-9a-z]){pattern}(?![0-9a-z])"
    return re.search(pattern, text) is not None


def sentences_with_figures(text):
    """The sentences of the text that name a figure, each once, in their order."""
    sentences = (sentence.strip() for sentence in SENTENCE_END.split(text))
    found = (s for s in sentences if FIGURE.search(unicodedata.normalize("NFKC", s)))
    return list(dict.fromkeys(found))
