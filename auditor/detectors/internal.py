"""What shows the inside of an organisation: hosts, addresses, paths, project names and figures before publication.

Why it matters: they help an attacker and may be trade secrets. What to do: replace names of hosts and users by generic
ones, and leave unpublished figures out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

#: Endings that no public name server knows, and how organisations name their inside.
_INSIDE = r"(?:corp|internal|intern|intranet|intra|lan|local|localdomain|private|prod|priv|ad|home\.arpa|svc\.cluster\.local|ec2\.internal|compute\.internal)"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,40}[A-Za-z0-9])?"
_HOST = rf"(?:{_LABEL}\.){{1,5}}{_INSIDE}"
_PRIVATE = r"(?:10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3})"
#: Names of documentation and of everybody's machine.
_COMMON = re.compile(
    r"^(?:(?:https?://)?(?:localhost|example|test|host|hostname|foo|bar|my-?(?:host|server|domain|app)?|your-?\w*|server|domain|name|metadata\.google|host\.docker|gateway\.docker|kubernetes\.docker|raspberrypi|"
    r"kubernetes\.default|system|sys|os|self|this|app|node|env|config|settings|etc|usr|threading|django|common|base|settings)\.|.*\bexample\b)",
    re.IGNORECASE,
)
#: Accounts that every machine has, and names of manuals.
_NO_PERSON = re.compile(
    r"^(?:user(?:name|s)?|you|your\w*|me|my\w*|name|root|ubuntu|debian|admin|administrator|default|public|all users|shared|guest|example|foo|bar|bozo|test|home|someone|somebody|"
    r"runner|vagrant|pi|ec2-user|jovyan|app|node|vscode|circleci|travis|jenkins|git|www-data|ftp|dist|build|alice|bob|jdoe|johndoe|john|jane|xxx+|\w*user\w*|login|linuxbrew|download|downloads|"
    r"desktop|documents|local|lib|bin|src|opt|data|server|%\w+%)$",
    re.IGNORECASE,
)


def _is_inside(value: str) -> bool:
    """Code has dots too: `threading.local`, `this.private` name no host."""
    host = value.split("://")[-1].split("/")[0].split(":")[0].lower()
    named = any(len(label) > 2 and not label.isdigit() for label in host.split(".")[:-1])
    if _COMMON.match(value) or not named:
        return False
    strong = re.search(r"[\d-]|\.(?:corp|internal|intranet|lan)$", host) is not None
    return host.count(".") >= 2 or strong


def _is_code_free(value: str) -> bool:
    return _is_inside(value) and not re.search(r"^(?:self|this|app|os|sys|cls)\.", value)


def _has_person(value: str) -> bool:
    """Whether the folder of a home directory is named after somebody."""
    parts = [part for part in re.split(r"[\\/]+", value) if part]
    at = next((i for i, part in enumerate(parts) if part.lower() in ("home", "users", "benutzer")), -1)
    return 0 <= at < len(parts) - 1 and not _NO_PERSON.match(parts[at + 1])


def _is_share(value: str) -> bool:
    server = value.lstrip("\\/").replace("/", "\\").split("\\")[0]
    return not re.match(
        r"(?i)^(?:server|servername|host|hostname|computer\w*|machine|localhost|example|your\w*|\.|\?|wsl\$?|pipe|n|t|r)$",
        server,
    )


_PROJECT_WORDS = frozenset(
    "Gutenberg Management Manager Managers Euclid Zomboid Runway Veritas Server Plan Plans Team Teams Office Lead Leads Overview Details Name Code Jupyter Loom Tango Fi".split()
)
_AMOUNT = (
    r"(?:(?:EUR|USD|GBP|CHF|SEK|PLN|JPY|US\$|[€$£¥])[ \u00a0]?\d[\d.,' ]{0,14}\d?(?:[ \u00a0]?(?:k|m|mn|bn|mio|mrd|million|billion|thousand|Millionen|Milliarden|millions?|milliards?|millones)\b\.?)?"
    r"|\d[\d.,']{0,14}[ \u00a0]?(?:(?:k|m|mn|bn|mio|mrd|million|billion|Millionen|Milliarden|millions?|milliards?|millones)\.?[ \u00a0]?)?(?:d['’]euros|de euros|euros?|EUR|USD|GBP|CHF|[€$£]|dollars?|pounds)"
    r"|\d{1,3}(?:[.,]\d{1,2})?[ \u00a0]?%)"
)
_BEFORE = r"(?:unaudited|unpublished|preliminary|not (?:yet )?(?:published|announced|public|disclosed)|pre-?announcement|embargoed|before (?:publication|announcement|the earnings call)|internal forecast|board paper|confidential|draft (?:results|accounts|figures)|ungeprüft|unveröffentlicht|vorläufige[rsn]?|noch nicht veröffentlicht|non audités?|non publiés?|provisoires?|no auditad[oa]s?|no publicad[oa]s?|preliminares?)"
_FIGURE = r"(?:revenue|turnover|ebitda?|net (?:income|profit|loss)|gross margin|operating (?:profit|income|result|margin)|earnings|profit|results|guidance|forecast|sales figures|umsatz|ergebnis|gewinn|verlust|quartalszahlen|jahresergebnis|betriebsergebnis|chiffre d['’]affaires|résultats?|bénéfice|ingresos|resultados?|beneficios?|ventas)"

DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="internal.url",
        entity="INTERNAL_URL",
        pattern=re.compile(
            rf"(?<![A-Za-z0-9])(?:https?|ftp|sftp|ssh|git|ldaps?|jdbc:\w+|postgres(?:ql)?|mysql|mongodb|redis|amqp|s?ftp|smb|nfs)://(?:[^\s/@\"'<>]{{1,80}}@)?"
            rf"(?:{_HOST}|intranet(?:\.{_LABEL}){{0,4}}|{_PRIVATE}|{_LABEL}(?=[:/]\S))(?![.\w-])(?::\d{{2,5}})?(?:/[^\s\"'<>)\]]{{0,200}})?"
        ),
        score=0.9,
        examples=("see «https://wiki.firm.corp/pages/42»", "«http://10.20.30.40:8080/admin»", "«http://intranet/hr»"),
        counterexamples=(
            "http://localhost:8080/",
            "https://www.firm.com/internal",
            "http://example.internal/",
            "https://github.com/x",
        ),
        validate=lambda value: _is_inside_url(value),
        keywords=("://",),
    ),
    PatternDetector(
        id="internal.host",
        entity="INTERNAL_HOST",
        pattern=re.compile(rf"(?<![A-Za-z0-9_@./\\$-]){_HOST}(?![\w(\[-]|\.[A-Za-z0-9])"),
        score=0.85,
        examples=("log on to «build-07.firm.corp» first", "«vault.prod.internal» is down", "ping «dc01.ad.firm.local»"),
        counterexamples=(
            "threading.local()",
            "host.docker.internal",
            "my.home.",
            "see example.internal",
            "settings.local",
            "a.private method",
        ),
        validate=_is_code_free,
        keywords=(".corp", ".intern", ".intra", ".lan", ".local", ".priv", ".prod", ".ad", "home.arpa"),
    ),
    PatternDetector(
        id="internal.host_named",
        entity="INTERNAL_HOST",
        pattern=re.compile(
            rf"(?<![\w.])(?P<value>{_PRIVATE})(?=[ \t]{{1,8}}[A-Za-z][\w-]{{2,40}}(?:\.[\w-]{{1,40}}){{0,4}}[ \t]*(?:$|#))",
            re.MULTILINE,
        ),
        score=0.8,
        examples=("«10.20.30.40»  build07\n«10.20.30.41»  build08.firm",),
        counterexamples=("route 10.20.30.40 and more words", "10.20.30.40"),
        digits=6,
        keywords=("10.", "192.168.", "172."),
    ),
    PatternDetector(
        id="internal.home",
        entity="INTERNAL_PATH",
        pattern=re.compile(
            r"(?<![\w/\\.$}~-])(?:/(?:home|Users|export/home|mnt/home)/[A-Za-z][\w.-]{1,40}(?:/[^\s\"'<>:;,|()\[\]{}`*?]{1,120})?"
            r"|[A-Za-z]:\\{1,2}(?:Users|Benutzer|Documents and Settings)\\{1,2}[^\\/:*?\"<>|\r\n]{2,40}(?:\\{1,2}[^\\/:*?\"<>|\s]{1,60}){0,10})"
        ),
        score=0.85,
        examples=(
            "open «/home/mkowalska/projects/crm/db.py» now",
            r"in «C:\Users\h.meier\Documents\plan.xlsx»",
            "«/Users/jbrandt/dev»",
        ),
        counterexamples=(
            "/home/user/bin",
            r"C:\Users\Public\x",
            "/home/",
            "/usr/share/doc",
            "/home/ubuntu/app",
            "http://x.org/home/page",
        ),
        validate=_has_person,
        keywords=("/home/", "/users/", "\\users", "\\benutzer", "documents and settings"),
    ),
    PatternDetector(
        id="internal.share",
        entity="INTERNAL_PATH",
        pattern=re.compile(
            r"(?<![\\\w:/])\\\\{1,3}[A-Za-z][\w.-]{1,40}(?:\\{1,2}[\w$. ()&äöüÄÖÜß-]{1,60}(?<! )){1,10}|(?<!\w)(?:smb|nfs|afp)://[\w.-]{2,60}/[^\s\"'<>]{1,160}"
        ),
        score=0.85,
        examples=(r"copy to «\\fs01\Finance$\Budget 2026»", "«smb://nas01.firm/plans/q4.xlsx»"),
        counterexamples=(r"\\server\share", r"the regex \\d+\\w", r"C:\\Windows\\System32", r"\\alpha \\beta"),
        validate=_is_share,
        keywords=("\\\\", "smb://", "nfs://", "afp://"),
    ),
    PatternDetector(
        id="internal.codename",
        entity="PROJECT_CODENAME",
        pattern=re.compile(
            r"(?<!\w)(?P<value>(?:Project|Operation|Codename|Code name|Projekt|Vorhaben|Projet|Proyecto|Progetto) [A-ZÄÖÜ][A-Za-zäöüß]{2,20}(?:[ -][A-ZÄÖÜ0-9][A-Za-z0-9]{0,14})?)(?!\w)"
        ),
        score=0.8,
        examples=(
            "Strictly confidential: «Project Falcon» goes to the board.",
            "Das «Projekt Nordlicht» ist streng vertraulich.",
        ),
        counterexamples=("Project Gutenberg has many books.", "Project Management is hard."),
        validate=lambda value: value.split(" ", 1)[1] not in _PROJECT_WORDS,
        context=tuple(
            "confidential|codename|code name|code named|acquisition|merger|takeover|due diligence|not yet announced|unannounced|stealth|nda|vertraulich|übernahme|deckname|tarnname|geheim|confidentiel|nom de code|confidencial|adquisición|riservato|internal only".split(
                "|"
            )
        ),
        needs_context=True,
        window=120,
    ),
    PatternDetector(
        id="internal.figure",
        entity="FINANCIAL_FIGURE",
        pattern=re.compile(rf"(?i:{_BEFORE}[^.\n]{{0,80}}?\b{_FIGURE}\b[^.\n]{{0,60}}?)(?P<value>(?i:{_AMOUNT}))"),
        score=0.8,
        examples=(
            "Preliminary Q3 revenue came in at «EUR 5.4 million», do not share.",
            "Der vorläufige Umsatz liegt bei «12,3 Mio. Euro».",
        ),
        counterexamples=("Revenue of EUR 5 million was published last year.", "a preliminary result of the study"),
        keywords=tuple(
            "unaudited|unpublished|preliminary|not yet|not published|not announced|not public|not disclosed|announcement|embargo|before publication|earnings call|forecast|board paper|confidential|draft|ungeprüft|unveröffentlicht|vorläufig|noch nicht|non audit|non publi|provisoire|no auditad|no publicad|preliminar".split(
                "|"
            )
        ),
    ),
)


def _is_inside_url(value: str) -> bool:
    host = value.split("://", 1)[1].split("/")[0].rsplit("@", 1)[-1].rsplit(":", 1)[0].lower()
    if re.fullmatch(_PRIVATE, host):
        return True
    if host.startswith("intranet"):
        return True
    if "." in host:
        return not _COMMON.match(value) and not _COMMON.match(host) and "example" not in host
    known = re.fullmatch(
        r"(?:wiki|jira|confluence|gitlab|jenkins|grafana|kibana|sharepoint|git|nexus|sonar|artifactory|prometheus|vault|consul|argocd|harbor|fs|nas|dc|sql|db|srv|web|app|mail|hr|erp|crm|sap|print|build|ci)[\w-]{0,20}",
        host,
    )
    return known is not None and ("/" in value.split("://", 1)[1] or ":" in value.split("://", 1)[1])
