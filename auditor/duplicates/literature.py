"""What research reports about repeated text and models that reproduce it: classes by count, each claim with its source.

The classes are ours, one per power of ten; the sentences say what was measured on which models, and nothing is a
probability for another model.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Study:
    """A study, when it was read, and what its figures hold for."""

    id: str
    title: str
    published: str
    url: str
    read: str
    found: str
    holds_for: str


@dataclass(frozen=True, slots=True)
class RiskClass:
    """A range of counts and what was reported for it."""

    id: str
    least: int
    most: int | None
    reported: str
    studies: tuple[str, ...]

    @property
    def range(self) -> str:
        """The counts of the class, for people."""
        if self.most is None:
            return f"{self.least}+"
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


STUDIES = (
    Study(
        "secret-sharer",
        "Carlini, Liu, Erlingsson, Kos, Song: The Secret Sharer (USENIX Security 2019)",
        "2018-02-22, revised 2019-07-16",
        "https://arxiv.org/abs/1802.08232",
        "2026-11-24, cited from knowledge",
        "Random secrets planted in training text get easier to extract with each repetition; a few can do.",
        "small recurrent and early neural language models, trained from scratch",
    ),
    Study(
        "lee-2021",
        "Lee, Ippolito, Nystrom, Zhang, Eck, Callison-Burch, Carlini: Deduplicating Training Data Makes Language "
        "Models Better (ACL 2022)",
        "2021-07-14",
        "https://arxiv.org/abs/2107.06499",
        "2026-11-24, abstract",
        "Models trained on data without exact repeated passages and near copies gave out memorised text about ten "
        "times less often.",
        "decoder models of about 1.5 billion parameters trained from scratch on C4",
    ),
    Study(
        "carlini-2022",
        "Carlini, Ippolito, Jagielski, Lee, Tramer, Zhang: Quantifying Memorization Across Neural Language Models "
        "(ICLR 2023)",
        "2022-02-15, revised 2023-03-06",
        "https://arxiv.org/abs/2202.07646",
        "2026-11-24, abstract and introduction",
        "What can be extracted grows log-linearly with the number of copies, with the size of the model and with the "
        "length of the prompt; GPT-J reproduced at least 1 % of its training data.",
        "GPT-Neo and GPT-J (125 million to 6 billion parameters) on the Pile; less regular for T5 and OPT",
    ),
    Study(
        "kandpal-2022",
        "Kandpal, Wallace, Raffel: Deduplicating Training Data Mitigates Privacy Risks in Language Models (ICML 2022)",
        "2022-02-14",
        "https://arxiv.org/abs/2202.06539",
        "2026-11-24, abstract",
        "The rate at which a sequence is generated grows faster than its count: present 10 times, about 1,000 times "
        "as often as present once. Attacks that tell memorised sequences did little better than chance on sequences "
        "present once.",
        "models trained from scratch on OpenWebText and C4; sampling without a prompt that is known to match",
    ),
    Study(
        "shilov-2024",
        "Shilov, Meeus, de Montjoye: The Mosaic Memory of Large Language Models",
        "2024-05-24, read in version 2",
        "https://arxiv.org/abs/2405.15523",
        "2026-11-24, abstract",
        "Near copies add to memorisation too, up to 0.8 of an exact copy; removing exact copies alone leaves them.",
        "the models of that study, trained further on planted sequences",
    ),
)

CLASSES = (
    RiskClass(
        "once",
        1,
        1,
        "Least often reproduced, not never: large models and long prompts bring back single texts as well.",
        ("kandpal-2022", "carlini-2022"),
    ),
    RiskClass(
        "few",
        2,
        9,
        "Above once: what can be extracted grows with each repetition.",
        ("carlini-2022", "secret-sharer"),
    ),
    RiskClass(
        "tens",
        10,
        99,
        "At 10 copies about 1,000 times the generation rate of a single text was measured.",
        ("kandpal-2022", "carlini-2022"),
    ),
    RiskClass(
        "hundreds",
        100,
        999,
        "Well above tens: the log-linear growth with the number of copies was measured into this range.",
        ("carlini-2022", "kandpal-2022"),
    ),
    RiskClass(
        "thousands",
        1000,
        None,
        "The most exposed. Public web corpora hold such texts: one sentence stood over 60,000 times in C4.",
        ("carlini-2022", "lee-2021"),
    ),
)

#: What no count says.
LIMITS = (
    "Counts are of this dataset: what a base model saw before, and how often training repeats the data, adds to them.",
    "The classes order texts by what studies report; they are no probability for your model, your size or fine-tuning.",
    "Removing copies lowers the rate of reproduction; it removes no person, and a text that stands once can be "
    "reproduced.",
    "Copies inside one record, and passages shared by records that differ otherwise, are not counted.",
)


def class_of(count: int) -> RiskClass:
    """The class of a count of 1 or more."""
    return next(row for row in reversed(CLASSES) if count >= row.least)
