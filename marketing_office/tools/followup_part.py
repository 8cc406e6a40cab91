"""Records of one kind in the follow-up ledger: who owes what by when."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FollowupPart:
    """Records of a model; all names are those of its fields, stored or related.

    `owner` is who has it in hand, or `post` whose holder has where that is empty; `due`
    the day by which it is promised, `done` the day or time at which it was done, and
    `promised` that at which it was promised.
    """

    model: str
    owner: str
    due: str
    done: str
    name: str = "name"
    words: str = "%s"
    post: str | None = None
    promised: str = "create_date"
    company: str = "company_id"
    domain: list = field(default_factory=list)
