"""Records of one kind that the search over the office's knowledge finds."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class KnowledgePart:
    """Records of a model; names are those of its stored or related fields.

    `texts` are put together in the row's text, `told_on` is the day or time from which it
    is known.
    """

    model: str
    name: str
    texts: tuple
    told_on: str
    company: str = "company_id"
    domain: list = field(default_factory=list)
