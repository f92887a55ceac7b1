"""Values published for tests, films and documentation, and words of mailboxes that belong to nobody.

Sources: RFC 2606 (names), RFC 5737 and 3849 (addresses), RFC 7042 (MAC), the card brands' and payment services' test
numbers, the IBAN registry's examples, the drama numbers of Ofcom, the Bundesnetzagentur, ARCEP, PTS and NANPA, and the
examples that national authorities print (as of 2026-11).
"""

from __future__ import annotations

import re

MEMBER = False

RESERVED_MAIL = re.compile(
    r"@(?:[\w-]+\.)*(?:example\.(?:com|org|net|edu|de|co\.uk)|example|test|invalid|localhost|local|"
    r"domain\.(?:com|tld|org)|yourdomain\.\w+|mydomain\.\w+|your-?company\.\w+|email\.tld|test\.com|foo\.com|bar\.com|acme\.com)$"
    r"|^(?:your|my|user|someone|name|first\.?last|firstname\.lastname|john\.?doe|jane\.?doe|foo|bar|test|email|username)"
    r"@(?:email|mail|domain|company|test|example|foo|bar|acme|provider|site|website|gmail)\.\w+$"
)

_CARDS = """4111111111111111 4242424242424242 4012888888881881 4000056655665556 4222222222222 4917610000000000
4000000000000002 4000002500003155 4000000000009995 4005550000000001 4462030000000000 4917300800000000
5555555555554444 5200828282828210 5105105105105100 5431111111111111 2223003122003222 2223000048400011 5454545454545454
378282246310005 371449635398431 378734493671000 341111111111111 30569309025904 38520000023237 36227206271667 30000000000004
6011111111111117 6011000990139424 6011000400000000 3530111333300000 3566002020360505 6304000000000000 6200000000000005
6771798021000008 6759649826438453 4444333322221111 5019717010103742""".split()

_IBANS = """DE89370400440532013000 DE75512108001245126199 DE91100000000123456789 GB82WEST12345698765432 GB29NWBK60161331926819
GB33BUKB20201555555555 FR1420041010050500013M02606 FR7630006000011234567890189 NL91ABNA0417164300 NL02ABNA0123456789
ES9121000418450200051332 ES7921000813610123456789 IT60X0542811101000000123456 BE68539007547034 BE71096123456769
AT611904300234573201 AT483200000012345864 CH9300762011623852957 CH5604835012345678009 PL61109010140000071219812874
SE4550000000058398257466 PT50000201231234567890154 IE29AIBK93115212345678 IE64IRCE92050112345678 DK5000400440116243
FI2112345600000785 NO9386011117947 LU280019400644750000 LI21088100002324013AA CZ6508000000192000145399
SK3112000000198742637541 HU42117730161111101800000000 RO49AAAA1B31007593840000 BG80BNBG96611020345678
GR1601101250000000012300695 HR1210010051863000160 SI56263300012039086 EE382200221020145685 LV80BANK0000435195001
LT121000011101001000 MT84MALT011000012345MTLCAST001S CY17002001280000001200527600 IS140159260076545510730339""".split()

_NATIONAL = """078051120 219099999 123456789 987654320 987654321 987654322 987654329 111111111 QQ123456C AB123456C
12345678Z 00000000T X1234567L 44051401359 44051401458 123456782 111222333 131052308T 198112189876 8112189876
189912319903 2110625629 RSSMRA85T10A562S RSSMRA80A01H501U 12345678903 86095742719 47036892816 65929970489
02476291358 255081416802538 9434765919 4010232137 7569217076985 85073003328 85020513796""".split()

_OTHER = """8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 1.2.3.4 4.3.2.1 12.34.56.78 11.22.33.44 98.76.54.32 123.45.67.89 123.123.123.123
490154203237518 356938035643809 352099001761481""".split()

DOCUMENTED = frozenset((*_CARDS, *_IBANS, *_NATIONAL, *_OTHER))

#: Digits of a number, with or without its country code.
DRAMA_PHONES = re.compile(
    r"^(?:(?:001|1)?[2-9]\d{2})?55501\d\d(?:X\d+|EXT\d+)?$"  # North America
    r"|^(?:0044|44|0|440)(?:7700900\d{3}|207946\d{4}|1632960\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3}"
    r"|1(?:13|14|15|16|17|18|21|31|41|51|61)496\d{4}|289649\d{4}|2920180\d{3}|1914980\d{3})$"  # Ofcom
    r"|^(?:0049|49|0|490)(?:3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}"
    r"|15228817386|15228895456|15254599371|17239968532|17299681\d\d|1729925904|1729968532|17139200\d\d|17604069\d{4})$"
    r"|^(?:0033|33|0|330)(?:199\d{2}|26191|35301|46571|53649|63998)\d{4}$"  # ARCEP
    r"|^(?:0046|46|0|460)(?:3139006\d\d|4062804\d\d|846500[34]\d\d|9803192\d\d|701740[56]\d\d)$"  # PTS
    r"|^(?:0061|61|0|610)(?:[2378]5550\d{4}|[2378]7010\d{4}|491570\d{3}|49157[1-5]\d{3})$"  # ACMA
    r"|^(?:00353|353|0)2091\d{5}$"
    r"|^(?:\+?1?2345678(?:90?1?2?)?|0?123456789?0?|0{7,}|1{7,}|9{7,})$"  # typed along the keyboard
)

ROLES = frozenset(
    """info contact contacts kontakt support sales admin administrator office hello hi help helpdesk noreply donotreply
reply postmaster webmaster hostmaster abuse security privacy datenschutz dpo dsb rgpd gdpr compliance legal billing account
accounts accounting invoice invoices finance payroll jobs job careers career recruiting recruitment hr personal press presse
media marketing service services customerservice customercare customer care kundenservice kundendienst team mail email news
newsletter feedback enquiries inquiries reception empfang zentrale bewerbung bewerbungen karriere buchhaltung verwaltung
rechnung rechnungen vertrieb poststelle sekretariat secretary secretariat secretaria segreteria contacto ventas atencion
cliente clientes contatti amministrazione commerciale comercial direction accueil recrutement comptabilite biuro sklep
pomoc klantenservice klacht orders order bestellung bestellungen shop store returns retouren dev developers devops ops root
daemon mailer system bot notifications notification alerts alert updates update subscribe unsubscribe list lists listserv
request requests bugs bug patches maintainers owner owners community events event booking bookings reservations reservation
reservierung hotel praxis clinic partners partner investors investor relations research study survey no do not web www ftp
nobody anonymous everyone all staff board vorstand it edv technik tech technical the team""".split()
)
STRONG_ROLES = frozenset(
    "info noreply donotreply support contact kontakt office newsletter postmaster webmaster mailer".split()
)
