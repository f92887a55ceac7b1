"""Words of origin, belief, opinion, union membership, sex life and orientation (GDPR Art. 9); en de fr es, some it nl."""

from __future__ import annotations

from auditor.detectors.special_words import Vocabulary

MEMBER = False

_RELIGIOUS = """
practising Catholic, practicing Catholic, devout Catholic, lapsed Catholic, born again Christian, devout Christian, practising Muslim, practicing Muslim, devout Muslim, observant Jew,
Orthodox Jew, orthodoxer Jude, orthodoxe Jüdin, converted to Islam, converted to Judaism, converted to Christianity, converted to Catholicism, converted to Buddhism, converted to Hinduism,
convert to Islam, convert to Judaism, convert to Catholicism, keeps the Sabbath, observes the Sabbath, keeps kosher, keep kosher, fasts during Ramadan, fasting for Ramadan, fasting during Ramadan, fasts for Ramadan, observes Ramadan,
goes to mass, attends mass, attends church, attends mosque, goes to church every, goes to the mosque, attends synagogue, goes to synagogue, wears a hijab, wears hijab, wears a headscarf for religious, prays five times,
muslim faith, jewish faith, catholic faith, sikh faith, hindu faith, religious affiliation, religious beliefs, Bar Mitzvah, Bat Mitzvah, first communion, my confirmation, pilgrimage to Mecca,
konvertierte zum Islam, zum Islam konvertiert, zum Judentum konvertiert, zum Christentum konvertiert, Zeuge Jehovas, Zeugin Jehovas, römisch katholisch, evangelisch lutherisch, gläubiger Muslim, gläubige Muslimin, praktizierender Muslim,
praktizierende Muslimin, gläubiger Christ, gläubige Christin, praktizierender Katholik, praktizierende Katholikin, aus der Kirche ausgetreten, Kirchenaustritt, muslimischen Glaubens, jüdischen Glaubens, katholischen Glaubens, evangelischen Glaubens,
trägt Kopftuch, trägt ein Kopftuch, trägt das Kopftuch, trägt eine Kippa, isst koscher, isst halal, lebt koscher, betet fünfmal, fastet im Ramadan, geht in die Moschee, geht jeden Sonntag in die Kirche,
catholique pratiquant, catholique pratiquante, musulman pratiquant, musulmane pratiquante, juif pratiquant, juive pratiquante, protestant pratiquant, de confession musulmane, de confession juive, de confession catholique, de confession protestante,
convertie à l islam, converti à l islam, s est converti à l islam, s est convertie à l islam, converti au judaïsme, convertie au judaïsme, témoin de Jéhovah, fait le ramadan, fait ramadan, va à la messe, va à la mosquée, porte le voile, porte un voile, porte la kippa, porte une kippa, mange casher, mange halal, prie cinq fois par jour, observe le shabbat,
católico practicante, católica practicante, musulmán practicante, musulmana practicante, judío practicante, judía practicante, se convirtió al islam, se convirtió al judaísmo, convertido al islam, convertida al islam, testigo de Jehová,
hace el ramadán, va a misa, lleva velo, lleva hiyab, come halal, come kosher, reza cinco veces, va a la mezquita, de confesión evangélica, de religión musulmana, de religión católica, de religión judía,
cattolico praticante, cattolica praticante, musulmano praticante, musulmana praticante, convertito all islam, convertita all islam, testimone di Geova, praktiserend moslim, praktiserend katholiek, bekeerd tot de islam, jehova s getuige
"""
_RELIGION_GROUP = """
Catholic, Protestant, Christian, Muslim, Moslem, Jewish, Jew, Hindu, Buddhist, Sikh, Mormon, Baptist, Methodist, Lutheran, Anglican, Presbyterian, Pentecostal, Evangelical, Quaker, Baha i, Jain, Zoroastrian, Rastafarian, Jehovah s Witness, Wiccan, Pagan, Shia, Sunni,
Alevi, Ahmadi, Yazidi, Druze, Scientologist, Islam, Judaism, Christianity, Buddhism, Catholicism,
katholisch, evangelisch, muslimisch, jüdisch, buddhistisch, hinduistisch, konfessionslos, Katholik, Katholikin, Protestant, Protestantin, Muslim, Muslima, Muslimin, Moslem, Jude, Jüdin, Buddhist, Buddhistin, Hindu, Alevit, Alevitin, Jeside, Jesidin,
catholique, protestant, protestante, musulman, musulmane, juif, juive, bouddhiste, hindouiste, évangélique, católico, católica, musulmán, musulmana, judío, judía, protestante, evangélico, evangélica, budista, hindú,
cattolico, cattolica, musulmano, ebreo, ebrea, buddista, katholiek, moslim, joods, protestants
"""
_PHILOSOPHICAL = "conscientious objector, ethical vegan, practising humanist, kriegsdienstverweigerer, wehrdienstverweigerer, objecteur de conscience, objetor de conciencia, obiettore di coscienza, anthroposophist, freimaurer, franc maçon, lodge of freemasons"
_PHILOSOPHY_GROUP = "atheist, agnostic, humanist, pacifist, freemason, secularist, ethical vegan, vegan, Atheist, Atheistin, Agnostiker, Agnostikerin, Pazifist, Pazifistin, Humanist, athée, agnostique, pacifiste, ateo, atea, agnóstico, agnóstica, pacifista, ateïst, humaniste"
_POLITICAL_GROUP = """
socialist, communist, anarchist, Marxist, libertarian, Republican, Democrat, Tory, conservative voter, Labour voter, Green voter, Trump supporter, Trump voter, Brexiteer, leftist, left wing, right wing, far right, far left, Zionist, monarchist, feminist activist,
Sozialist, Sozialistin, Kommunist, Kommunistin, Sozialdemokrat, Sozialdemokratin, Antifaschist, linksradikal, rechtsradikal, rechtsextrem, linksextrem, AfD Wähler, AfD Wählerin, socialiste, communiste, gaulliste, macroniste, écologiste, d extrême droite,
d extrême gauche, royaliste, socialista, comunista, anarquista, independentista, de izquierdas, de derechas, fascista, leghista, di sinistra, di destra
"""
_PARTIES = """
Green Party, the Greens, Labour Party, Labour, Conservative Party, Conservatives, the Tories, Tories, Liberal Democrats, Lib Dems, UKIP, Reform UK, Brexit Party, Plaid Cymru, SNP, Sinn Féin, DUP, Fine Gael, Fianna Fáil, Republican Party, Republicans, Democratic Party, Democrats,
Libertarian Party, Socialist Party, Communist Party, Momentum, Democratic Socialists of America, DSA, Tea Party, National Rally, AfD, Alternative für Deutschland, SPD, CDU, CSU, FDP, die Grünen, den Grünen, der Grünen, Bündnis 90, die Linke, der Linken, Linkspartei, BSW, NPD, DKP, MLPD,
Piratenpartei, Freie Wähler, SPÖ, ÖVP, FPÖ, NEOS, SVP, Rassemblement National, RN, Front National, La France Insoumise, France Insoumise, France insoumise, LFI, Parti Socialiste, Parti socialiste, PS, PCF, Parti communiste, Renaissance, Les Républicains, EELV, Europe Écologie, Les Verts, Reconquête, MoDem,
PSOE, PP, Partido Popular, Vox, Podemos, Sumar, Izquierda Unida, Ciudadanos, ERC, Junts, PNV, EH Bildu, Bildu, CUP, Partido Comunista, Partido Socialista, Partito Democratico, PD, Lega, Forza Italia, Fratelli d Italia, Movimento 5 Stelle, M5S, Rifondazione Comunista,
PVV, VVD, D66, GroenLinks, PvdA, CDA, Forum voor Democratie, N VA, Vlaams Belang, Sverigedemokraterna, Socialdemokraterna, PiS, Platforma Obywatelska, Konfederacja, Bloco de Esquerda, Chega
"""
_POLITICAL_OWN = "political opinions, political views, political affiliation, politische gesinnung, opinions politiques, opiniones políticas"
_POLITICAL = """votes Republican, voted Republican, votes Democrat, voted Democrat, votes Tory, voted Tory, votes Conservative, voted Conservative, votes Green, voted Green,
votes Labour, voted Labour, voted Remain, voted Leave, voted for Brexit, voted for Trump, voted for Biden, voted for Harris, left wing voter, right wing voter, wählt rechts, wählt links, wählt grün, wählt rot, wählt CDU,
wählt SPD, wählt AfD, rechts gewählt, links gewählt, vote à gauche, vote à droite, vote à l extrême droite, vote à l extrême gauche, vote Le Pen, vote Macron, vote Mélenchon, a voté Le Pen, a voté Macron, a voté Mélenchon,
a voté à gauche, a voté à droite, vota a la derecha, vota a la izquierda, votó a la derecha, votó a la izquierda, vota a Vox, vota al PSOE, vota a destra, vota a sinistra, party membership card, parteibuch der, parteimitgliedschaft, parteimitglied, parteibuch, carnet del partido, carte du parti, tessera di partito"""
_UNION_PLAIN = """is in the union, is in a union, is in a trade union, was in the union, ist in der Gewerkschaft, ist in einer Gewerkschaft, in die Gewerkschaft eingetreten, der Gewerkschaft beigetreten, est au syndicat, est dans un syndicat,
fait partie du syndicat, fait partie d un syndicat, adhère au syndicat, adhère à un syndicat, syndiqué, syndiquée, está en el sindicato, pertenece al sindicato, pertenece a un sindicato, está sindicado, está sindicada, è nel sindacato, gewerkschaftsmitglied, gewerkschaftlich organisiert, délégué syndical, déléguée syndicale, syndiqué à, syndiquée à, adhérent syndical, représentant syndical, représentante syndicale, délégué du personnel CGT, afiliado al sindicato, afiliada al sindicato, delegado sindical, delegada sindical, enlace sindical, delegato sindacale, delegata sindacale, iscritto al sindacato, iscritta al sindacato, vakbondslid, lid van de vakbond"""
_UNION_ROLES = "shop steward, union steward, union rep, union representative, union member, trade union member, trade unionist, unionised member, gewerkschafter, gewerkschafterin, gewerkschaftssekretär*"
_UNION_OWN = "union membership, trade union membership, union dues, union rep, union representative, shop steward, gewerkschaftsbeitrag, gewerkschaftsmitgliedschaft, carte syndicale, afiliación sindical"
_UNIONS = """
union, trade union, labour union, labor union, teachers union, ver di, verdi, IG Metall, IG BCE, IG BAU, GEW, EVG, NGG, DGB, Marburger Bund, GDL, DBB, GMB, UNISON, Unison, Unite the Union, Unite, TUC, NEU, NASUWT, RMT, ASLEF, PCS, UCU, USDAW, CWU, BMA, RCN, AFL CIO, SEIU, Teamsters, United Auto Workers, UAW, AFSCME,
CGT, CFDT, CFTC, CFE CGC, UNSA, Sud Solidaires, Force Ouvrière, FO, FSU, CCOO, UGT, USO, CSIF, CNT, Comisiones Obreras, CGIL, CISL, UIL, FIOM, COBAS, USB, FNV, CNV, ABVV, ACV, Solidarność, OPZZ, LO, IF Metall, Unia, ÖGB, Gewerkschaft, syndicat, sindicato, sindacato, vakbond
"""
_ORIENTATION = """
came out as gay, came out as lesbian, came out as bisexual, came out as trans, came out as transgender, came out as queer, came out to his, came out to her, came out to my, came out to the team, coming out to my, same sex partner, same sex spouse, same sex marriage to, gay couple, lesbian couple, openly gay, openly lesbian,
transgender woman, transgender man, trans woman, trans man, transsexual woman, transsexual man, gender reassignment, gender dysphoria, sexual partners, hat sich als schwul geoutet, hat sich als lesbisch geoutet, als schwul geoutet, als lesbisch geoutet, als trans geoutet, als bisexuell geoutet,
homosexuell veranlagt, Transfrau, Transmann, eingetragene Lebenspartnerschaft, lebt mit seinem Freund, lebt mit ihrer Freundin, gleichgeschlechtliche*, femme trans, homme trans, femme transgenre, homme transgenre, fait son coming out, a fait son coming out, conjoint de même sexe, conjointe de même sexe,
mujer trans, hombre trans, mujer transgénero, salió del armario, pareja del mismo sexo, vida sexual, orientación sexual de, donna trans, uomo trans, donna transgender, ha fatto coming out, transvrouw, transman, uit de kast
"""
_PARTNERS = "his husband, her wife, sein Ehemann, ihre Ehefrau, his boyfriend, her girlfriend"
_ORIENTATION_GROUP = "gay, lesbian, bisexual, homosexual, heterosexual, transgender, transsexual, trans, queer, asexual, pansexual, non binary, nonbinary, intersex, polyamorous, schwul, lesbisch, bisexuell, homosexuell, transgeschlechtlich, trans, intergeschlechtlich, asexuell, pansexuell, nicht binär, lesbienne, homosexuel, homosexuelle, bisexuel, bisexuelle, transgenre, asexuel, gai, lesbiana, homosexual, bisexual, transexual, transgénero, omosessuale, lesbica, bisessuale, transessuale, homo, homoseksueel, lesbisch, biseksueel"
_ORIGIN = """
Romani descent, Roma descent, Kurdish descent, Jewish descent, African descent, Asian descent, mixed race, mixed heritage, biracial, Afro Caribbean, Black British, British Asian, British Pakistani, Kurdish refugee, Kurdish refugees, Roma family, Romani family, Sinti family, Traveller family, Irish Traveller,  Hispanic or Latino, racial origin, ethnic origin, ethnic background, ethnic minority, Migrationshintergrund, türkischer Herkunft, kurdischer Herkunft, arabischer Herkunft, afrikanischer Herkunft, türkischer Abstammung, kurdischer Abstammung, jüdischer Abstammung, afrodeutsch*, deutschtürkisch*,
Russlanddeutsche*, Spätaussiedler*, Sinti und Roma, ethnische Herkunft, Person of Color, d origine maghrébine, d origine algérienne, d origine marocaine, d origine africaine, d origine kurde, d origine rom, d origine juive, d origine turque, gens du voyage, origine ethnique, métis, métisse, de origen gitano, de etnia gitana, etnia gitana,
de origen marroquí, de origen indígena, de origen africano, afrodescendiente, origen étnico, pueblo gitano, di origine rom, di etnia rom, di origine africana, origine etnica, van Marokkaanse afkomst, van Turkse afkomst, van Koerdische afkomst, migratieachtergrond, etnische afkomst
"""
_ORIGIN_GROUP = "African American, Native American, Aboriginal Australian, Torres Strait Islander, First Nations, Romani, Roma, Sinti, Sinto, Kurdish, Kurd, Kurde, Kurdin, Black, Latino, Latina, Latinx, Hispanic, Arab, Berber, Kabyle, Tamil, Uyghur, Uighur, Hutu, Tutsi, Sámi, Sami, Inuit, Aboriginal, Māori, Maori, Métis, Indigenous, Han Chinese, Caucasian, Afro American, Creole, Ashkenazi, Sephardi, Pashtun, Hazara, Rohingya, Chechen, Basque, kurde, gitan, gitane, rom, noir, noire, arabe, gitano, gitana, indígena, negro, negra"

VOCABULARIES = (
    Vocabulary("RELIGION", "belief", plain=_RELIGIOUS, group=_RELIGION_GROUP),
    Vocabulary("PHILOSOPHICAL_BELIEF", "belief", plain=_PHILOSOPHICAL, group=_PHILOSOPHY_GROUP),
    Vocabulary("POLITICAL_OPINION", "opinion", plain=_POLITICAL, cued=_POLITICAL_OWN, group=_POLITICAL_GROUP),
    Vocabulary("POLITICAL_OPINION", "party", member=_PARTIES),
    Vocabulary("TRADE_UNION", "membership", plain=_UNION_PLAIN, cued=_UNION_OWN, group=_UNION_ROLES, member=_UNIONS),
    Vocabulary("SEXUAL_ORIENTATION", "orientation", plain=_ORIENTATION, group=_ORIENTATION_GROUP),
    Vocabulary("SEXUAL_ORIENTATION", "partner", plain=_PARTNERS),
    Vocabulary("ETHNIC_ORIGIN", "origin", plain=_ORIGIN, group=_ORIGIN_GROUP),
)
