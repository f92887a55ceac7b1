"""Names for surrogates: common given names by language and gender, and surnames put together from made-up parts.

Only ASCII letters, so that a surrogate fits into a file of any encoding.
"""

from __future__ import annotations

#: Language -> (female, male). A token found here keeps its gender; any other counts as a surname.
GIVEN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "de": (
        tuple(
            "Anna Sabine Petra Monika Claudia Julia Katrin Heike Birgit Susanne Lena Laura Karin Ursula Renate Helga "
            "Gisela Ingrid Andrea Stefanie Nicole Sandra Martina Silke Anja Tanja Miriam Johanna Clara Frieda".split()
        ),
        tuple(
            "Hans Peter Michael Thomas Andreas Stefan Klaus Wolfgang Frank Markus Martin Christian Matthias Tobias "
            "Sebastian Uwe Dieter Heinz Werner Horst Bernd Ralf Karl Otto Lukas Jonas Felix Moritz Emil Anton".split()
        ),
    ),
    "en": (
        tuple(
            "Mary Jennifer Linda Susan Jessica Sarah Karen Nancy Lisa Betty Sandra Ashley Emily Donna Michelle Carol "
            "Amanda Melissa Deborah Rebecca Laura Sharon Cynthia Amy Kathleen Angela Helen Ruth Jane Alice".split()
        ),
        tuple(
            "James Robert John Michael David William Richard Joseph Thomas Charles Daniel Matthew Anthony Mark Donald "
            "Steven Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob".split()
        ),
    ),
    "fr": (
        tuple(
            "Marie Nathalie Isabelle Sylvie Catherine Martine Sophie Camille Julie Chantal Monique Nicole Aurore "
            "Brigitte Claire Manon Margaux Elodie Pauline Lucie".split()
        ),
        tuple(
            "Jean Pierre Philippe Alain Bernard Nicolas Laurent Christophe Patrick Olivier Thierry Julien Antoine "
            "Guillaume Marcel Henri Louis Hugo Arthur Pascal".split()
        ),
    ),
    "es": (
        tuple(
            "Carmen Josefa Isabel Dolores Pilar Teresa Rosa Cristina Elena Beatriz Marta Lucia Paula Raquel Silvia "
            "Ines Alicia Nuria Irene Rocio".split()
        ),
        tuple(
            "Antonio Manuel Francisco Juan Pedro Javier Luis Carlos Miguel Alejandro Rafael Pablo Sergio Fernando "
            "Jorge Alberto Alvaro Diego Adrian Ruben".split()
        ),
    ),
    "it": (
        tuple(
            "Giulia Francesca Chiara Sara Paola Valentina Elisa Giovanna Roberta Federica Silvana Simona Lucia "
            "Caterina Martina Alessia Ilaria Donatella Bianca Serena".split()
        ),
        tuple(
            "Giuseppe Marco Andrea Francesco Alessandro Matteo Lorenzo Davide Luca Stefano Roberto Giovanni Mario "
            "Paolo Enrico Fabio Simone Giorgio Pietro Salvatore".split()
        ),
    ),
}  # fmt: skip

#: Language -> beginnings and ends of surnames: few real people are called what they make.
SURNAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "de": (
        tuple(
            "Allen Birken Brunn Dorn Eichen Elster Farn Ginster Hagen Halm Hasel Kiefern Kranich Linden Mohn Nebel "
            "Otter Quell Reiher Rohr Schilf Tannen Ulmen Wacholder Weiden Wiesen".split()
        ),
        tuple("acker bach berger brink felder grund hauser heimer horst kamp rieder stetter thaler winkler".split()),
    ),
    "en": (
        tuple(
            "Alder Apple Ash Barley Beech Bracken Clover Cress Elm Fern Gorse Hazel Heather Holly Larch Linnet Maple "
            "Meadow Nettle Oak Plover Reed Rowan Sedge Thistle Willow".split()
        ),
        tuple("bourne bury combe dale field ford garth ham hurst ley more stead thorpe wick".split()),
    ),
    "fr": (
        tuple(
            "Aubier Boulain Brune Char Claire Combe Daumer Fouger Genet Houle Laure Mare Merlet Moulin Nois Orme "
            "Perrin Prair Roch Sauler Tillol Vallon Verger".split()
        ),
        tuple("audin bois champ court eret font mont nay neuil sec vaux ville".split()),
    ),
    "es": (
        tuple("Acebal Albar Brez Carras Cerez Encin Fresn Higuer Jaral Laurel Manzan Oliv Peral Robled Sauced Zarz".split()),
        tuple("ares edo eles eros ial ines oleda orena osa uelo".split()),
    ),
    "it": (
        tuple("Abet Betul Bosch Camp Castagn Cerr Faggi Font Frassin Ginep Lecc Nocc Oliv Pian Pior Querc Salic Tigl".split()),
        tuple("alini anelli arello ari atti ericci ettoni ignano olato uzzi".split()),
    ),
}  # fmt: skip
GENDERS = {
    token.casefold(): (language, gender)
    for language, pair in GIVEN.items()
    for gender, tokens in enumerate(pair)
    for token in tokens
}
#: Stay as they are: they name no one.
KEPT = frozenset(
    "dr prof med dipl ing mr mrs ms miss sir herr frau hr fr dame mme mlle monsieur madame senor senora sig signora von "
    "van vom zu zur de del della der den di da du la le el und and et y e jr sr ii iii phd md".split()
)
