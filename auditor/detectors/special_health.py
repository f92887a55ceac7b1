"""Words of health (GDPR Art. 4(15), 9): diagnoses, medication, therapy, disability, substance use; en de fr es it nl."""

from __future__ import annotations

from auditor.detectors.special_words import Vocabulary

MEMBER = False

_DIAGNOSES = """
diabetes, type 1 diabetes, type 2 diabetes, type ii diabetes, type i diabetes, gestational diabetes, diabetes mellitus, diabetic ketoacidosis,
hypertension, high blood pressure, high cholesterol, asthma, copd, emphysema, epilepsy, epileptic seizures, breast cancer, lung cancer, prostate cancer,
bowel cancer, colon cancer, skin cancer, ovarian cancer, cervical cancer, testicular cancer, pancreatic cancer, bladder cancer, thyroid cancer,
brain tumour, brain tumor, malignant tumour, malignant tumor, metastas*, metastatic, carcinoma, adenocarcinoma, leukaemia, leukemia, lymphoma, melanoma,
myeloma, sarcoma, hiv, hiv positive, hiv infection, AIDS, hepatitis a, hepatitis b, hepatitis c, tuberculosis, long covid, tested positive for covid,
heart attack, myocardial infarction, heart failure, coronary artery disease, angina pectoris, arrhythmia, atrial fibrillation, deep vein thrombosis,
pulmonary embolism, alzheimer s, alzheimer s disease, alzheimers, dementia, parkinson s, parkinson s disease, multiple sclerosis, motor neurone disease,
huntington s disease, migraines, crohn s disease, crohn s, ulcerative colitis, coeliac disease, celiac disease, irritable bowel syndrome,
rheumatoid arthritis, osteoarthritis, arthritis, lupus, fibromyalgia, osteoporosis, endometriosis, polycystic ovary syndrome, pcos, miscarriage,
stillbirth, ectopic pregnancy, infertility treatment, erectile dysfunction, clinical depression, major depression, major depressive disorder,
depressive disorder, postnatal depression, postpartum depression, severe depression, bipolar disorder, bipolar affective disorder, schizophrenia,
schizoaffective disorder, psychotic episode, anxiety disorder, generalised anxiety disorder, generalized anxiety disorder, social anxiety disorder,
panic disorder, panic attacks, ptsd, post traumatic stress disorder, obsessive compulsive disorder, adhd, attention deficit hyperactivity disorder,
autism, autism spectrum disorder, autistic spectrum disorder, asperger s, asperger s syndrome, eating disorder, anorexia nervosa, anorexia, bulimia,
self harm, self harming, suicide attempt, attempted suicide, suicidal ideation, suicidal thoughts, personality disorder, borderline personality disorder,
dyslexia, dyspraxia, down s syndrome, down syndrome, cerebral palsy, muscular dystrophy, spina bifida, paraplegi*, quadriplegi*, tetraplegi*, chronic pain,
chronic fatigue syndrome, chronic kidney disease, kidney failure, renal failure, liver cirrhosis, cirrhosis of the liver, anaemia, haemophilia, hemophilia,
sickle cell disease, sickle cell anaemia, sickle cell anemia, cystic fibrosis, psoriasis, atopic dermatitis, syphilis, gonorrhoea, gonorrhea, chlamydia,
genital herpes, sexually transmitted infection, sleep apnoea, sleep apnea, pneumonia, appendicitis, sepsis, meningitis, peanut allergy, nut allergy,
penicillin allergy, latex allergy, anaphylaxis, anaphylactic shock, hypothyroidism, hyperthyroidism, hashimoto s, graves disease, glaucoma,
macular degeneration, retinopathy, neuropathy, scoliosis, slipped disc, herniated disc, sciatica, gallstones, kidney stones, diverticulitis, pancreatitis,
endocarditis, cardiomyopathy, stenosis, aneurysm, ischaemi*, ischemi*, tinnitus, bladder infection, urinary tract infection, preeclampsia,
*cystitis, *zystitis, *bronchitis, *gastritis, *pankreatitis, *pancreatitis, *appendizitis, *meningitis, *sinusitis, *colitis, *nephritis, *dermatitis, diabetiker*, zuckerkrank*, bluthochdruck, hypertonie, arterielle hypertonie, epilepsie, *krebs, *karzinom, *karzinoms, mammakarzinom, leukämie, lymphom,
Hirntumor, bösartiger tumor, metastasen, schlaganfall, apoplex, herzinfarkt, myokardinfarkt, herzinsuffizienz, vorhofflimmern, koronare herzkrankheit, khk,
lungenembolie, thrombose, demenz, alzheimer erkrankung, morbus parkinson, multiple sklerose, multipler sklerose, migräne, morbus crohn, colitis ulcerosa, zöliakie,
rheumatoide arthritis, arthrose, gonarthrose, coxarthrose, bandscheibenvorfall, fehlgeburt, schwangerschaftsabbruch, risikoschwangerschaft,
depressive episode, depressive störung, rezidivierende depressive störung, mittelgradige depressive episode, schwere depression, bipolare störung,
schizophrenie, angststörung, panikattacken, essstörung, magersucht, bulimie, borderline störung, persönlichkeitsstörung, zwangsstörung, suizidversuch,
suizidal*, suizidgedanken, selbstmordversuch, posttraumatische belastungsstörung, ptbs, autismus, autismus spektrum störung, adhs, niereninsuffizienz,
leberzirrhose, tuberkulose, hiv infektion, hiv positiv*, lungenentzündung, pneumonie, blinddarmentzündung, schilddrüsenunterfunktion, hypothyreose,
hyperthyreose, schuppenflechte, neurodermitis, *allergie, allergisch gegen, adipositas, anämie, hypercholesterinämie, fettleber, blasenentzündung,
diabète, diabète de type 1, diabète de type 2, hypertension artérielle, asthme, épilepsie, cancer du sein, cancer de la prostate, cancer du poumon,
cancer du côlon, tumeur maligne, tumeur cérébrale, métastas*, leucémie, lymphome, mélanome, séropositi*, VIH, sida, hépatite b, hépatite c, tuberculose,
infarctus, infarctus du myocarde, insuffisance cardiaque, fibrillation auriculaire, embolie pulmonaire, maladie d alzheimer, maladie de parkinson, démence,
sclérose en plaques, maladie de crohn, rectocolite hémorragique, maladie cœliaque, polyarthrite rhumatoïde, arthrose, spondylarthrite, endométriose,
fausse couche, interruption volontaire de grossesse, ivg, grossesse à risque, trouble bipolaire, troubles bipolaires, schizophrénie, trouble anxieux,
troubles anxieux, dépression sévère, épisode dépressif, état dépressif, anorexie mentale, boulimie, tentative de suicide, idées suicidaires, tdah,
trouble du spectre autistique, autisme, insuffisance rénale, cirrhose, pneumonie, psoriasis, eczéma, mucoviscidose, drépanocytose, hypothyroïdie,
apnée du sommeil, allergique à, allergique aux, hernie discale, fibromyalgie,
diabetes tipo 1, diabetes tipo 2, hipertensión, hipertensión arterial, asma, epilepsia, cáncer de mama, cáncer de próstata, cáncer de pulmón,
cáncer de colon, tumor cerebral, tumor maligno, metástasis, leucemia, linfoma, seropositiv*, sida, hepatitis b, tuberculosis, infarto, infarto de miocardio,
insuficiencia cardíaca, fibrilación auricular, enfermedad de alzheimer, enfermedad de parkinson, demencia, esclerosis múltiple, migrañas,
enfermedad de crohn, enfermedad celíaca, artritis reumatoide, artrosis, endometriosis, aborto espontáneo, trastorno bipolar, esquizofrenia,
trastorno de ansiedad, ataques de pánico, depresión mayor, depresión severa, trastorno depresivo, anorexia nerviosa, intento de suicidio, ideas suicidas,
tdah, trastorno del espectro autista, autismo, insuficiencia renal, cirrosis, neumonía, fibrosis quística, hipotiroidismo, apnea del sueño, alérgico a,
alérgica a, hernia discal, fibromialgia,
diabete di tipo 1, diabete di tipo 2, diabete mellito, ipertensione, ipertensione arteriosa, tumore al seno, cancro al seno, carcinoma mammario,
sieropositiv*, infarto del miocardio, scompenso cardiaco, sclerosi multipla, morbo di crohn, disturbo bipolare, schizofrenia, disturbo d ansia,
depressione maggiore, tentato suicidio, aborto spontaneo, celiachia, insufficienza renale, allergico a, allergica a,
borstkanker, longkanker, prostaatkanker, hartinfarct, hartfalen, hoge bloeddruk, suikerziekte, beroerte, bipolaire stoornis, angststoornis, miskraam,
ziekte van crohn, ziekte van parkinson, zelfmoordpoging, nierfalen, reuma
"""
_DIAGNOSES_CUED = """
cancer, tumour, tumor, stroke, hives, migraine, depression, anxiety, psychosis, MS, ALS, OCD, IBS, STI, the flu, covid, covid 19, coronavirus, surgery, pregnancy, an abortion, ivf, infertility, insomnia,
obesity, gout, eczema, shingles, measles, concussion, a stutter, seizures, panic attack, allergy, allergies, Krebs, Tumor, Depression, Depressionen, Schwangerschaft, Rheuma, Migräne, Asthma, Burnout,
Allergie, Zyste, Fraktur, Parkinson, Alzheimer, cancer, dépression, grossesse, AVC, migraine, migraines, allergie, tumeur, burn out, embarazo, depresión, ansiedad, cáncer, ictus, alergia, migraña, aborto,
gravidanza, depressione, ansia, cancro, depressie, kanker, astma, epilepsie
"""
_DIAGNOSES_OWN = """
pregnant, diabetic, asthmatic, epileptic, Epileptiker, Epileptikerin, Asthmatiker, Asthmatikerin, épileptique, asthmatique, diabétique, epiléptico, epiléptica, asmático, asmática, diabético, diabética, haemophiliac, schizophrenic, bipolar, autistic, anorexic, bulimic, suicidal, infertile, obese, overweight, schwanger, zuckerkrank, herzkrank,
Autist, Autistin, Asthmatiker, Asthmatikerin, Epileptiker, Epileptikerin, Rollstuhlfahrer, Bluter, lungenkrank, nierenkrank, krebskrank, psychisch krank, chronisch krank, enceinte, diabétique, asthmatique, épileptique, schizophrène, bipolaire, autiste, embarazada, diabético, diabética,
asmático, asmática, epiléptico, epiléptica, incinta, diabetico, diabetica, zwanger
"""
_MOODS_OWN = "depressed, depressiv, dépressif, dépressive, deprimido, deprimida, depresso, depressa, depressief, burnt out, burned out, ausgebrannt, anxious, traumatised, traumatized"
_MEDICATION = """
sertraline, fluoxetine, citalopram, escitalopram, paroxetine, fluvoxamine, venlafaxine, desvenlafaxine, duloxetine, mirtazapine, bupropion, trazodone,
amitriptyline, nortriptyline, clomipramine, quetiapine, olanzapine, risperidone, aripiprazole, clozapine, haloperidol, lamotrigine, valproate, carbamazepine,
levetiracetam, topiramate, gabapentin, pregabalin, lithium carbonate, diazepam, lorazepam, alprazolam, clonazepam, temazepam, zolpidem, zopiclone,
methylphenidate, lisdexamfetamine, atomoxetine, ritalin, adderall, prozac, zoloft, xanax, valium, lexapro, seroquel, metformin, insulin glargine, insulin pump,
semaglutide, ozempic, liraglutide, sitagliptin, empagliflozin, dapagliflozin, glimepiride, gliclazide, levothyroxine, carbimazole, warfarin, apixaban,
rivaroxaban, dabigatran, clopidogrel, enoxaparin, ramipril, lisinopril, enalapril, perindopril, losartan, valsartan, candesartan, bisoprolol, metoprolol,
propranolol, atenolol, carvedilol, amlodipine, nifedipine, diltiazem, furosemide, spironolactone, hydrochlorothiazide, atorvastatin, simvastatin,
rosuvastatin, pravastatin, digoxin, amiodarone, salbutamol, albuterol, budesonide, montelukast, tiotropium, prednisolone, prednisone, dexamethasone,
hydrocortisone tablets, methotrexate, sulfasalazine, azathioprine, hydroxychloroquine, adalimumab, infliximab, rituximab, trastuzumab, tamoxifen, letrozole,
anastrozole, imatinib, cisplatin, paclitaxel, truvada, tenofovir, emtricitabine, dolutegravir, efavirenz, antiretroviral*, aciclovir, acyclovir, amoxicillin,
doxycycline, ciprofloxacin, azithromycin, clarithromycin, omeprazole, pantoprazole, lansoprazole, ondansetron, sumatriptan, oxycodone, hydrocodone, tramadol,
fentanyl patches, morphine sulphate, morphine sulfate, codeine phosphate, sildenafil, tadalafil, finasteride, clomifene, clomiphene, misoprostol,
mifepristone, testosterone injections, hormone replacement therapy, antidepressant*, antipsychotic*, beta blockers, blood thinners, chemotherapy, chemo,
radiotherapy, immunotherapy, dialysis, insulin injections, epipen, donepezil, memantine, levodopa, pramipexole, allopurinol, colchicine,
sertralin, fluoxetin, venlafaxin, duloxetin, mirtazapin, quetiapin, olanzapin, risperidon, aripiprazol, lamotrigin, valproat, carbamazepin, amitriptylin,
bupropion, levothyroxin, l thyroxin, thyroxin, marcumar, phenprocoumon, amlodipin, torasemid, furosemid, spironolacton, hydrochlorothiazid, hct, prednisolon,
methotrexat, omeprazol, pantoprazol, tilidin, novaminsulfon, metamizol, methylphenidat, antidepressiva, neuroleptika, chemotherapie, strahlentherapie,
sertraline, fluoxétine, venlafaxine, quétiapine, olanzapine, rispéridone, metformine, lévothyroxine, warfarine, bisoprolol, amlodipine, furosémide,
atorvastatine, prednisolone, méthotrexate, oméprazole, morphine, tramadol, antidépresseur*, anxiolytique*, neuroleptique*, chimiothérapie, radiothérapie,
sertralina, fluoxetina, venlafaxina, quetiapina, olanzapina, metformina, insulina, levotiroxina, warfarina, acenocumarol, atorvastatina, omeprazol,
prednisona, metotrexato, enalapril, antidepresivos, quimioterapia, radioterapia, chemioterapia, radioterapia, antidepressivi, metformine, antidepressiva,
*oxetine, *prazole, *sartan, *tinib, *zumab, *ximab, *azepam, *gliptin, *gliflozin, *glutide, *floxacin, *statine
"""
_MEDICATION_CUED = "insulin, lithium, antidepressants, painkillers, steroids, inhaler, statins, antibiotics, morphine, codeine, contraceptive pill, insuline, insulina, ibuprofen, paracetamol, aspirin, ass 100, testosterone, oestrogen, estrogen"
_CARE = """
psychotherapy, psychotherapist, psychiatric hospital, psychiatric ward, psychiatric unit, mental health crisis, occupational health, sick leave, sick note,
signed off sick, off sick, admitted to hospital, in hospital with, had an operation, needs an operation, medical leave, fit note, disability benefits, disability pension, hospitalised, hospitalized, intensive care, palliative care, hospice,
kidney transplant, liver transplant, heart transplant, bone marrow transplant, organ donor, hip replacement, knee replacement, pacemaker, stent, bypass surgery,
mastectomy, hysterectomy, appendectomy, colonoscopy, biopsy, caesarean section, c section, mri scan, ct scan, colostomy, stoma bag, ultrasound scan,
psychotherapie, psychiatrische klinik, psychiatrie, krankgeschrieben, de baja por enfermedad, de baja médica, está de baja, krankschreibung, arbeitsunfähig, arbeitsunfähigkeit, arbeitsunfähigkeitsbescheinigung,
erwerbsminderungsrente, rehaklinik, kur, *ektomie, herzschrittmacher, hüft tep, knie tep, zustand nach, Z n, sectio, bestrahlung, stationär aufgenommen,
stationäre behandlung, organspende, palliativ*, hospiz, zytologie, histologie, sonographie, koloskopie, anamnese,
psychothérapie, hôpital psychiatrique, arrêt maladie, arrêt de travail, invalidité, hospitalisé, hospitalisée, hospitalisation, soins palliatifs, greffe de rein,
césarienne, mastectomie, appendicectomie, affection de longue durée,
psicoterapia, hospital psiquiátrico, baja médica, baja laboral, incapacidad laboral, hospitalizad*, cuidados paliativos, trasplante de riñón, cesárea,
mastectomía, psicoterapia, ricoverat*, cure palliative, trapianto di rene, ziekteverlof, ziek gemeld, opgenomen in het ziekenhuis, chemokuur
"""
_CARE_CUED = """
therapy, in therapy, counselling, psychiatrist, psychologist, psychotherapist, oncologist, cardiologist, neurologist, rehab, transplant, surgery,
operated on, had an operation, treatment for, medication, physiotherapy,
therapie, therapeut, therapeutin, psychiater, psychiaterin, onkologie, reha, operiert, medikamente, behandlung wegen,
psychiatre, psychologue, oncologue, hôpital, opéré, opérée, traitement pour, psiquiatra, oncólogo, operad*, medicación, tratamiento para, psichiatra
"""
_DISABILITY = """
registered disabled, disabled veteran, I am disabled, I m disabled, he is disabled, she is disabled, who is disabled, disabled since birth, disabled parking permit, severely disabled, learning disability, learning disabilities, physical disability, mobility impairment, visually impaired,
visual impairment, hearing impaired, hearing impairment, hearing loss, hearing aids, wheelchair user, wheelchair bound, registered blind, partially sighted,
legally blind, special needs child, blue badge holder, guide dog, speech impediment, prosthetic leg, amputee, disability living allowance,
schwerbehindert*, schwerbehinderung, schwerbehindertenausweis, grad der behinderung, GdB, gehörlos, sehbehindert, sehbehinderung, hörgerät, rollstuhlfahrer*,
lernbehinderung, geistige behinderung, körperbehindert, pflegegrad, pflegestufe,
travailleur handicapé, travailleuse handicapée, RQTH, en situation de handicap, fauteuil roulant, malvoyant*, malentendant*, handicap moteur,
minusvalía, discapacidad, silla de ruedas, grado de discapacidad, invidente, sordera, invalidità civile, sedia a rotelle, ipovedente, arbeidsongeschikt, rolstoel
"""
_DISABILITY_CUED = "disability, wheelchair, deaf, blind, mute, crutches, hearing aid, behindert, behinderung, rollstuhl, blind, taub, handicapé, handicapée, sourd, sourde, aveugle, discapacitad*, ciego, ciega, sordo, sorda, disabile, cieco, gehandicapt"
_SUBSTANCES = """
alcohol dependence, alcohol use disorder, alcohol abuse, alcohol addiction, alcoholics anonymous, recovering alcoholic, recovering addict, drug addiction,
drug addict, drug abuse, drug dependence, substance abuse, substance use disorder, substance misuse, opioid use disorder, opioid addiction, opiate addiction,
heroin addiction, heroin addict, cocaine addiction, addicted to alcohol, addicted to heroin, addicted to cocaine, addicted to painkillers, addicted to opioids,
addicted to drugs, methadone, buprenorphine, suboxone, naltrexone, disulfiram, acamprosate, narcotics anonymous, detoxification, alcohol withdrawal,
opioid withdrawal, gambling addiction, rehab clinic, drug rehab, alcohol rehab, in rehab,
alkoholabhängig*, alkoholsucht, alkoholkrank*, alkoholmissbrauch, alkoholentzug, suchterkrankung, suchtklinik, suchtberatung, drogensucht, drogensüchtig*,
drogenabhängig*, drogenmissbrauch, heroinabhängig*, spielsucht, spielsüchtig, anonyme alkoholiker, anonymen alkoholikern, entzugsklinik, entzugstherapie, methadonprogramm, c2 abusus,
alcoolodépendan*, dépendance à l alcool, dépendance aux opiacés, toxicomane, toxicomanie, cure de désintoxication, sevrage alcoolique, alcooliques anonymes, addiction à l alcool,
addiction aux jeux, subutex, alcohólicos anónimos, drogadict*, drogadicción, toxicoman*, adicción al alcohol, adicción a las drogas, adicto a, adicta a, metadona, desintoxicación,
tossicodipendente, tossicodipendenza, alcolista, alcolismo, ludopatia, verslaafd aan, drugsverslaving, alcoholverslaving, ontwenningskliniek
"""
_SUBSTANCES_CUED = "alcoholic, alcoholism, addict, addiction, overdose, overdosed, relapsed, detox, drinking problem, cocaine, heroin, cannabis use, alkoholiker, alkoholikerin, alkoholismus, entzug, rückfällig, abhängig, alcoolique, alcoolisme, sevrage, sobre, alcohólic*, alcoholismo, sobredosis, verslaafd, verslaving"
_LAB = """
hba1c, viral load, cd4 count, psa level, psa value, blood glucose level, blood sugar level, egfr, creatinine, tsh level, ldl cholesterol, inr value, troponin, hemoglobin level,
haemoglobin level, positive pregnancy test, blood group, blood type, nüchternblutzucker, blutzuckerwert*, kreatininwert*, leberwerte, cholesterinwert*, psa wert, blutgruppe, laborwerte,
charge virale, glycémie, groupe sanguin, créatinine, carga viral, glucemia, grupo sanguíneo, creatinina, glicemia, gruppo sanguigno, bloedgroep
"""

VOCABULARIES = (
    Vocabulary("HEALTH", "diagnosis", plain=_DIAGNOSES, cued=_DIAGNOSES_CUED, own=_DIAGNOSES_OWN),
    Vocabulary("HEALTH", "mood", own=_MOODS_OWN),
    Vocabulary("HEALTH", "medication", plain=_MEDICATION, cued=_MEDICATION_CUED),
    Vocabulary("HEALTH", "treatment", plain=_CARE, cued=_CARE_CUED),
    Vocabulary("HEALTH", "disability", plain=_DISABILITY, own=_DISABILITY_CUED),
    Vocabulary("HEALTH", "substance_use", plain=_SUBSTANCES, cued=_SUBSTANCES_CUED),
    Vocabulary("HEALTH", "lab", plain=_LAB),
)
