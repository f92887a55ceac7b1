"""Words of headers, by what the column holds: whole words, lower case, no accents, joined by spaces.

A header counts when it is such a word or ends with one ("billing street", "kunde telefon").
"""

from __future__ import annotations

MEMBER = False

#: Entity -> words, separated by "|". English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish.
HEADERS: dict[str, str] = {
    "EMAIL_ADDRESS": "email|e mail|mail|email address|e mail address|mail address|emailadresse|e mail adresse|mailadresse|courriel|"
    "adresse mail|adresse email|adresse courriel|correo|correo electronico|posta elettronica|indirizzo email|emailadres|e post|adres email",
    "PHONE_NUMBER": "phone|phone number|phone no|telephone|telephone number|tel|tel no|mobile|mobile number|mobile phone|cell|cell phone|"
    "cellphone|fax|fax number|landline|contact number|telefon|telefonnummer|telefonnr|tel nr|handy|handynummer|mobil|mobilnummer|mobiltelefon|"
    "rufnummer|festnetz|telefax|portable|numero de telephone|numero de tel|tel portable|telefono|numero de telefono|movil|celular|cellulare|"
    "numero di telefono|telefoon|telefoonnummer|mobiel|mobiele nummer|telefone|telemovel|telefon komorkowy|numer telefonu|whatsapp",
    "PERSON": "first name|firstname|fname|given name|givenname|forename|middle name|last name|lastname|lname|surname|family name|familyname|"
    "maiden name|full name|fullname|customer name|client name|patient name|employee name|contact name|contact person|person name|student name|"
    "member name|guest name|passenger name|applicant name|candidate name|user full name|sender name|recipient name|cardholder|cardholder name|"
    "card holder|account holder|policyholder|beneficiary name|next of kin|emergency contact|parent name|guardian name|child name|buyer name|"
    "tenant name|driver name|doctor name|physician name|author name|"
    "vorname|vornamen|nachname|familienname|zuname|geburtsname|kundenname|patientenname|mitarbeitername|ansprechpartner|ansprechpartnerin|"
    "kontoinhaber|karteninhaber|vor und nachname|name des kunden|name des patienten|versicherter|"
    "nom|prenom|prenoms|nom de famille|nom complet|nom du client|nom du patient|nom et prenom|titulaire|nom de naissance|"
    "apellido|apellidos|primer apellido|segundo apellido|nombre completo|nombre y apellidos|nombre del cliente|nombre del paciente|"
    "cognome|nome e cognome|nome completo|nominativo|nome cliente|intestatario|sobrenome|apelido|nome do cliente|"
    "voornaam|achternaam|volledige naam|naam klant|klantnaam|imie|nazwisko|imie i nazwisko|fornamn|efternamn|etternavn|fornavn|efternavn",
    "DATE_OF_BIRTH": "dob|date of birth|birth date|birthdate|birthday|born|born on|d o b|geburtsdatum|geb datum|gebdatum|geboren|geboren am|"
    "geburtstag|gebdat|date de naissance|naissance|ne le|nee le|ddn|fecha de nacimiento|fecha nacimiento|nacimiento|f nacimiento|data di nascita|"
    "nascita|nato il|geboortedatum|data de nascimento|nascimento|data urodzenia|fodelsedatum|fodselsdato",
    "AGE": "age|alter|age in years|patient age|lebensalter|edad|eta|leeftijd|idade|wiek|birth year|year of birth|geburtsjahr|annee de naissance|"
    "ano de nacimiento|anno di nascita|geboortejaar",
    "ADDRESS": "address|street|street address|home address|postal address|mailing address|billing address|shipping address|delivery address|"
    "address line|address line 1|address line 2|address1|address2|addr|residence|domicile|strasse|str|strasse und hausnummer|strasse hausnummer|"
    "anschrift|adresse|wohnadresse|wohnanschrift|lieferadresse|rechnungsadresse|postanschrift|rue|voie|adresse postale|adresse de livraison|"
    "calle|direccion|domicilio|direccion postal|via|indirizzo|indirizzo di residenza|residenza|straat|straatnaam|adres|woonadres|rua|morada|"
    "endereco|ulica|adres zamieszkania|gatuadress|adress|gata",
    "LOCATION": "city|town|home town|hometown|place of birth|birthplace|zip|zip code|zipcode|postcode|post code|postal code|plz|postleitzahl|ort|"
    "wohnort|stadt|geburtsort|plz ort|ville|commune|code postal|cp|lieu de naissance|ciudad|localidad|poblacion|codigo postal|lugar de nacimiento|"
    "citta|comune|cap|luogo di nascita|plaats|woonplaats|geboorteplaats|stad|cidade|localidade|codigo postal|miasto|kod pocztowy|postort|postnummer",
    "IBAN_CODE": "iban|iban number|iban nr|kontonummer iban|bankverbindung",
    "US_BANK_NUMBER": "bank account|bank account number|account number bank|kontonummer|konto nr|numero de compte|numero de cuenta|rekeningnummer",
    "CREDIT_CARD": "card number|credit card|credit card number|creditcard|cc number|ccnum|pan number|kreditkarte|kreditkartennummer|"
    "kartennummer|carte bancaire|numero de carte|tarjeta|numero de tarjeta|carta di credito|numero carta|creditcardnummer",
    "CARD_VERIFICATION_VALUE": "cvv|cvv2|cvc|cvc2|cvn|card security code|prufziffer karte|cryptogramme",
    "US_SSN": "ssn|social security|social security number|ss number",
    "US_ITIN": "itin",
    "DE_TAX_ID": "steuer id|steuerid|steueridentifikationsnummer|steuer identifikationsnummer|idnr|steuer idnr|tax id de",
    "DE_TAX_NUMBER": "steuernummer|steuer nr|steuernr",
    "DE_SOCIAL_SECURITY": "sozialversicherungsnummer|sv nummer|sv nr|svnr|rentenversicherungsnummer|rvnr",
    "DE_HEALTH_INSURANCE": "krankenversichertennummer|krankenversicherungsnummer|versichertennummer|versicherten nr|kvnr|egk nummer",
    "DE_ID_CARD": "personalausweis|personalausweisnummer|ausweisnummer|ausweis nr",
    "FR_NIR": "nir|numero de securite sociale|num secu|numero secu|no secu|securite sociale",
    "FR_TAX_ID": "numero fiscal|spi",
    "ES_NIF": "dni|nif|dni nie|documento nacional de identidad|numero dni",
    "ES_NIE": "nie",
    "IT_FISCAL_CODE": "codice fiscale|cod fiscale|cf|codfisc",
    "NL_BSN": "bsn|burgerservicenummer|sofinummer",
    "BE_NATIONAL_NUMBER": "rijksregisternummer|numero national|niss|insz|numero de registre national",
    "PL_PESEL": "pesel|nr pesel|numer pesel",
    "PT_TAX_ID": "contribuinte|numero de contribuinte",
    "AT_SOCIAL_SECURITY": "svnr at",
    "CH_SOCIAL_SECURITY": "ahv|ahv nummer|ahv nr|numero avs|avs",
    "SE_PERSONNUMMER": "personnummer|personnr|pnr",
    "DK_CPR": "cpr|cpr nr|cpr nummer",
    "NO_FODSELSNUMMER": "fodselsnummer|fnr",
    "FI_PERSONAL_IDENTITY_CODE": "hetu|henkilotunnus",
    "IE_PPS": "pps|ppsn|pps number",
    "UK_NINO": "nino|ni number|national insurance|national insurance number|national insurance no",
    "UK_NHS": "nhs|nhs number|nhs no",
    "US_MBI": "mbi|medicare id|medicare number",
    "IN_AADHAAR": "aadhaar|aadhaar number|aadhar",
    "BR_CPF": "cpf",
    "PASSPORT": "passport|passport number|passport no|passport nr|reisepass|reisepassnummer|passnummer|pass nr|passeport|numero de passeport|"
    "pasaporte|numero de pasaporte|passaporto|numero passaporto|paspoort|paspoortnummer|passaporte|paszport|numer paszportu",
    "DRIVER_LICENSE": "driver license|drivers license|driver licence|driving licence|driving license|license number|licence number|dl number|"
    "fuhrerschein|fuhrerscheinnummer|permis de conduire|numero de permis|permiso de conducir|patente di guida|rijbewijs|rijbewijsnummer",
    "LICENSE_PLATE": "license plate|licence plate|number plate|plate|plate number|vehicle registration|kennzeichen|kfz kennzeichen|"
    "nummernschild|immatriculation|plaque|matricula|targa|kenteken|numer rejestracyjny",
    "IP_ADDRESS": "ip|ip address|ip addr|client ip|remote ip|remote addr|ipaddress|ip adresse|adresse ip|direccion ip|indirizzo ip|ip adres",
    "MAC_ADDRESS": "mac|mac address|mac adresse",
    "IMEI": "imei|imei number",
    "USERNAME": "username|user name|login|login name|screen name|handle|twitter|twitter handle|instagram|benutzername|nutzername|anmeldename|"
    "nom d utilisateur|identifiant|nombre de usuario|usuario|nome utente|gebruikersnaam|anvandarnamn|nazwa uzytkownika|nickname",
    "CUSTOMER_ID": "customer id|customer number|customer no|client id|client number|member id|membership number|account id|patient id|"
    "patient number|mrn|medical record number|policy number|insurance number|kundennummer|kunden nr|kundennr|kunden id|vertragsnummer|"
    "patientennummer|patienten id|patienten nr|mitgliedsnummer|versicherungsnummer|numero client|numero de client|id client|numero cliente|"
    "numero de cliente|id cliente|codice cliente|klantnummer|klant id|numer klienta|kundnummer",
    "EMPLOYEE_ID": "employee id|employee number|employee no|emp id|empid|staff id|staff number|personnel number|badge number|personalnummer|"
    "personal nr|pers nr|mitarbeiternummer|mitarbeiter id|matricule|numero de salarie|numero de empleado|id empleado|matricola|personeelsnummer|"
    "anstallningsnummer",
    "CASE_NUMBER": "case number|case no|case id|claim number|claim id|docket|aktenzeichen|fallnummer|schadennummer|vorgangsnummer|"
    "numero de dossier|numero dossier|expediente|numero de expediente|numero pratica|dossiernummer|zaaknummer",
    "PSEUDONYM_TOKEN": "user id|userid|user uuid|uid|person id|subject id|participant id|respondent id|visitor id|user hash|email hash|"
    "hashed email|pseudonym|nutzer id|benutzer id|teilnehmer id|probanden id|probandennummer|id utilisateur|id usuario|id utente|gebruiker id",
    "COOKIE_ID": "cookie id|cookie|client id cookie|ga client id|fbp|session cookie",
    "ADVERTISING_ID": "idfa|gaid|aaid|advertising id|ad id|adid|idfv",
    "GEO_COORDINATES": "lat|latitude|lon|lng|long|longitude|latlng|lat lng|lat lon|gps|coordinates|koordinaten|breitengrad|langengrad|latitud|"
    "longitud|latitudine|longitudine|breedtegraad|lengtegraad",
    "HEALTH": "diagnosis|diagnoses|diagnose|diagnosen|icd|icd10|icd 10|icd code|disease|illness|medical condition|condition code|symptoms|"
    "medication|medications|prescription|allergies|allergy|blood type|blood group|disability|disabilities|vaccination status|hiv status|"
    "treatment|medical history|krankheit|krankheiten|befund|medikation|medikament|medikamente|allergien|blutgruppe|behinderung|"
    "schwerbehinderung|gdb|vorerkrankungen|therapie|diagnostic|maladie|traitement|medicament|allergie|groupe sanguin|handicap|antecedents|"
    "diagnostico|enfermedad|tratamiento|medicacion|alergias|grupo sanguineo|discapacidad|diagnosi|malattia|terapia|farmaci|disabilita|"
    "gruppo sanguigno|ziekte|medicatie|bloedgroep",
    "RELIGION": "religion|religious affiliation|faith|denomination|confession|konfession|kirchensteuer|kirchensteuermerkmal|religionszugehorigkeit|"
    "croyance|religione|godsdienst|geloof|religiao|wyznanie",
    "ETHNIC_ORIGIN": "ethnicity|ethnic origin|ethnic group|race|race ethnicity|ethnie|ethnische herkunft|origine ethnique|etnia|raza|origen etnico|"
    "etnische afkomst",
    "POLITICAL_OPINION": "political party|party membership|party affiliation|political affiliation|political opinion|parteizugehorigkeit|"
    "parteimitgliedschaft|parti politique|partido politico|partito politico",
    "TRADE_UNION": "trade union|union membership|union member|labor union|gewerkschaft|gewerkschaftsmitglied|syndicat|sindicato|sindacato|vakbond",
    "SEXUAL_ORIENTATION": "sexual orientation|orientation sexuelle|sexuelle orientierung|orientacion sexual|orientamento sessuale",
    "CRIMINAL_OFFENCE": "criminal record|convictions|conviction|offence|offense|criminal history|vorstrafen|straftat|fuhrungszeugnis|"
    "casier judiciaire|condamnation|antecedentes penales|casellario giudiziale|strafblad",
    "NRP": "nationality|citizenship|staatsangehorigkeit|nationalitat|nationalite|nacionalidad|nazionalita|cittadinanza|nationaliteit|nacionalidade",
    "FINANCIAL_FIGURE": "salary|annual salary|base salary|monthly salary|income|annual income|net income personal|wage|wages|pay|bonus|"
    "account balance|credit score|debt|gehalt|bruttogehalt|nettogehalt|jahresgehalt|lohn|einkommen|kontostand|schufa score|salaire|"
    "salaire brut|revenu|salario|sueldo|ingresos|stipendio|reddito|salaris|loon|inkomen|pensja|wynagrodzenie|lon",
}

#: Kind of human-resources column -> words.
HR_HEADERS: dict[str, str] = {
    "salary": "salary|annual salary|base salary|monthly salary|gross salary|net salary|wage|wages|hourly wage|pay|pay grade|bonus|compensation|"
    "gehalt|bruttogehalt|nettogehalt|jahresgehalt|grundgehalt|lohn|stundenlohn|vergutung|gehaltsgruppe|tarifgruppe|entgeltgruppe|salaire|"
    "salaire brut|remuneration|prime|salario|sueldo|retribucion|stipendio|retribuzione|salaris|loon|wynagrodzenie|pensja|lon",
    "sick_days": "sick days|sick leave|sick leave days|days sick|absence days|absences|absence|absent days|krankheitstage|krankentage|fehltage|"
    "fehlzeiten|krankenstand|arbeitsunfahigkeit|jours de maladie|arret maladie|absences maladie|dias de baja|baja medica|ausencias|"
    "giorni di malattia|assenze|ziektedagen|ziekteverzuim|verzuim|sjukdagar",
    "rating": "rating|performance|performance rating|performance score|performance review|appraisal|review score|evaluation|beurteilung|"
    "leistungsbeurteilung|bewertung|mitarbeiterbewertung|evaluation annuelle|note d evaluation|evaluacion|valutazione|beoordeling|ocena pracownika",
    "hire_date": "hire date|date hired|hired|date of hire|joining date|join date|start date employment|date of joining|employment start|"
    "eintrittsdatum|einstellungsdatum|eintritt|date d embauche|date d entree|fecha de contratacion|fecha de ingreso|data di assunzione|"
    "datum in dienst|data zatrudnienia",
    "leave_date": "leave date|leaving date|termination date|exit date|date of termination|end of employment|resignation date|austrittsdatum|"
    "kundigungsdatum|austritt|date de sortie|date de depart|fecha de baja|data di cessazione|datum uit dienst",
    "department": "department|dept|division|business unit|cost center|cost centre|team|abteilung|bereich|kostenstelle|departement|service|"
    "departamento|reparto|dipartimento|afdeling|dzial|avdelning",
    "position": "job title|position|role title|occupation|manager|supervisor|line manager|stellenbezeichnung|berufsbezeichnung|tatigkeit|"
    "vorgesetzter|vorgesetzte|poste|fonction|puesto|cargo|mansione|qualifica|functie|stanowisko",
    "leave_balance": "vacation days|annual leave|leave balance|remaining leave|urlaubstage|resturlaub|urlaubsanspruch|conges|solde de conges|"
    "vacaciones|ferie|vakantiedagen",
    "warning": "warning|disciplinary|disciplinary action|abmahnung|abmahnungen|avertissement|sancion|provvedimento",
}
