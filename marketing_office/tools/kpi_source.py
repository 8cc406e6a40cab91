"""Where the figures of an indicator come from: documents, their date, what is measured."""

from collections.abc import Callable
from dataclasses import dataclass, field

# functions whose figures of parts add up; the others need a query for each level
ADDITIVE = ("sum", "count", "avg", "share", "min", "max")


@dataclass(frozen=True)
class KpiSource:
    """Documents of a model, by the day in `date`, measured by a function.

    `date`, `user` and `team` are names of fields, or paths over one many2one. The
    documents are those of the domain; `measured` is the field for all functions but
    "count". "repeat" is the share of those in `measured` (customers) with at least
    two different documents in `document`. `company` is the field of their company;
    `also_of` the path to the company of what they count for, where that is another record.
    """

    model: str
    function: str
    date: str
    measured: str | None = None
    domain: list = field(default_factory=list)
    user: str | None = None
    team: str | None = None
    company: str | None = "company_id"
    also_of: str | None = None
    document: str = "id"
    context: dict = field(default_factory=dict)


@dataclass(frozen=True)
class KpiMeasure:
    """A built-in measure: what it says, where its figures come from, what stands behind one.

    `words` say it to the reader, and `source` are the documents that it measures. Where no
    documents tell it, `figures(company, calendar)` gives the figures (as `KpiFigures` has
    them) and `behind(value)` the model and the domain of what stands behind a value.
    """

    words: str
    source: KpiSource | None = None
    figures: Callable | None = None
    behind: Callable | None = None
