"""Secrets of code hosts, package registries, build services and tools of developers."""

from __future__ import annotations

import zlib
from dataclasses import replace

from auditor.detectors.secrets_shape import (
    ALNUM,
    HEX,
    UUID,
    WORD,
    Row,
    mixed,
    mixed_hex,
    mixed_upper,
    mixed_uuid,
    provider,
    providers,
    with_context,
)

MEMBER = False

_LOWER = "[a-z0-9]"
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _crc62(body: str) -> str:
    number, tail = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        tail = _BASE62[digit] + tail
    return tail


def checksum_of(value: str) -> str:
    """Whether the last six characters of a token are the checksum of those between: a word for the finding."""
    body = value.rpartition("_")[2]
    return "checksum_right" if _crc62(body[:-6]) == body[-6:] else "checksum_wrong"


_GITHUB = provider(
    "github", "GITHUB_TOKEN", f"gh[pousr]_{ALNUM}{{36}}", f"ghp_{mixed(30)}{_crc62(mixed(30))}", "ghp_|gho_|ghu_|ghs_|ghr_"
)  # fmt: skip
_TOKENS: tuple[Row, ...] = (
    ("github_fine_grained", "GITHUB_TOKEN", f"github_pat_{ALNUM}{{22}}_{ALNUM}{{59}}", f"github_pat_{mixed(22)}_{mixed(59)}", "github_pat_"),
    ("gitlab", "GITLAB_TOKEN", rf"gl(?:pat|dt|rt|cbt|soat|ft|oas|imt)-{WORD}{{20,64}}(?:\.{ALNUM}{{2}}\.{ALNUM}{{9}})?", f"glpat-{mixed(20)}", "glpat-|gldt-|glrt-|glcbt-|glsoat-|glft-|gloas-|glimt-"),
    ("gitlab_trigger", "GITLAB_TOKEN", f"glptt-{HEX}{{40}}", f"glptt-{mixed_hex(40)}", "glptt-"),
    ("gitlab_agent", "GITLAB_TOKEN", f"glagent-{WORD}{{50,1024}}", f"glagent-{mixed(52)}", "glagent-"),
    ("gitlab_runner", "GITLAB_TOKEN", f"GR1348941{WORD}{{20}}", f"GR1348941{mixed(20)}", "gr1348941"),
    ("bitbucket", "BITBUCKET_TOKEN", f"ATBB{ALNUM}{{32}}", f"ATBB{mixed(32)}", "atbb"),
    ("atlassian", "ATLASSIAN_TOKEN", f"AT[AC]TT3{WORD}{{50,250}}(?:={ALNUM}{{8}})?", f"ATATT3{mixed(170)}", "atatt3|atctt3"),
    ("npm", "NPM_TOKEN", f"npm_{ALNUM}{{36}}", f"npm_{mixed(36)}", "npm_"),
    ("pypi", "PYPI_TOKEN", f"pypi-AgE[IN][cd][A-Za-z0-9+/]{{8,20}}{WORD}{{50,1000}}", f"pypi-AgEIcHlwaS5vcmc{mixed(80)}", "pypi-age"),
    ("rubygems", "RUBYGEMS_TOKEN", f"rubygems_{HEX}{{48}}", f"rubygems_{mixed_hex(48)}", "rubygems_"),
    ("crates", "CRATES_TOKEN", f"cio{ALNUM}{{32}}", f"cio{mixed(32)}", "cio"),
    ("nuget", "NUGET_KEY", f"oy2{_LOWER}{{43}}", f"oy2{mixed(43).lower()}", "oy2"),
    ("docker", "DOCKER_TOKEN", f"dckr_[op]at_{WORD}{{27,32}}", f"dckr_pat_{mixed(27)}", "dckr_"),
    ("clojars", "CLOJARS_TOKEN", f"CLOJARS_{_LOWER}{{60}}", f"CLOJARS_{mixed(60).lower()}", "clojars_"),
    ("jfrog", "JFROG_TOKEN", f"AKCp{ALNUM}{{69}}", f"AKCp{mixed(69)}", "akcp"),
    ("jfrog_reference", "JFROG_TOKEN", f"cmVmdGtu{ALNUM}{{56}}", f"cmVmdGtu{mixed(56)}", "cmvmdgtu"),
    ("circleci", "CIRCLECI_TOKEN", f"CCIP(?:AT|RJ)_{ALNUM}{{22}}_{HEX}{{40}}", f"CCIPAT_{mixed(22)}_{mixed_hex(40)}", "ccipat_|cciprj_"),
    ("buildkite", "BUILDKITE_TOKEN", f"bk(?:ua|ct|rt)_{_LOWER}{{40}}", f"bkua_{mixed(40).lower()}", "bkua_|bkct_|bkrt_"),
    ("sonar", "SONAR_TOKEN", f"sq[pau]_{HEX}{{40}}", f"sqp_{mixed_hex(40)}", "sqp_|sqa_|squ_"),
    ("sourcegraph", "SOURCEGRAPH_TOKEN", f"sgp_(?:{HEX}{{16}}_|local_)?{HEX}{{40}}", f"sgp_{mixed_hex(40)}", "sgp_"),
    ("harness", "HARNESS_TOKEN", rf"[ps]at\.{WORD}{{22}}\.{HEX}{{24}}\.{ALNUM}{{20}}", f"pat.{mixed(22)}.{mixed_hex(24)}.{mixed(20)}", "pat.|sat."),
    ("prefect", "PREFECT_KEY", f"pn[ub]_{ALNUM}{{36}}", f"pnu_{mixed(36)}", "pnu_|pnb_"),
    ("postman", "POSTMAN_KEY", f"PMAK-{HEX}{{24}}-{HEX}{{34}}", f"PMAK-{mixed_hex(24)}-{mixed_hex(34)}", "pmak-"),
    ("readme", "README_KEY", "rdme_[a-z0-9]{70}", f"rdme_{mixed(70).lower()}", "rdme_"),
    ("openvsx", "OPENVSX_TOKEN", f"ovsxat_{UUID}", f"ovsxat_{mixed_uuid()}", "ovsxat_"),
    ("wakatime", "WAKATIME_KEY", f"waka_(?:{UUID})", f"waka_{mixed_uuid()}", "waka_"),
    ("mergify", "MERGIFY_KEY", f"mka_{ALNUM}{{20,60}}", f"mka_{mixed(40)}", "mka_"),
    ("octopus", "OCTOPUS_KEY", "API-[A-Z0-9]{26}", f"API-{mixed_upper(26)}", "api-"),
    ("snyk", "SNYK_TOKEN", rf"snyk_(?:uat|sat)\.{_LOWER}{{8}}\.{WORD}{{60,400}}", f"snyk_uat.{mixed_hex(8)}.{mixed(80)}", "snyk_"),
    ("jetbrains", "JETBRAINS_TOKEN", r"perm[:-][A-Za-z0-9=+/]{6,60}\.[A-Za-z0-9=+/]{2,40}\.[A-Za-z0-9]{30}", f"perm:{mixed(12)}.{mixed(6)}.{mixed(30)}", "perm:|perm-"),
    ("wandb_v1", "WANDB_KEY", f"wandb_v1_{WORD}{{60,120}}", f"wandb_v1_{mixed(77)}", "wandb_v1_"),
)  # fmt: skip
_BESIDE: tuple[Row, ...] = (
    ("snyk_uuid", "SNYK_TOKEN", UUID, mixed_uuid(), "snyk"),
    ("travis", "TRAVIS_TOKEN", f"{WORD}{{22}}", mixed(22), "travis_token|travis_api|travis ci"),
    ("codecov", "CODECOV_TOKEN", f"{UUID}|{HEX}{{32}}", mixed_uuid(), "codecov"),
    ("jenkins", "JENKINS_TOKEN", f"11{HEX}{{32}}", f"11{mixed_hex(32)}", "jenkins"),
    ("github_old", "GITHUB_TOKEN", f"{HEX}{{40}}", mixed_hex(40), "github_token|github_api|gh_token|oauth_token"),
    ("artifactory", "JFROG_TOKEN", f"AP{ALNUM}{{60,70}}", f"AP{mixed(62)}", "artifactory|jfrog"),
    ("coveralls", "COVERALLS_TOKEN", f"{ALNUM}{{33}}", mixed(33), "coveralls"),
)  # fmt: skip

TOKENS = (replace(_GITHUB, detail=checksum_of), *providers(_TOKENS), *with_context(_BESIDE))
