"""Diagnoses so rare that naming one nearly names the patient (en de fr es, some it nl), built from names of syndromes and diseases.

Prevalence below 5 in 10,000 is what Regulation (EC) 141/2000, Art. 3 calls rare; the list takes commoner namesakes along.
"""

from __future__ import annotations

from auditor.detectors.special_words import Vocabulary

MEMBER = False

_SYNDROMES = """Marfan, Ehlers Danlos, Tourette, Turner, Klinefelter, Rett, Prader Willi, Angelman, Williams, Noonan, Sjögren, Sjögrens, Guillain Barré, Guillain Barre,
Brugada, Alport, Bartter, Gilbert, Goodpasture, Lennox Gastaut, Dravet, West, Cushing, Raynaud, Reiter, Stevens Johnson, Lynch, Usher, Waardenburg, Wolfram, Zellweger, Cornelia de Lange,
DiGeorge, Behçet, Landau Kleffner, Moebius, Möbius, Asperger, Horner, Conn, Budd Chiari"""
_DISEASES = """Huntington, Wilson, Gaucher, Fabry, Pompe, Addison, Castleman, Batten, Krabbe, Tay Sachs, Niemann Pick, Charcot Marie Tooth, Creutzfeldt Jakob, Kawasaki, Still, Menière, Ménière,
Meniere, Paget, Whipple, Hirschsprung, Behçet, Takayasu, Stargardt, Hodgkin, Crohn, Waldenström, Von Hippel Lindau, Von Willebrand, Legg Calvé Perthes, Perthes, Osgood Schlatter, Bechterew, Basedow, Graves"""
_SYNDROME_FORMS = "{} syndrome, {} s syndrome, {} Syndrom, syndrome de {}, syndrome d {}, síndrome de {}, síndrome d {}, sindrome di {}, syndroom van {}"
_DISEASE_FORMS = (
    "{} disease, {} s disease, Morbus {}, {} Krankheit, maladie de {}, enfermedad de {}, malattia di {}, ziekte van {}"
)


def _each(names: str, forms: str) -> str:
    return ", ".join(forms.replace("{}", name.strip()) for name in names.split(","))


_NAMED = """amyotrophic lateral sclerosis, Lou Gehrig s disease, primary lateral sclerosis, spinal muscular atrophy, muscular dystrophy, Duchenne, myasthenia gravis, narcolepsy, narcoleptic, porphyria,
phenylketonuria, scleroderma, systemic sclerosis, sickle cell, thalassaemia, thalassemia, haemophilia, hemophilia, haemophiliac, achondroplasia, osteogenesis imperfecta, brittle bone disease, epidermolysis bullosa,
neurofibromatosis, tuberous sclerosis, retinitis pigmentosa, polycythaemia vera, myelofibrosis, amyloidosis, sarcoidosis, pulmonary hypertension, idiopathic pulmonary fibrosis, alpha 1 antitrypsin deficiency,
hereditary angioedema, galactosaemia, galactosemia, homocystinuria, fragile X, trisomy 13, trisomy 18, ataxia telangiectasia, Friedreich s ataxia, glioblastoma, mesothelioma, neuroblastoma, retinoblastoma,
Chorea Huntington, amyotrophe Lateralsklerose, amyotropher Lateralsklerose, spinale Muskelatrophie, spinaler Muskelatrophie, Muskeldystrophie, Mukoviszidose, Hämophilie, Bluterkrankheit, Narkolepsie, Porphyrie,
Phenylketonurie, Sklerodermie, Sichelzellanämie, Sichelzellkrankheit, Thalassämie, Glasknochenkrankheit, Neurofibromatose, tuberöse Sklerose, Sarkoidose, Amyloidose, fragiles X Syndrom, Glioblastom, Mesotheliom,
chorée de Huntington, sclérose latérale amyotrophique, amyotrophie spinale, dystrophie musculaire, myopathie de Duchenne, myasthénie, hémophilie, hémophile, narcolepsie, porphyrie, phénylcétonurie, sclérodermie,
drépanocytose, thalassémie, maladie des os de verre, neurofibromatose, sclérose tubéreuse, sarcoïdose, amylose, X fragile, mucoviscidose, glioblastome,
corea de Huntington, esclerosis lateral amiotrófica, atrofia muscular espinal, distrofia muscular, miastenia gravis, hemofilia, hemofílico, hemofílica, narcolepsia, porfiria, fenilcetonuria, esclerodermia,
anemia falciforme, drepanocitosis, talasemia, huesos de cristal, neurofibromatosis, esclerosis tuberosa, sarcoidosis, amiloidosis, X frágil, fibrosis quística, glioblastoma,
sclerosi laterale amiotrofica, atrofia muscolare spinale, distrofia muscolare, miastenia, emofilia, fibrosi cistica, anemia mediterranea, amyotrofische laterale sclerose, spierdystrofie, hemofilie, taaislijmziekte"""
_CUED = "ALS, SMA, Bluter, Bluterin, SLA, ELA"

VOCABULARIES = (
    Vocabulary(
        "HEALTH",
        "rare_diagnosis",
        plain=", ".join((_each(_SYNDROMES, _SYNDROME_FORMS), _each(_DISEASES, _DISEASE_FORMS), _NAMED)),
        own=_CUED,
    ),
)
