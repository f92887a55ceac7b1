"""Where a text comes from: phrases of models, fields of vendors' envelopes, watermarks of synthetic sets, reservations against mining.

Why it matters: vendors restrict training on their models' output, and a reservation closes the exception for text and
data mining. What to do: declare `generated_by` rows; leave reserved sources out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

_PHRASES = (
    r"as an? (?:ai|artificial intelligence)(?: language)? (?:model|assistant)(?: (?:developed|trained|created) by \w{2,20})?"
    r"|as a (?:large )?language model(?:,? (?:trained|developed|created) by \w{2,20})?|i(?:'m| am) (?:just )?an? (?:ai|language model|ai assistant)\b"
    r"|i(?:'m| am) (?:chatgpt|claude|gemini|bard|copilot|deepseek|grok)\b|my (?:knowledge|training) (?:cutoff|cut-off|data (?:only )?goes)"
    r"|(?:my|as of my) (?:last|latest) (?:knowledge|training) (?:update|cutoff)|i do not have (?:personal (?:opinions|feelings|experiences)|real-time access)"
    r"|i don't have (?:personal (?:opinions|feelings|experiences)|real-time access)|regenerate response"
    r"|als (?:ki-?(?:sprach)?modell|ki-assistent|sprachmodell)|als künstliche intelligenz (?:kann|habe) ich"
    r"|en tant qu'(?:ia|intelligence artificielle|assistant ia)|en tant que modèle de langage"
    r"|como (?:un )?modelo de lenguaje|como inteligencia artificial,|como (?:una )?ia,? no"
    r"|come modello linguistico|in quanto (?:modello linguistico|intelligenza artificiale)|als (?:ai-)?taalmodel"
)
#: Form of an id or model name in an envelope, and whose it is.
_VENDORS: tuple[tuple[str, str], ...] = (
    (r"chatcmpl-|cmpl-|resp_[0-9a-f]{20}|gpt-|chatgpt|text-davinci|^o[134](?:-|$)|davinci|openai", "openai"),
    (r"msg_0|claude|anthropic", "anthropic"),
    (r"gemini|palm|text-bison|google", "google"),
    (r"mistral|mixtral|codestral|magistral|ministral", "mistral"),
    (r"command-r|command-a|cohere", "cohere"),
    (r"deepseek", "deepseek"),
    (r"llama", "meta"),
    (r"qwen", "alibaba"),
    (r"grok", "xai"),
    (r"nova-|titan", "amazon"),
)


def vendor_of(value: str) -> str:
    """`envelope:<vendor>` of a model's name or a response's id."""
    low = value.lower()
    return "envelope:" + next((name for form, name in _VENDORS if re.search(form, low)), "other")


def _phrase(_: str) -> str:
    return "phrase"


_MODEL = (
    r"(?:(?:openai|anthropic|google|mistralai|meta-llama|deepseek(?:-ai)?|qwen|cohere|x-ai|azure|bedrock)[/.:])?"
    r"(?:gpt-[345][\w.\-]{0,30}|chatgpt[\w.\-]{0,20}|o[134](?:-(?:mini|pro|preview)[\w.\-]{0,16})?|text-davinci-\d{3}|claude[\w.\-]{1,40}|gemini-[\w.\-]{1,30}"
    r"|(?:open-)?mi[sx]tral[\w.\-]{0,30}|codestral[\w.\-]{0,20}|command-[ra][\w.\-]{0,20}|deepseek-[\w.\-]{1,30}|(?:meta-)?llama-?\d[\w.\-]{0,40}"
    r"|qwen[\d.]{1,4}[\w.\-]{0,30}|grok-[\w.\-]{1,20}|(?:amazon\.)?(?:nova|titan)-[\w.\-:]{1,30})"
)

DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="provenance.phrase",
        entity="MODEL_OUTPUT",
        pattern=re.compile(rf"(?<!\w)(?i:{_PHRASES})"),
        score=0.85,
        examples=(
            "«As an AI language model», I cannot do that.",
            "«Als KI-Sprachmodell» kann ich das nicht.",
            "«En tant qu'IA», je ne peux pas.",
        ),
        counterexamples=("We compare it with a language model.", "The AI model was trained.", "I am an airline pilot"),
        detail=_phrase,
        keywords=tuple(
            "as an a|language model|i'm a|i am a|knowledge|training|i do not have|i don't have|regenerate|i'm c|i am c|i'm g|i am g|i'm b|i am b|i'm d|i am d|als ki|sprachmodell|als künst|en tant qu|como|modello|in quanto|taalmodel".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="provenance.response_id",
        entity="MODEL_OUTPUT",
        pattern=re.compile(
            r"(?<![\w-])(?:chatcmpl-[A-Za-z0-9]{10,60}|cmpl-[A-Za-z0-9]{20,60}|msg_01[A-Za-z0-9]{20,30}|resp_[0-9a-f]{32,64}|run_[A-Za-z0-9]{24}|asst_[A-Za-z0-9]{24})(?![\w-])"
        ),
        score=0.95,
        examples=('"id": "«chatcmpl-9QmX2bT7kLw4Zr8Vn»"', "«msg_01Qm4XbT7kLw9Zr2VnPs5Yd»"),
        counterexamples=("chatcmpl-123 is the form", "msg_01 is the first message"),
        detail=vendor_of,
        keywords=("chatcmpl-", "cmpl-", "msg_01", "resp_", "run_", "asst_"),
    ),
    PatternDetector(
        id="provenance.model_field",
        entity="MODEL_OUTPUT",
        pattern=re.compile(
            rf"""(?i:["']?(?:model|model_name|model_id|generated_by|generator|engine|teacher(?:_model)?|annotator(?:_model)?|judge(?:_model)?|(?:source|chosen|rejected|response|generation|assistant|critic)_model)["']?[ \t]{{0,3}}[:=][ \t]{{0,3}}["']?(?P<value>{_MODEL}))(?![\w-])"""
        ),
        score=0.85,
        examples=(
            '{"model": "«gpt-4o-mini»", "usage": {}}',
            "generated_by: «claude-opus-4»",
            "model = '«mistral-large-latest»'",
        ),
        counterexamples=('{"model": "Golf GTI"}', "the model: gpt2 on paper", "model: resnet50"),
        detail=vendor_of,
        keywords=("model", "generat", "engine", "teacher", "annotator", "judge"),
    ),
    PatternDetector(
        id="provenance.model_cell",
        entity="MODEL_OUTPUT",
        pattern=re.compile(rf"^\s{{0,4}}(?P<value>(?i:{_MODEL}))\s{{0,4}}$"),
        score=0.85,
        examples=("«gpt-4o-mini»", "«claude-opus-4»"),
        counterexamples=("gpt", "Llama and alpaca", "o3 is ozone"),
        detail=vendor_of,
        keywords=tuple(
            "gpt-|chatgpt|davinci|claude|gemini|stral|command-|deepseek|llama|qwen|grok|nova|titan|o1|o3|o4".split("|")
        ),
    ),
    PatternDetector(
        id="provenance.watermark",
        entity="MODEL_OUTPUT",
        pattern=re.compile(
            r"(?i:(?<!\w)(?:synthetically generated by|(?:text|content|data|answer|response|dataset|translation)s? (?:was |were |is |are )?(?:auto-?)?generated (?:by|with|using) "
            r"(?:an? )?(?:ai|llm|gpt|chatgpt|claude|gemini|large language model|artificial intelligence)[\w.\-]{0,16}"
            r"|synthetic(?:ally)? (?:data |dataset |text |examples )?(?:was |were |is )?generated (?:by|with|using|from) (?:gpt|chatgpt|claude|gemini|llama|mistral|mixtral|qwen|deepseek|an? llm)[\w.\-]{0,16}"
            r"|(?:generated|created|built|produced|synthesi[sz]ed) (?:by|with|using) (?:distilabel|self-instruct|evol-instruct|magpie|ultrachat|synthetic-data-kit|gretel|nemotron)\b"
            r"|(?:von|durch|mit) (?:chatgpt|gpt-[\w.]{1,8}|claude|gemini|einer ki|künstlicher intelligenz) (?:erstellt|generiert|geschrieben|verfasst)"
            r"|(?:généré|rédigé|écrit|créé)e?s? par (?:chatgpt|gpt-[\w.]{1,8}|claude|gemini|une? ia|intelligence artificielle)\b"
            r"|(?:generad|escrit|cread)[oa]s? (?:por|con) (?:chatgpt|gpt-[\w.]{1,8}|claude|gemini|una ia|inteligencia artificial)\b"
            r"|(?:annotations|language)_creators[\"']?:\s{0,3}\[?\s{0,3}(?:- )?[\"']?machine-generated|(?:trained|compositeWithTrained)AlgorithmicMedia|synthid[-_ ]?watermark"
            r"|<\|(?:im_start|im_end|endoftext|assistant|eot_id|start_header_id)\|>|\[/?INST\]|generated by (?:chatgpt|gpt-[\w.]{1,12}|claude|gemini|copilot)))"
        ),
        score=0.7,
        examples=("This «answer was generated by ChatGPT»", "«<|im_start|>»user"),
        counterexamples=("Answers were generated by the committee", "a generated file"),
        detail=lambda _: "watermark",
        keywords=(
            "generated",
            "<|",
            "inst]",
            "created",
            "built with",
            "produced",
            "synthesi",
            "erstellt",
            "generiert",
            "geschrieben",
            "verfasst",
            "génér",
            "rédig",
            "écrit",
            "créé",
            "generad",
            "escrit",
            "cread",
            "algorithmicmedia",
            "synthid",
        ),
    ),
    PatternDetector(
        id="provenance.card_tag",
        entity="MODEL_OUTPUT",
        pattern=re.compile(
            r"^[ \t]{0,6}-[ \t]{1,3}[\"']?(?P<value>(?i:synthetic(?:-data|-dataset)?|distilabel|self-instruct|evol-instruct|magpie|ultrachat|llm-generated|ai-generated|machine-generated|gpt-?[34][\w.-]{0,8}|chatgpt))[\"']?[ \t]{0,3}$",
            re.MULTILINE,
        ),
        score=0.8,
        examples=("tags:\n- «synthetic»\n- «distilabel»", "annotations_creators:\n- «machine-generated»"),
        counterexamples=("materials:\n- synthetic\n- wool", "tags:\n- synthetic fibres"),
        detail=lambda _: "watermark",
        keywords=("synthetic", "distilabel", "instruct", "magpie", "ultrachat", "generated", "gpt"),
        context=("tags:", "_creators:", "task_categories", "language:", "license:", "dataset_info"),
        needs_context=True,
        window=400,
    ),
    PatternDetector(
        id="provenance.envelope",
        entity="MODEL_OUTPUT",
        pattern=re.compile(
            r"[\"'](?:object[\"']\s?:\s?[\"'](?:chat\.completion(?:\.chunk)?|text_completion)[\"']|system_fingerprint[\"']\s?:\s?[\"']fp_[0-9a-f]{6,16}[\"']"
            r"|stop_reason[\"']\s?:\s?[\"'](?:end_turn|max_tokens|stop_sequence|tool_use)[\"']|usageMetadata[\"']\s?:\s?\{|promptTokenCount[\"']\s?:\s?\d"
            r"|(?:prompt|completion|cached)_tokens[\"']\s?:\s?\d|finish_reason[\"']\s?:\s?[\"'](?:stop|length|tool_calls|content_filter)[\"'])"
        ),
        score=0.9,
        examples=(
            '{«"object":"chat.completion"»,"created":1690000000}',
            '{«"stop_reason": "end_turn"», "x": 1}',
            '«"prompt_tokens": 1»2',
        ),
        counterexamples=('"object": "chair"', "the finish_reason of the run", '"tokens": 12'),
        detail=lambda value: vendor_of(
            "openai"
            if re.search("chat|fp_|_completion|finish|_tokens", value)
            else "claude"
            if "stop_reason" in value
            else "gemini"
        ),
        keywords=(
            "chat.completion",
            "text_completion",
            "system_fingerprint",
            "stop_reason",
            "usagemetadata",
            "prompttokencount",
            "_tokens",
            "finish_reason",
        ),
    ),
    PatternDetector(
        id="provenance.envelope_cell",
        entity="MODEL_OUTPUT",
        pattern=re.compile(r"^(?P<value>fp_[0-9a-f]{8,16}|chat\.completion(?:\.chunk)?|end_turn)$"),
        score=0.85,
        examples=("«fp_44709d6fcb»", "«chat.completion»"),
        counterexamples=("fp_1", "the chat.completion object", "end turn"),
        detail=lambda value: vendor_of("claude" if value == "end_turn" else "openai"),
        keywords=("fp_", "chat.completion", "end_turn"),
    ),
    PatternDetector(
        id="provenance.tdm_column",
        entity="TDM_RESERVATION",
        pattern=re.compile(
            r"^\s{0,4}(?P<value>(?i:1|true|yes|ja|oui|sí|reserved|opt-?out|https?://[^\s\"'<>]{3,200}))\s{0,4}$",
            re.MULTILINE,
        ),
        score=0.9,
        keywords=("tdm", "noai", "ai opt", "ai_opt", "ai-opt"),
        examples=("tdm_reservation\n«1»", "tdm-opt-out:\n«true»"),
        counterexamples=("1", "true", "reserved", "tdm_reservation\n0"),
        detail=lambda _: "machine",
        context=(
            " tdm reservation ",
            " tdm reserved ",
            " tdm opt out ",
            " tdm optout ",
            " tdm policy ",
            " ai opt out ",
            " noai ",
        ),
        needs_context=True,
        window=24,
    ),
    PatternDetector(
        id="provenance.tdm_machine",
        entity="TDM_RESERVATION",
        pattern=re.compile(
            r"(?i:<meta[^<>]{0,40}\bname=[\"']?tdm-(?:reservation|policy)[\"']?[^<>]{0,120}>|\btdm[-_]reserv(?:ation|ed)[\"']?[ \t]{0,3}[:=,][ \t]{0,3}[\"']?(?:1|true)\b"
            r"|\btdm[-_]policy(?:[-_]url)?[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?https?://[^\s\"'<>]{3,200}|<meta[^<>]{0,40}\bcontent=[\"'][^\"'<>]{0,60}\bno(?:ml|ai|imageai)\b[^<>]{0,60}>"
            r"|\b(?:x-robots-tag|robots)[\"']?[ \t]{0,3}:[^\n]{0,60}\bno(?:ai|imageai|ml)\b"
            r"|^user-agent:[ \t]{0,3}(?:gptbot|ccbot|google-extended|anthropic-ai|claudebot|applebot-extended|bytespider|perplexitybot|meta-externalagent)[ \t]{0,3}\r?\n(?:[^\n]{0,80}\r?\n){0,3}?disallow:[ \t]{0,3}/)",
            re.MULTILINE,
        ),
        score=0.95,
        examples=(
            '«<meta name="tdm-reservation" content="1">»',
            "«tdm-reservation: 1»",
            "«User-agent: GPTBot\nDisallow: /»",
        ),
        counterexamples=("tdm-reservation: 0", "User-agent: *\nDisallow: /private", "text and data mining is a field"),
        detail=lambda _: "machine",
        keywords=("tdm", "noai", "noml", "noimageai", "robots", "user-agent"),
    ),
    PatternDetector(
        id="provenance.tdm_words",
        entity="TDM_RESERVATION",
        pattern=re.compile(
            r"(?i:(?:text (?:and|&) data mining|data mining|tdm|ai training|training (?:of )?(?:ai|artificial intelligence|machine learning|generative ai)(?: (?:models?|systems?|technologies))?)"
            r"[^.\n]{0,80} (?:is|are) (?:expressly |strictly |hereby )?(?:prohibited|reserved|not permitted|forbidden|excluded)"
            r"|(?:all )?rights?[^.\n]{0,60} (?:reserved|reserve)[^.\n]{0,60} (?:text (?:and|&) data mining|data mining|ai training|training (?:of )?ai)"
            r"|reserves? (?:all )?(?:the |its |their )?rights?[^.\n]{0,40} (?:text (?:and|&) data mining|training)"
            r"|(?:may not|must not|no part of (?:this|the)[^.\n]{0,60} may) be used[^.\n]{0,60} (?:train|training)[^.\n]{0,40}(?:artificial intelligence|\bai\b|machine learning|language models?)"
            r"|text[- ]und[- ]data[- ]mining[^.\n]{0,80} (?:vorbehalten|untersagt|verboten|nicht gestattet)|nutzungsvorbehalt[^.\n]{0,60}(?:§\s?44b|data[- ]mining)"
            r"|fouille de (?:textes et de )?données[^.\n]{0,80} (?:réservée?s?|interdite?|s'oppose)|(?:s'oppose|opposition)[^.\n]{0,60} fouille de (?:textes|données)"
            r"|minería de (?:textos y )?datos[^.\n]{0,80} (?:reservad[oa]s?|prohibid[oa])|(?:estrazione di testo e (?:di )?dati)[^.\n]{0,80} (?:riservat[oi]|vietat[ao])"
            r"|tekst- en datamining[^.\n]{0,80} (?:voorbehouden|verboden))"
        ),
        score=0.9,
        examples=(
            "«Text and data mining of this site is expressly prohibited».",
            "«No part of this book may be used or reproduced for the purpose of training artificial intelligence» technologies.",
            "«Text und Data Mining bleiben vorbehalten».",
            "La «fouille de textes et de données est réservée».",
        ),
        counterexamples=("Text and data mining is a method of research.", "training AI models takes time"),
        detail=lambda _: "words",
        keywords=("mining", "training", "fouille", "minería", "estrazione", "datamining", "nutzungsvorbehalt"),
    ),
)
