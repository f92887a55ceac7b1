"""Secrets of clouds, platforms, databases as a service and secret stores."""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.detectors.secrets_shape import (
    ALNUM,
    HEX,
    UUID,
    WORD,
    Row,
    is_filler,
    is_issued,
    mixed,
    mixed_hex,
    mixed_upper,
    mixed_uuid,
    providers,
    with_context,
)

MEMBER = False

_LOWER = "[a-z0-9]"
_TOKENS: tuple[Row, ...] = (
    ("aws_access_key", "AWS_ACCESS_KEY", "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}", f"AKIA{mixed_upper(16)}", "akia|asia|abia|acca"),
    ("aws_bedrock", "AWS_BEDROCK_KEY", "ABSK[A-Za-z0-9+/]{109,269}={0,2}", f"ABSK{mixed(120)}", "absk"),
    ("google_api_key", "GOOGLE_API_KEY", f"AIza{WORD}{{35}}", f"AIza{mixed(35)}", "aiza"),
    ("google_oauth_secret", "GOOGLE_OAUTH_SECRET", f"GOCSPX-{WORD}{{28}}", f"GOCSPX-{mixed(28)}", "gocspx-"),
    ("google_oauth_token", "GOOGLE_OAUTH_TOKEN", rf"ya29\.{WORD}{{50,300}}", f"ya29.{mixed(80)}", "ya29."),
    ("google_refresh_token", "GOOGLE_OAUTH_TOKEN", f"1//0{WORD}{{40,200}}", f"1//0{mixed(60)}", "1//0"),
    ("azure_client_secret", "AZURE_CLIENT_SECRET", r"[\w~.]{3}\dQ~[\w~.-]{31,34}", f"{mixed(2)}a8Q~{mixed(34)}", "q~"),
    ("azure_key", "AZURE_KEY", f"{ALNUM}{{52}}JQQJ99{ALNUM}{{26}}", f"{mixed(52)}JQQJ99{mixed(26)}", "jqqj99"),
    ("azure_devops", "AZURE_DEVOPS_TOKEN", f"{ALNUM}{{76}}AZDO{ALNUM}{{4}}", f"{mixed(76)}AZDO{mixed(4)}", "azdo"),
    ("digitalocean", "DIGITALOCEAN_TOKEN", f"do[opr]_v1_{HEX}{{64}}", f"dop_v1_{mixed_hex(64)}", "_v1_"),
    ("heroku", "HEROKU_KEY", f"HRKU-AA{WORD}{{58}}", f"HRKU-AA{mixed(58)}", "hrku-"),
    ("alibaba", "ALIBABA_ACCESS_KEY", f"LTAI{ALNUM}{{17,21}}", f"LTAI{mixed(20)}", "ltai"),
    ("tencent", "TENCENT_SECRET_ID", f"AKID{ALNUM}{{32}}", f"AKID{mixed(32)}", "akid"),
    ("yandex", "YANDEX_KEY", f"AQVN{WORD}{{35,38}}", f"AQVN{mixed(36)}", "aqvn"),
    ("scaleway", "SCALEWAY_ACCESS_KEY", "SCW[A-Z0-9]{17}", f"SCW{mixed_upper(17)}", "scw"),
    ("cloudflare_ca", "CLOUDFLARE_KEY", f"v1\\.0-{HEX}{{24}}-{HEX}{{146}}", f"v1.0-{mixed_hex(24)}-{mixed_hex(146)}", "v1.0-"),
    ("fly", "FLY_TOKEN", f"fo1_{WORD}{{43}}", f"fo1_{mixed(43)}", "fo1_"),
    ("fly_macaroon", "FLY_TOKEN", "fm[12][ar]?_[A-Za-z0-9+/]{100,2000}={0,3}", f"fm2_{mixed(120)}", "fm1|fm2"),
    ("vercel_blob", "VERCEL_TOKEN", f"vercel_blob_rw_{ALNUM}{{16}}_{ALNUM}{{30,}}", f"vercel_blob_rw_{mixed(16)}_{mixed(30)}", "vercel_blob"),
    ("netlify", "NETLIFY_TOKEN", f"nf[pcou]_{ALNUM}{{36}}", f"nfp_{mixed(36)}", "nfp_|nfc_|nfo_|nfu_"),
    ("render", "RENDER_KEY", f"rnd_{ALNUM}{{28,40}}", f"rnd_{mixed(28)}", "rnd_"),
    ("supabase", "SUPABASE_KEY", f"sbp_{HEX}{{40}}", f"sbp_{mixed_hex(40)}", "sbp_"),
    ("supabase_secret", "SUPABASE_KEY", f"sb_secret_{WORD}{{31,42}}", f"sb_secret_{mixed(31)}", "sb_secret_"),
    ("planetscale", "PLANETSCALE_TOKEN", r"pscale_(?:tkn|pw|oauth)_[\w=.-]{32,64}", f"pscale_tkn_{mixed(43)}", "pscale_"),
    ("neon", "NEON_KEY", f"napi_{_LOWER}{{64}}", f"napi_{mixed(64).lower()}", "napi_"),
    ("databricks", "DATABRICKS_TOKEN", f"dapi{HEX}{{32}}(?:-\\d)?", f"dapi{mixed_hex(32)}", "dapi"),
    ("terraform_cloud", "TERRAFORM_TOKEN", rf"{ALNUM}{{14}}\.atlasv1\.{WORD}{{60,70}}", f"{mixed(14)}.atlasv1.{mixed(67)}", ".atlasv1."),
    ("vault", "VAULT_TOKEN", rf"hv[sbr]\.{WORD}{{24,300}}", f"hvs.{mixed(95)}", "hvs.|hvb.|hvr."),
    ("pulumi", "PULUMI_TOKEN", f"pul-{HEX}{{40}}", f"pul-{mixed_hex(40)}", "pul-"),
    ("doppler", "DOPPLER_TOKEN", rf"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{{2,35}}\.)?{ALNUM}{{40,44}}", f"dp.pt.{mixed(43)}", "dp."),
    ("infracost", "INFRACOST_KEY", f"ico-{ALNUM}{{32}}", f"ico-{mixed(32)}", "ico-"),
    ("scalingo", "SCALINGO_TOKEN", f"tk-us-{WORD}{{48}}", f"tk-us-{mixed(48)}", "tk-us-"),
    ("tailscale", "TAILSCALE_KEY", f"tskey-[a-z]{{2,12}}-{ALNUM}{{6,20}}-{ALNUM}{{16,40}}", f"tskey-auth-{mixed(12)}-{mixed(32)}", "tskey-"),
    ("defined_networking", "DEFINED_NETWORKING_KEY", f"dnkey-{WORD}{{26}}-{WORD}{{52}}", f"dnkey-{mixed(26)}-{mixed(52)}", "dnkey-"),
    ("age_identity", "AGE_KEY", "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}", "AGE-SECRET-KEY-1" + ("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA" * 2)[:58], "age-secret-key-"),
    ("onepassword", "ONEPASSWORD_TOKEN", "ops_eyJ[A-Za-z0-9+/_-]{200,2000}={0,3}", f"ops_eyJ{mixed(90)}{mixed(120, 7)}", "ops_eyj"),
    ("onepassword_key", "ONEPASSWORD_KEY", "A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-(?:[A-Z0-9]{5}-){2}[A-Z0-9]{5}", "A3-7QX4ZK-B9MTR2WV6HE-3LQ8D-V5N2C-X7TJP", "a3-"),
)  # fmt: skip
_BESIDE: tuple[Row, ...] = (
    ("heroku_uuid", "HEROKU_KEY", UUID, mixed_uuid(), "heroku"),
    ("cloudflare", "CLOUDFLARE_KEY", f"{WORD}{{40}}|{HEX}{{37}}", mixed(40), "cloudflare|cf_api"),
    ("linode", "LINODE_TOKEN", f"{HEX}{{64}}", mixed_hex(64), "linode"),
    ("hetzner", "HETZNER_TOKEN", f"{ALNUM}{{64}}", mixed(64), "hetzner|hcloud"),
    ("fastly", "FASTLY_TOKEN", f"{WORD}{{32}}", mixed(32), "fastly"),
    ("ibm_cloud", "IBM_CLOUD_KEY", f"{WORD}{{44}}", mixed(44), "ibm_cloud|ibmcloud|ibm cloud|softlayer"),
    ("confluent", "CONFLUENT_KEY", "[A-Za-z0-9+/]{64}", mixed(64), "confluent"),
    ("ngrok", "NGROK_TOKEN", f"[12]{ALNUM}{{26}}_{ALNUM}{{20,22}}", f"2{mixed(26)}_{mixed(21)}", "ngrok"),
)  # fmt: skip
_AZURE_BASE64 = f"{mixed(86)}=="


def _is_aws_secret(value: str) -> bool:
    mixed_case = value.lower() != value and value.upper() != value
    return mixed_case and not is_filler(value)


ASSIGNED = (
    PatternDetector(
        id="secrets.aws_secret_key",
        entity="SECRET_AWS_SECRET_KEY",
        pattern=re.compile(
            r"""(?i:aws|s3|secret)[\w .\-"']{0,25}(?i:key|secret|sk)\w{0,8}["']?\s{0,4}(?:=>|[=:,])\s{0,4}["']?"""
            r"(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"
        ),
        score=0.95,
        examples=(
            f"aws_secret_access_key = «{mixed(20)}/{mixed(19, 30)}»",
            f'"SecretAccessKey": "«{mixed(20)}+{mixed(19, 30)}»"',
        ),
        counterexamples=(
            "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            f"the secret key: {mixed_hex(40)}",
        ),
        validate=_is_aws_secret,
        keywords=("secret", "aws"),
    ),
    PatternDetector(
        id="secrets.aws_session_token",
        entity="SECRET_AWS_SESSION_TOKEN",
        pattern=re.compile(
            r"""(?i:session_?token|security-token)["']?\s{0,4}[=:]\s{0,4}["']?(?P<value>[A-Za-z0-9/+=]{100,2000})"""
        ),
        score=0.95,
        examples=(f"aws_session_token=«{mixed(150)}»",),
        counterexamples=("aws_session_token=AQoEXAMPLEH4aoAH0gNCAPyJxz4BlCFFxWNE1OPTgk5TthT",),
        validate=is_issued,
        keywords=("session", "security-token"),
    ),
    PatternDetector(
        id="secrets.azure_shared_key",
        entity="SECRET_AZURE_SHARED_KEY",
        pattern=re.compile(r"(?i:AccountKey|SharedAccessKey)=(?P<value>[A-Za-z0-9+/]{43,90}={1,2})"),
        score=0.95,
        examples=(f"DefaultEndpointsProtocol=https;AccountKey=«{_AZURE_BASE64}»;EndpointSuffix=core.windows.net",),
        counterexamples=("AccountKey=<your-account-key>;EndpointSuffix=core.windows.net",),
        validate=is_issued,
        keywords=("accountkey=", "sharedaccesskey="),
    ),
    PatternDetector(
        id="secrets.azure_sas",
        entity="SECRET_AZURE_SAS",
        pattern=re.compile(r"[?&;]sig=(?P<value>[A-Za-z0-9+/]{20,60}(?:%[A-Fa-f0-9]{2}[A-Za-z0-9+/]{0,60}){0,20}=?)"),
        score=0.9,
        examples=(f"https://acct.blob.core.windows.net/c/f?sv=2024-11-04&sig=«{mixed(42)}%3D»&se=2026",),
        counterexamples=("https://acct.blob.core.windows.net/c/f?sv=2024-11-04&sig=REDACTED",),
        validate=is_issued,
        keywords=("sig=",),
    ),
)

TOKENS = (*providers(_TOKENS), *with_context(_BESIDE))
