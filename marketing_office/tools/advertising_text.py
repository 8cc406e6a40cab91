"""The words of promotional materials: which are forbidden, where figures stand."""

import re
import unicodedata
from html import unescape

from .text import BLANK

# blanks inside a Chinese text hide a word from those who look for it, not from readers
GAP = re.compile(
    rf"(?<=[^\x00-\x7f])(?:{BLANK.pattern[:-1]}+)|(?:{BLANK.pattern[:-1]}+)(?=[^\x00-\x7f])"
)
HAN = r"[\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# marks inside a Chinese word hide it as well; at a pause, one word ends and another begins
MARKS = re.compile(
    rf"(?<={HAN})(?:(?![,、。!?;:])[\W_{BLANK.pattern[1:-2]}])+(?={HAN})"
)
TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
SENTENCE_END = re.compile(r"[。！？!?；;\n]|(?<=[^0-9])\.(?=\s|$)")
# a number, or a share, a multiple or a rank in words
FIGURE = re.compile(
    r"\d|百分之|分之|[一二两三四五六七八九十百千万半数几][成倍]|翻番|第一|一半|过半|半数"
)
BETWEEN_WORDS = re.compile(r"[、，,；;]")
# a pause after a single character hides a word (国、家级); whole words stand beside each
# other (全国、第一批) unless they end there (独一、无二), and another one may begin with the
# last character (国家、级别)
PAUSE = r"[、,。!?;:]"
PAUSE_WITHIN = re.compile(r"[^。!?;:]*")
GOES_ON = re.compile(rf"(?![的地之]){HAN}")
# what is masked matches no word
MASK = "\0"


def normalised(text):
    """The text as a reader takes it: one width, one case, no gaps within Chinese."""
    text = GAP.sub("", unicodedata.normalize("NFKC", text).casefold())
    return MARKS.sub("", text)


def as_read(text):
    """The normalised text, as it is written and as a page shows it."""
    shown = unescape(TAG.sub("", text))
    return "\n".join(map(normalised, dict.fromkeys((text, shown))))


def word_list(text):
    """The words that a text names one after the other."""
    return [word for word in map(normalised, BETWEEN_WORDS.split(text)) if word.strip()]


def contains(text, word, allowed=()):
    """Whether a normalised text says the word, other than within the words allowed."""
    for other in allowed:
        text = text.replace(other, MASK * len(other))
    word = normalised(word).strip()
    if not word:
        return False
    # a word in Latin letters is no part of a longer one
    if word.isascii():
        pattern = rf"(?<![0-9a-z]){re.escape(word)}(?![0-9a-z])"
        return re.search(pattern, text) is not None
    pattern = f"{PAUSE}*".join(map(re.escape, word))
    return any(_is_one_word(found) for found in re.finditer(pattern, text))


def _is_one_word(found):
    *begun, last = filter(None, re.split(PAUSE, found[0]))
    if not begun or any(len(part) == 1 for part in begun):
        return True
    may_be_one = len(last) == 1 or PAUSE_WITHIN.fullmatch(found[0])
    return may_be_one and not GOES_ON.match(found.string, found.end())


def sentences_with_figures(text):
    """The sentences of the text that name a figure, each once, in their order."""
    sentences = (sentence.strip() for sentence in SENTENCE_END.split(text))
    return list(dict.fromkeys(filter(_has_figure, sentences)))


def _has_figure(sentence):
    # Roman and other numerals, of which one width for all makes letters
    numerals = any(unicodedata.category(c) in ("Nl", "No") for c in sentence)
    return numerals or FIGURE.search(as_read(sentence)) is not None
