"""Numbers by which an organisation knows a person: customers, cases, employees, accounts of services, VAT numbers.

Why it matters: whoever holds the register can resolve them (Recital 26 GDPR); employee numbers fall under Art. 88.
What to do: replace by a token per dataset. Each counts only right after the word that names it.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.detectors.checks import by_stdnum, labels

_NO = r"(?:number|no|nr|num|id|code|n[°º]|nummer|#)"
_AFTER = r"\.?[\"']?\s{0,2}[:=#]?\s{0,2}[\"']?(?:(?:is|was|ist|lautet|est|es)\s)?#?"
_VALUE = r"(?P<value>(?=[\w/.-]{0,11}\d[\w/.-]{0,4}\d)[A-Z0-9]{1,8}(?:[-/._]?[A-Z0-9]{1,10}){0,4})(?![\w/-]|\.\d)"


def _labelled(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{words}){_AFTER}{_VALUE}")


def _is_number(value: str) -> bool:
    digits = sum(map(str.isdigit, value))
    return digits >= 3 and not re.fullmatch(r"(?:19|20)\d\d", value)


def _is_vat(value: str) -> bool:
    return by_stdnum("eu.vat")(value) or by_stdnum("gb.vat")(value) or by_stdnum("ch.vat")(value)


#: What stands where a name would, in code and instructions.
_NO_NAMES = frozenset(
    "admin administrator root user username name none null true false string required self value text example test guest your "
    "yourname myuser email password request input output data form field there here this that invalid incorrect failed "
    "successful not".split()
)
#: Accounts of machines and systems.
_ACCOUNTS = frozenset(
    "ubuntu debian ec2-user pi vagrant runner jenkins git www www-data app node docker shared public default foo bar users me "
    "linuxbrew jovyan coder vscode builder build ci deploy postgres mysql oracle hadoop spark airflow azureuser".split()
)

DETECTORS = (
    PatternDetector(
        id="references.customer",
        entity="CUSTOMER_ID",
        pattern=_labelled(
            rf"(?:customer|client|member(?:ship)?|account|patient|policy|subscriber|policyholder|insurance|loyalty|medical record)[ _-]?{_NO}|"
            r"MRN|kunden-?(?:nummer|nr)|vertrags-?(?:nummer|nr)|patienten-?(?:nummer|nr|id)|mitglieds-?(?:nummer|nr)|"
            r"policen-?(?:nummer|nr)|versicherungsschein-?(?:nummer|nr)|(?:numéro|n[°º]|code)[ -](?:de )?(?:client|adhérent|contrat|patient)|"
            r"(?:número|n[°º]|código)[ -](?:de )?(?:cliente|socio|póliza|paciente)|(?:codice|numero) (?:cliente|paziente|polizza)|"
            r"klant-?(?:nummer|nr)|polis-?nummer|kundnummer|numer klienta"
        ),
        score=0.75,
        validate=_is_number,
        keywords=(
            *labels(
                "customer client member membership account patient policy subscriber policyholder insurance loyalty record kunden vertrags "
                "patienten mitglieds policen versicherungsschein polis klant",
                "id no nr num code n° nº #",
            ),
            *(
                "mrn",
                "adhérent",
                "contrat",
                "numéro client",
                "n° client",
                "de client",
                "code client",
                "de patient",
                "socio",
                "póliza",
            ),
            *(
                "paciente",
                "número cliente",
                "código cliente",
                "codice cliente",
                "numero cliente",
                "de cliente",
                "paziente",
                "polizza",
            ),
            *("kundnummer", "numer klienta"),
        ),
        digits=3,
        examples=(
            "customer number «C-204817»",
            "Kundennr.: «4711082»",
            "Patient ID: «P00482»",
            "MRN «00817423»",
            "n° client «FR-77120»",
        ),
        counterexamples=("client number two", "account no 2024", "member 42", "customer id column"),
    ),
    PatternDetector(
        id="references.case",
        entity="CASE_NUMBER",
        pattern=_labelled(
            rf"(?:case|claim|docket|file|matter|incident|complaint|application)[ _-]?{_NO}|case ref(?:erence)?|docket|"
            r"aktenzeichen|az|geschäftszeichen|vorgangs-?(?:nummer|nr)|fall-?(?:nummer|nr)|schaden-?(?:nummer|nr)|"
            r"(?:n[°º]|numéro)[ -](?:de )?(?:dossier|sinistre|affaire)|dossier n[°º]|(?:n[°º]|número) de (?:expediente|siniestro)|expediente|"
            r"(?:numero|n[°º]) (?:pratica|sinistro)|dossier-?nummer|zaak-?nummer|sygnatura(?: akt)?"
        ),
        score=0.7,
        validate=_is_number,
        keywords=(
            *labels(
                "case claim docket file matter incident complaint application vorgangs fall schaden",
                "id no nr num code n° nº #",
            ),
            *(
                "case ref",
                "docket",
                "aktenzeichen",
                "az.",
                "az ",
                "az:",
                "geschäftszeichen",
                "dossier",
                "sinistre",
                "affaire",
                "expediente",
            ),
            *("siniestro", "pratica", "sinistro", "zaaknummer", "zaak-nummer", "sygnatura"),
        ),
        digits=3,
        examples=(
            "Case No. «2021-CV-04812»",
            "Aktenzeichen: «4711/23»",
            "claim number «CLM-882041»",
            "dossier n° «2023/4481»",
        ),
        counterexamples=("in case 3", "file number 12", "the case of 1984", "az 2024"),
    ),
    PatternDetector(
        id="references.court",
        entity="CASE_NUMBER",
        pattern=re.compile(r"\b(?:\d{1,3} |[IVX]{1,5} )[A-Z][A-Za-z]{0,4} \d{1,5}/\d{2}\b(?!\d|/)"),
        score=0.7,
        keywords=("/",),
        digits=3,
        context=(
            "az.",
            "az:",
            "urteil",
            "beschluss",
            "gericht",
            "aktenzeichen",
            "olg",
            "bgh",
            "landgericht",
            " lg ",
            " ag ",
        ),
        needs_context=True,
        examples=("Landgericht Köln, Urteil, «28 O 123/21»", "Az. «VI ZR 45/19»"),
        counterexamples=("on 12 May 10/11", "IV A 3/4"),
    ),
    PatternDetector(
        id="references.employee",
        entity="EMPLOYEE_ID",
        pattern=_labelled(
            rf"(?:employee|staff|personnel|worker|badge|payroll)[ _-]?{_NO}|personal-?(?:nummer|nr)|pers\.-?nr|mitarbeiter-?(?:nummer|nr|id)|"
            r"stamm-?nummer|matricule|numéro de salarié|(?:número|n[°º]) de empleado|matricola|personeels-?nummer|anställningsnummer"
        ),
        score=0.8,
        validate=_is_number,
        keywords=(
            *labels(
                "employee staff personnel worker badge payroll personal mitarbeiter stamm personeels pers.",
                "id no nr num code n° nº #",
            ),
            *("matricul", "matricola", "de salarié", "de empleado", "anställningsnummer"),
        ),
        digits=3,
        examples=(
            "employee ID «E104882»",
            "Personalnummer «00471182»",
            "Mitarbeiter-Nr. «48213»",
            "matricule : «77120»",
        ),
        counterexamples=("staff of 1200", "employee number twelve", "personal number"),
    ),
    PatternDetector(
        id="references.vat",
        entity="VAT_ID",
        pattern=re.compile(
            r"(?<![\w.-])(?:ATU\d{8}|BE ?[01]\d{3}[. ]?\d{3}[. ]?\d{3}|BG\d{9,10}|CHE-?\d{3}\.?\d{3}\.?\d{3}(?: ?(?:MWST|TVA|IVA))?|CY\d{8}[A-Z]|"
            r"CZ\d{8,10}|DE ?\d{3} ?\d{3} ?\d{3}|DK ?\d{8}|EE\d{9}|EL\d{9}|ES[A-Z0-9]\d{7}[A-Z0-9]|FI\d{8}|FR ?[A-Z0-9]{2} ?\d{9}|"
            r"GB ?\d{3} ?\d{4} ?\d{2}|HR\d{11}|HU\d{8}|IE\d[A-Z0-9+*]\d{5}[A-Z]{1,2}|IT ?\d{11}|LT(?:\d{9}|\d{12})|LU\d{8}|LV\d{11}|MT\d{8}|"
            r"NL\d{9}B\d{2}|PL ?\d{10}|PT\d{9}|RO\d{2,10}|SE\d{10}01|SI\d{8}|SK\d{10})(?![\w]|-\d)"
        ),
        score=0.9,
        validate=_is_vat,
        digits=7,
        examples=("USt-IdNr. «DE653945457»", "VAT «ATU13585627»", "TVA «FR40303265045»", "BTW «NL004495445B01»"),
        counterexamples=("DE653945458", "part DE12345", "GB123456789"),
    ),
    PatternDetector(
        id="references.vat_national",
        entity="VAT_ID",
        pattern=re.compile(
            r"\b(?i:partita iva|p\.? ?iva|NIP|CIF|VAT(?: (?:no|number|reg(?:istration)?(?: no)?))?|btw(?:-nummer)?)\.?:?\s{0,2}"
            r"(?P<value>\d{11}|\d{3}-?\d{2,3}-?\d{2}-?\d{2,3}|[A-HJNP-SUVW]-?\d{7}-?[0-9A-J])(?![\w]|-\d)"
        ),
        score=0.85,
        validate=lambda value: any(by_stdnum(name)(value) for name in ("it.iva", "pl.nip", "es.cif")),
        keywords=("iva", "nip", "cif", "vat", "btw"),
        digits=7,
        examples=("partita IVA «05370648882»", "NIP: «523-438-40-73»", "CIF «B94915360»"),
        counterexamples=("NIP: 523-438-40-74", "CIF B94915361"),
    ),
    PatternDetector(
        id="references.username",
        entity="USERNAME",
        pattern=re.compile(
            r"\b(?i:user ?name|user_name|login(?: name)?|screen[ _]name|user handle|benutzername|nutzername|anmeldename|nom d['’]utilisateur|"
            r"identifiant|nombre de usuario|nome utente|gebruikersnaam|användarnamn|nazwa użytkownika)[\"']?\s?"
            r"(?:[:=]\s?|(?:is|ist|lautet|est|es|è)\s(?=\S{0,20}[\d_.]\w))[\"']?(?!(?:request|self|os|config|settings|args|params|input|form|data|env|this|req|user)\b)(?P<value>[A-Za-z][\w.-]{1,30}[A-Za-z0-9])(?![\w(@{<%/\[])"
        ),
        score=0.75,
        validate=lambda value: (
            value.lower() not in _NO_NAMES and (any(c.isdigit() or c in "._-" for c in value) or len(value) > 4)
        ),
        keywords=(
            *"username user_name login screen handle benutzername nutzername anmeldename utilisateur identifiant usuario utente".split(),
            *"user_name gebruikersnaam användarnamn użytkownika".split(),
            "user name",
        ),
        examples=("Username: «jdoe_77»", 'login="«anna.berg»"', "Benutzername: «kmeier1»"),
        counterexamples=("username: admin", "login: string", "username = request.form", "login is required"),
    ),
    PatternDetector(
        id="references.handle",
        entity="USERNAME",
        pattern=re.compile(r"(?<![\w@./#&])@(?P<value>[A-Za-z_][A-Za-z0-9_.]{2,29})(?![\w@(]|\.\w)"),
        score=0.7,
        keywords=("@",),
        context=(
            "twitter",
            "instagram",
            "tiktok",
            "telegram",
            "insta",
            "snapchat",
            "mastodon",
            "tweet",
            "follow me",
            "folge mir",
            "threads",
            "my handle",
        ),
        needs_context=True,
        examples=("follow me on Twitter @«jane_doe»", "Insta: @«kmeier.photo»"),
        counterexamples=("@media screen", "the decorator @property", "mail jane@twitter.com"),
    ),
    PatternDetector(
        id="references.home",
        entity="USERNAME",
        pattern=re.compile(
            r"(?:/home/|/Users/|\b[A-Za-z]:\\{1,2}Users\\{1,2})(?P<value>[A-Za-z][\w.-]{1,30}\w)(?=[/\\]|\b)"
        ),
        score=0.6,
        validate=lambda value: value.lower() not in _NO_NAMES and value.lower() not in _ACCOUNTS,
        keywords=("/home/", "/users/", "\\users\\"),
        examples=("see /home/«jschmidt»/notes.txt", r"C:\Users\«anna.berg»\Desktop"),
        counterexamples=("/home/user/x", "/Users/Shared/x", "/home/ubuntu"),
    ),
)
