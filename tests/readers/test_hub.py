"""Hugging Face datasets in a folder: layouts, splits, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.readers.discover import Discovery, discover
from auditor.readers.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

CARD = "---\nlicense: cc-by-4.0\nlanguage:\n- de\n- en\ntags: [x]\npretty_name: &n Jane\n---\n# Card\n"


def found(root: Path, **files: str) -> Discovery:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return discover([root], show=lambda path: path)


def hints(discovery: Discovery) -> dict[str, dict[str, str]]:
    return {file.path: dict(file.hints) for file in discovery.files}


def test_hub_layout_with_card(tmp_path: Path) -> None:
    discovery = found(
        tmp_path,
        **{
            "README.md": CARD,
            "data/train-00000-of-00002.jsonl": "{}",
            "data/train-00001-of-00002.jsonl": "{}",
            "data/validation-00000-of-00001.jsonl": "{}",
            "extra/notes.csv": "a\n",
            "code.py": "x",
        },
    )
    (dataset,) = discovery.datasets
    assert (dataset.folder, dataset.layout) == ("", "hub")
    assert dataset.splits == (
        ("other", ("extra/notes.csv",)),
        ("train", ("data/train-00000-of-00002.jsonl", "data/train-00001-of-00002.jsonl")),
        ("validation", ("data/validation-00000-of-00001.jsonl",)),
    )
    assert dataset.card is not None
    assert (dataset.card.licences, dataset.card.languages) == (("cc-by-4.0",), ("de", "en"))
    assert hints(discovery)["code.py"] == {}


def test_save_to_disk_layout(tmp_path: Path) -> None:
    discovery = found(
        tmp_path,
        **{
            "set/dataset_dict.json": '{"splits": ["train", "test"]}',
            "set/train/state.json": "{}",
            "set/train/dataset_info.json": "{}",
            "set/train/data-00000-of-00001.arrow": "x",
            "set/test/state.json": "{}",
            "set/test/dataset_info.json": "{}",
            "set/test/data-00000-of-00001.arrow": "x",
            "other.txt": "x",
        },
    )
    (dataset,) = discovery.datasets
    assert (dataset.folder, dataset.layout) == ("set", "save_to_disk")
    assert [split for split, _ in dataset.splits] == ["test", "train"]
    assert hints(discovery)["set/train/state.json"] == {"metadata": "huggingface"}
    assert hints(discovery)["other.txt"] == {}


def test_splits_of_plain_names_come_with_a_card_only(tmp_path: Path) -> None:
    files = {"train.jsonl": "{}", "dev.csv": "a", "my_test_set.tsv": "a", "full.json": "{}"}
    assert not found(tmp_path, **files).datasets
    found_hints = hints(found(tmp_path, **{"README.md": CARD}))
    assert {name: hint.get("split") for name, hint in found_hints.items()} == {
        "README.md": None, "train.jsonl": "train", "dev.csv": "validation", "my_test_set.tsv": "test", "full.json": "other",
    }  # fmt: skip


def test_shards_know_their_split(tmp_path: Path) -> None:
    discovery = found(tmp_path, **{"README.md": CARD, "train.jsonl": '{"a":"x"}\n'})
    (shard,) = plan(discovery.files[1])
    assert dict(shard.hints)["split"] == "train"


@pytest.mark.parametrize(
    "text",
    [
        "# no front matter",
        "---\ntitle: a blog post\n---\n",
        "---\nlicense: [unclosed\n",
        "---\n- license\n---\n",
        "---\n---\n",
        "---\n? {license: x}\n: y\n---\n",
    ],
)
def test_other_readmes_are_no_cards(tmp_path: Path, text: str) -> None:
    assert not found(tmp_path, **{"README.md": text, "train.jsonl": "{}"}).datasets


def test_a_hostile_card_says_only_words_of_the_expected_form(tmp_path: Path) -> None:
    bomb = "\n".join(["a: &a [x, x]", *(f"b{n}: &b{n} [*a, *a]" for n in range(50))])
    text = f"---\nlicense: [Jane Doe <jane@firm.example>, mit]\nlanguage: {{de: [en]}}\n{bomb}\n---\n"
    (dataset,) = found(tmp_path, **{"README.md": text}).datasets
    assert dataset.card is not None
    assert dataset.card.licences == ("mit",)
