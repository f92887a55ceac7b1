"""Words that decide whether what a language model named is a name. Each list says why its words are on it."""

from __future__ import annotations

MEMBER = False

MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?"
)

#: They stand before a name and are no part of it.
TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir madam lady lord dame rev reverend fr sr sra herr frau monsieur madame mme "
    "mlle don doña dona sen senator rep president capt captain col colonel gen general lt maj sgt hon judge justice "
    "aunt uncle dear hello hi hey thanks regards cheers name attn nurse doctor".split()
)

#: No name has them inside; a span with one is a phrase.
FUNCTION_WORDS = frozenset(
    "the a an of and or but for with from to in on at by as if is are was were be been has have had do does did not no "
    "this that these those its our your their his her my i you we they it he she who which what when where why how "
    "can could will would should must shall there here then than into over under about after before".split()
)

#: Single words the model takes for people in chats, documents and code; none is a usual first name or surname.
COMMON = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february april july august september october "
        "november december today tomorrow yesterday christmas easter ramadan hanukkah "
        "hello hi hey dear thanks thank please sorry yes no ok okay regards cheers welcome greetings congratulations "
        "note warning error question answer example step section chapter figure table appendix addendum summary "
        "introduction conclusion abstract preface contents index notes references bibliography review questions option "
        "name address email phone date subject message customer client user users admin administrator agent assistant "
        "system support team manager director employee patient doctor nurse student teacher order ticket account "
        "password username login logout sign server client host file files folder path key value string object class "
        "function method variable array list dict tuple node script shell command config data input output request "
        "response token header body page link click button menu window screen load average graph "
        "majesty lord god jesus christ allah buddha heaven hell satan mom dad mum mama papa grandma grandpa "
        "law rule theorem principle hypothesis algorithm equation formula matrix vector "
        "north south east west spring summer autumn winter internet web website blog app software hardware "
        "copyright license licence library author world op cit ibid ed eds vol trans rev pp chap apt suite floor street avenue road unit box ssn iban dob zip "
        "bolshevik bolsheviks soviet soviets slavs jew jews muslim muslims hindu hindus sikh sikhs catholic catholics"
    ).split()
)

#: Products, libraries, formats, companies known by one word. Words that are also usual names of people are left out.
PRODUCTS = frozenset(
    (
        "linux unix ubuntu debian fedora gentoo suse centos redhat freebsd openbsd macos ios android windows kali grml "
        "git github gitlab bitbucket mercurial subversion svn bazaar docker podman kubernetes k8s helm terraform ansible "
        "puppet vagrant nagios munin grafana prometheus kibana logstash elasticsearch splunk datadog zabbix systemd "
        "python java javascript typescript perl php haskell erlang elixir kotlin scala golang fortran cobol lua julia "
        "bash zsh emacs vim nano latex tex markdown json yaml toml xml html css sql sass regex unicode utf ascii "
        "numpy pandas scipy matplotlib seaborn sklearn pytorch tensorflow keras spacy nltk gensim jupyter anaconda "
        "django flask fastapi rails laravel symfony spring hibernate node nodejs npm yarn webpack babel react redux "
        "angular vue svelte jquery bootstrap tailwind nginx apache tomcat jetty redis memcached kafka rabbitmq celery "
        "postgres postgresql mysql mariadb sqlite mongodb cassandra couchdb dynamodb oracle hadoop hive spark airflow "
        "samba postfix exim dovecot bind openssl openssh gnupg selinux apparmor iptables netfilter grub lilo kvm xen qemu "
        "gnome kde xfce firefox chrome chromium safari netscape mozilla thunderbird gimp inkscape blender libreoffice "
        "gmail google googled bing yahoo microsoft outlook excel powerpoint onedrive sharepoint azure aws lambda ec2 s3 "
        "facebook instagram twitter whatsapp telegram tiktok youtube netflix spotify linkedin pinterest snapchat reddit "
        "slack zoom trello jira confluence asana notion salesforce hubspot zendesk shopify stripe paypal venmo klarna "
        "amazon ebay etsy uber lyft airbnb iphone ipad macbook kindle alexa cortana bixby fitbit playstation xbox nintendo "
        "minecraft fortnite pokemon bitcoin ethereum dogecoin litecoin solana metamask openai chatgpt gpt anthropic copilot "
        "llama mistral midjourney huggingface langchain coca-cola pepsi nutella oreo frito lego barbie tupperware "
        "covid covid-19 ibuprofen paracetamol aspirin botox viagra prozac xanax tylenol advil"
    ).split()
)

#: Short words in capitals that are places.
ACRONYMS_OF_PLACES = frozenset("US USA UK UAE EU NYC LA DC SF USSR GDR NJ NY CA TX FL IL PA OH MA WA".split())

#: Words for street, as the last of a name or after it.
STREETS = frozenset(
    "st street str strasse straße square squares terrace lane pass turnpike road rd avenue ave boulevard blvd bypass drive "
    "court crescent highway hwy parkway pkwy plaza alley mews quay wharf "
    "apt suite unit flat rue weg gasse platz allee straat laan plein via viale corso calle avenida rua ulica".split()
)

#: They say that the words before them are a firm or an institution.
LEGAL_FORMS = frozenset(
    "inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag kg ug se sa sas sarl srl spa bv nv ab oy "
    "oyj as aps pty university college school hospital clinic bank insurance foundation institute ministry department "
    "council authority association society union partners holdings group solutions technologies systems".split()
)

#: Labels in capitals or at the start of a line that the model takes for organisations.
NO_ORGANISATION = frozenset(
    "state government congress parliament house senate court church party army navy police university school "
    "hospital bank company department board council committee union whites reds section".split()
)
