"""Secrets of payment, messaging, mail, monitoring and office services."""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.detectors.secrets_shape import (
    ALNUM,
    HEX,
    HEX_ANY,
    UUID,
    WORD,
    Row,
    is_issued,
    mixed,
    mixed_hex,
    mixed_upper,
    mixed_uuid,
    providers,
    with_context,
)

MEMBER = False

_LOWER = "[a-z0-9]"
_PAYMENT: tuple[Row, ...] = (
    ("stripe", "STRIPE_KEY", f"[sr]k_(?:live|test|prod)_{ALNUM}{{16,250}}", f"sk_live_{mixed(24)}", "k_live_|k_test_|k_prod_"),
    ("stripe_webhook", "STRIPE_WEBHOOK_SECRET", "whsec_[A-Za-z0-9+/]{24,80}={0,2}", f"whsec_{mixed(32)}", "whsec_"),
    ("square", "SQUARE_TOKEN", f"sq0[a-z]{{3}}-{WORD}{{22,43}}", f"sq0atp-{mixed(22)}", "sq0"),
    ("square_access", "SQUARE_TOKEN", f"EAAA[El]{WORD}{{58,60}}", f"EAAAE{mixed(59)}", "eaaa"),
    ("braintree", "BRAINTREE_TOKEN", rf"access_token\$(?:production|sandbox)\${_LOWER}{{16}}\${HEX}{{32}}", f"access_token$production${mixed(16).lower()}${mixed_hex(32)}", "access_token$"),
    ("shopify", "SHOPIFY_TOKEN", f"shp(?:at|ca|pa|ss|ua|tka)_{HEX_ANY}{{32}}", f"shpat_{mixed_hex(32)}", "shp"),
    ("razorpay", "RAZORPAY_KEY", f"rzp_(?:live|test)_{ALNUM}{{14,24}}", f"rzp_live_{mixed(14)}", "rzp_"),
    ("flutterwave", "FLUTTERWAVE_KEY", f"FLWSECK(?:_TEST)?-{ALNUM}{{12,34}}-X", f"FLWSECK-{mixed_hex(32)}-X", "flwseck"),
    ("plaid", "PLAID_TOKEN", f"access-(?:sandbox|development|production)-{UUID}", f"access-production-{mixed_uuid()}", "access-"),
    ("easypost", "EASYPOST_KEY", f"EZ[AT]K{ALNUM}{{54}}", f"EZAK{mixed(54)}", "ezak|eztk"),
    ("shippo", "SHIPPO_TOKEN", f"shippo_(?:live|test)_{HEX}{{40}}", f"shippo_live_{mixed_hex(40)}", "shippo_"),
    ("duffel", "DUFFEL_TOKEN", f"duffel_(?:live|test)_{WORD}{{43}}", f"duffel_live_{mixed(43)}", "duffel_"),
    ("xendit", "XENDIT_KEY", f"xnd_(?:production|development)_{ALNUM}{{40,80}}", f"xnd_production_{mixed(60)}", "xnd_"),
    ("mercadopago", "MERCADOPAGO_TOKEN", f"APP_USR-\\d{{10,20}}-\\d{{6}}-{HEX}{{32}}-\\d{{6,12}}", f"APP_USR-{'4829175360' * 2}-110226-{mixed_hex(32)}-184920375", "app_usr-"),
    ("adyen", "ADYEN_KEY", r"AQE[A-Za-z0-9+/]{60,200}-[A-Za-z0-9+/=]{20,80}-[\x21-\x7e]{16}", f"AQE{mixed(70)}-{mixed(40)}-{mixed(16)}", "aqe"),
)  # fmt: skip
_MESSAGES: tuple[Row, ...] = (
    ("slack", "SLACK_TOKEN", f"xox[abdeoprs]-(?:[0-9]{{8,14}}-|1-|2-)?{WORD}{{10,200}}", f"xoxb-284619375028-284619375028-{mixed(24)}", "xox"),
    ("slack_app", "SLACK_TOKEN", f"xapp-\\d-[A-Z0-9]{{8,16}}-\\d{{10,16}}-{HEX}{{64}}", f"xapp-1-A{mixed_upper(10)}-2846193750284-{mixed_hex(64)}", "xapp-"),
    ("slack_refresh", "SLACK_TOKEN", rf"xoxe\.xox[bp]-\d-{ALNUM}{{140,180}}", f"xoxe.xoxp-1-{mixed(163)}", "xoxe."),
    ("discord_bot", "DISCORD_TOKEN", rf"[MNO]{ALNUM}{{23,27}}\.{WORD}{{6}}\.{WORD}{{27,40}}", f"M{mixed(24)}.{mixed(6)}.{mixed(38)}", "."),
    ("telegram_bot", "TELEGRAM_TOKEN", f"\\d{{8,10}}:AA{WORD}{{33}}", f"5928461730:AA{mixed(33)}", ":aa"),
    ("twilio", "TWILIO_KEY", f"SK{HEX}{{32}}", f"SK{mixed_hex(32)}", "sk"),
    ("sendgrid", "SENDGRID_KEY", rf"SG\.{WORD}{{20,24}}\.{WORD}{{39,50}}", f"SG.{mixed(22)}.{mixed(43)}", "sg."),
    ("mailgun", "MAILGUN_KEY", f"key-{HEX}{{32}}", f"key-{mixed_hex(32)}", "key-"),
    ("mailchimp", "MAILCHIMP_KEY", f"{HEX}{{32}}-us\\d{{1,2}}", f"{mixed_hex(32)}-us21", "-us"),
    ("brevo", "BREVO_KEY", f"x(?:keysib|smtpsib)-{HEX}{{64}}-{ALNUM}{{16}}", f"xkeysib-{mixed_hex(64)}-{mixed(16)}", "xkeysib-|xsmtpsib-"),
    ("resend", "RESEND_KEY", f"re_{ALNUM}{{8}}_{ALNUM}{{24}}", f"re_{mixed(8)}_{mixed(24)}", "re_"),
    ("mailersend", "MAILERSEND_TOKEN", rf"mlsn\.{HEX}{{64}}", f"mlsn.{mixed_hex(64)}", "mlsn."),
    ("klaviyo", "KLAVIYO_KEY", f"pk_{HEX}{{34}}", f"pk_{mixed_hex(34)}", "pk_"),
    ("facebook", "FACEBOOK_TOKEN", f"EAA[MC]?{ALNUM}{{80,400}}", f"EAAC{mixed(120)}", "eaa"),
    ("twitter_bearer", "TWITTER_TOKEN", "A{20,22}[A-Za-z0-9%]{60,120}", f"{'A' * 22}{mixed(80)}", "aaaaaaaaaaaaaaaaaaaa"),
)  # fmt: skip
_OFFICE: tuple[Row, ...] = (
    ("newrelic", "NEWRELIC_KEY", "NR(?:AK|JS|AL|II|RA)-[A-Z0-9a-f]{19,40}", f"NRAK-{mixed_upper(27)}", "nrak-|nrjs-|nral-|nrii-|nrra-"),
    ("grafana_cloud", "GRAFANA_TOKEN", "glc_[A-Za-z0-9+/]{32,400}={0,3}", f"glc_{mixed(60)}", "glc_"),
    ("grafana_service", "GRAFANA_TOKEN", f"glsa_{ALNUM}{{32}}_{HEX_ANY}{{8}}", f"glsa_{mixed(32)}_{mixed_hex(8)}", "glsa_"),
    ("sentry_user", "SENTRY_TOKEN", f"sntryu_{HEX}{{64}}", f"sntryu_{mixed_hex(64)}", "sntryu_"),
    ("sentry_org", "SENTRY_TOKEN", r"sntrys_eyJ[A-Za-z0-9+/=_]{80,400}", f"sntrys_eyJ{mixed(120)}", "sntrys_"),
    ("dynatrace", "DYNATRACE_TOKEN", r"dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}", f"dt0c01.{mixed_upper(24)}.{mixed_upper(64)}", "dt0"),
    ("posthog", "POSTHOG_KEY", f"ph[xs]_{ALNUM}{{43,47}}", f"phx_{mixed(43)}", "phx_|phs_"),
    ("airtable", "AIRTABLE_TOKEN", rf"pat{ALNUM}{{14}}\.{HEX}{{64}}", f"pat{mixed(14)}.{mixed_hex(64)}", "pat"),
    ("notion", "NOTION_TOKEN", f"ntn_{ALNUM}{{43,50}}", f"ntn_{mixed(46)}", "ntn_"),
    ("notion_old", "NOTION_TOKEN", f"secret_{ALNUM}{{43}}", f"secret_{mixed(43)}", "secret_"),
    ("linear", "LINEAR_KEY", f"lin_(?:api|oauth)_{ALNUM}{{40,64}}", f"lin_api_{mixed(40)}", "lin_"),
    ("asana", "ASANA_TOKEN", f"[0-9]/\\d{{15,17}}(?:/\\d{{15,17}})?:{HEX}{{32}}", f"1/1284619375028461:{mixed_hex(32)}", "/1"),
    ("figma", "FIGMA_TOKEN", f"fig[dor]{{1,2}}_{WORD}{{40}}", f"figd_{mixed(40)}", "figd_|figo|figr"),
    ("contentful", "CONTENTFUL_TOKEN", f"CFPAT-{WORD}{{43}}", f"CFPAT-{mixed(43)}", "cfpat-"),
    ("typeform", "TYPEFORM_TOKEN", r"tfp_[\w.-]{40,60}", f"tfp_{mixed(44)}", "tfp_"),
    ("dropbox", "DROPBOX_TOKEN", rf"sl\.(?:u\.)?{WORD}{{130,1500}}", f"sl.{mixed(140)}", "sl."),
    ("hubspot", "HUBSPOT_TOKEN", f"pat-(?:na|eu|ap)\\d-{UUID}", f"pat-eu1-{mixed_uuid()}", "pat-na|pat-eu|pat-ap"),
    ("salesforce", "SALESFORCE_TOKEN", r"00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,120}", f"00D{mixed(12)}!{mixed(90)}", "00d"),
    ("mapbox", "MAPBOX_TOKEN", rf"sk\.eyJ[\w-]{{60,240}}\.{WORD}{{22}}", f"sk.eyJ{mixed(80)}.{mixed(22)}", "sk.eyj"),
    ("adafruit", "ADAFRUIT_KEY", f"aio_{ALNUM}{{28}}", f"aio_{mixed(28)}", "aio_"),
    ("clickup", "CLICKUP_TOKEN", "pk_\\d{5,9}_[A-Z0-9]{32}", f"pk_4829175_{mixed_upper(32)}", "pk_"),
    ("frameio", "FRAMEIO_TOKEN", f"fio-u-{WORD}{{64}}", f"fio-u-{mixed(64)}", "fio-u-"),
    ("launchdarkly", "LAUNCHDARKLY_KEY", f"(?:sdk|api|mob)-{UUID}", f"sdk-{mixed_uuid()}", "sdk-|api-|mob-"),
    ("intra42", "INTRA42_SECRET", f"s-s4t2(?:ud|af)-{HEX}{{64}}", f"s-s4t2ud-{mixed_hex(64)}", "s-s4t2"),
    ("rapidapi", "RAPIDAPI_KEY", f"{_LOWER}{{10}}msh{_LOWER}{{15}}p1{_LOWER}{{5}}jsn{_LOWER}{{12}}", f"{mixed_hex(10)}msh{mixed_hex(15)}p1{mixed_hex(5)}jsn{mixed_hex(12)}", "jsn"),
    ("elastic", "ELASTIC_KEY", r"essu_[A-Za-z0-9+/]{40,120}={0,2}", f"essu_{mixed(60)}", "essu_"),
    ("honeycomb", "HONEYCOMB_KEY", "hc[abx]ik_[a-z0-9]{58}", f"hcaik_{mixed(58).lower()}", "hcaik_|hcbik_|hcxik_"),
)  # fmt: skip
_BESIDE: tuple[Row, ...] = (
    ("gocardless", "GOCARDLESS_TOKEN", f"live_{WORD}{{40}}", f"live_{mixed(40)}", "gocardless"),
    ("mollie", "MOLLIE_KEY", f"live_{ALNUM}{{30}}", f"live_{mixed(30)}", "mollie"),
    ("mailgun_signing", "MAILGUN_KEY", f"{HEX}{{32}}-{HEX}{{8}}-{HEX}{{8}}", f"{mixed_hex(32)}-{mixed_hex(8)}-{mixed_hex(8)}", "mailgun"),
    ("facebook_app", "FACEBOOK_TOKEN", f"\\d{{15,16}}\\|{WORD}{{27}}", f"284619375028461|{mixed(27)}", "facebook|fb_"),
    ("beamer", "BEAMER_TOKEN", r"b_[a-z0-9=_\-]{44}", f"b_{mixed(44).lower()}", "beamer"),
    ("okta", "OKTA_TOKEN", f"00{WORD}{{40}}", f"00{mixed(40)}", "okta"),
    ("datadog", "DATADOG_KEY", f"{HEX}{{40}}|{HEX}{{32}}", mixed_hex(32), "datadog|dd_api_key|dd_app_key"),
    ("twilio_auth", "TWILIO_TOKEN", f"{HEX}{{32}}", mixed_hex(32), "twilio"),
    ("postmark", "POSTMARK_TOKEN", UUID, mixed_uuid(), "postmark"),
    ("pagerduty", "PAGERDUTY_KEY", f"u\\+{WORD}{{18}}|{WORD}{{20}}", mixed(20), "pagerduty|pager_duty"),
    ("algolia", "ALGOLIA_KEY", f"{HEX}{{32}}", mixed_hex(32), "algolia"),
    ("zendesk", "ZENDESK_TOKEN", f"{ALNUM}{{40}}", mixed(40), "zendesk"),
    ("segment", "SEGMENT_KEY", f"{ALNUM}{{32}}", mixed(32), "segment_write|segment write|segment_key"),
    ("coinbase", "COINBASE_TOKEN", f"{WORD}{{64}}", mixed(64), "coinbase"),
    ("rollbar", "ROLLBAR_TOKEN", f"{HEX}{{32}}", mixed_hex(32), "rollbar"),
    ("bitly", "BITLY_TOKEN", f"{HEX}{{40}}", mixed_hex(40), "bitly"),
    ("trello", "TRELLO_TOKEN", f"ATTA{ALNUM}{{72}}|{HEX}{{64}}|{HEX}{{32}}", mixed_hex(64), "trello"),
    ("auth0", "AUTH0_SECRET", f"{WORD}{{64}}", mixed(64), "auth0"),
    ("openweather", "OPENWEATHER_KEY", f"{HEX}{{32}}", mixed_hex(32), "openweather|appid="),
    ("newsapi", "NEWSAPI_KEY", f"{HEX}{{32}}", mixed_hex(32), "newsapi|news_api"),
    ("messagebird", "MESSAGEBIRD_KEY", f"{ALNUM}{{25}}", mixed(25), "messagebird"),
    ("sumologic", "SUMOLOGIC_KEY", f"{ALNUM}{{64}}", mixed(64), "sumologic|sumo_"),
)  # fmt: skip


def _hook(name: str, kind: str, form: str, sample: str, keyword: str) -> PatternDetector:
    return PatternDetector(
        id=f"secrets.{name}",
        entity=f"SECRET_{kind}",
        pattern=re.compile(rf"(?P<value>{form})"),
        score=0.95,
        examples=(f"post to «{sample}» when done",),
        counterexamples=(f"post to {sample[: sample.index(keyword)]}{keyword}/XXXXXXXX/XXXXXXXX/XXXXXXXXXXXXXXXXXXXX",),
        validate=is_issued,
        keywords=(keyword,),
    )


HOOKS = (
    _hook("slack_webhook", "SLACK_WEBHOOK", r"https://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{23,120}", f"https://hooks.slack.com/services/T{mixed_upper(8)}/B{mixed_upper(8)}/{mixed(24)}", "hooks.slack.com"),
    _hook("discord_webhook", "DISCORD_WEBHOOK", r"https://(?:\w{2,10}\.)?discord(?:app)?\.com/api/webhooks/\d{17,20}/[\w-]{60,72}", f"https://discord.com/api/webhooks/284619375028461937/{mixed(68)}", "api/webhooks"),
    _hook("teams_webhook", "TEAMS_WEBHOOK", r"https://[\w.-]{1,60}\.webhook\.office\.com/webhookb2/[\w@-]{36,80}/IncomingWebhook/[a-f0-9]{32}/[\w-]{36}", f"https://firm.webhook.office.com/webhookb2/{mixed_uuid()}@{mixed_uuid()}/IncomingWebhook/{mixed_hex(32)}/{mixed_uuid()}", "webhook.office.com"),
    _hook("zapier_webhook", "ZAPIER_WEBHOOK", r"https://hooks\.zapier\.com/hooks/catch/\d{4,9}/[A-Za-z0-9]{5,10}", "https://hooks.zapier.com/hooks/catch/482917/b7k2mq", "hooks.zapier.com"),
    _hook("google_chat_webhook", "GOOGLE_CHAT_WEBHOOK", r"https://chat\.googleapis\.com/v1/spaces/[\w-]{8,20}/messages\?key=[\w-]{39}&token=[\w%-]{40,60}", f"https://chat.googleapis.com/v1/spaces/AAAA{mixed(7)}/messages?key=AI{mixed(37)}&token={mixed(43)}", "chat.googleapis.com"),
)  # fmt: skip

TOKENS = (*providers((*_PAYMENT, *_MESSAGES, *_OFFICE)), *with_context(_BESIDE))
