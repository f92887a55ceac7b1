"""Secrets of model vendors and services around language models."""

from __future__ import annotations

from auditor.detectors.secrets_shape import (
    ALNUM,
    HEX,
    UUID,
    WORD,
    Row,
    mixed,
    mixed_hex,
    mixed_uuid,
    providers,
    with_context,
)

MEMBER = False

_MARK = "T3BlbkFJ"
_TOKENS: tuple[Row, ...] = (
    ("openai", "OPENAI_KEY", f"sk-(?:(?:proj|svcacct|admin|service)-)?{WORD}{{20,90}}{_MARK}{WORD}{{20,90}}", f"sk-proj-{mixed(74)}{_MARK}{mixed(74)}", "t3blbkfj"),
    ("openai_project", "OPENAI_KEY", f"sk-(?:proj|svcacct|admin)-{WORD}{{40,200}}", f"sk-svcacct-{mixed(60)}", "sk-proj-|sk-svcacct-|sk-admin-"),
    ("openai_legacy", "OPENAI_KEY", f"sk-{ALNUM}{{48}}", f"sk-{mixed(48)}", "sk-"),
    ("openai_session", "OPENAI_KEY", f"sess-{ALNUM}{{40}}", f"sess-{mixed(40)}", "sess-"),
    ("anthropic", "ANTHROPIC_KEY", f"sk-ant-(?:api|admin|oat|ort|sid)\\d{{2}}-{WORD}{{80,120}}", f"sk-ant-api03-{mixed(93)}AA", "sk-ant-"),
    ("huggingface", "HF_TOKEN", f"hf_{ALNUM}{{34,37}}", f"hf_{mixed(34)}", "hf_"),
    ("huggingface_org", "HF_TOKEN", f"api_org_{ALNUM}{{34}}", f"api_org_{mixed(34)}", "api_org_"),
    ("groq", "GROQ_KEY", f"gsk_{ALNUM}{{52}}", f"gsk_{mixed(52)}", "gsk_"),
    ("replicate", "REPLICATE_TOKEN", f"r8_{ALNUM}{{37}}", f"r8_{mixed(37)}", "r8_"),
    ("perplexity", "PERPLEXITY_KEY", f"pplx-{ALNUM}{{48,56}}", f"pplx-{mixed(48)}", "pplx-"),
    ("xai", "XAI_KEY", f"xai-{ALNUM}{{70,90}}", f"xai-{mixed(80)}", "xai-"),
    ("fireworks", "FIREWORKS_KEY", f"fw_{ALNUM}{{22,24}}", f"fw_{mixed(24)}", "fw_"),
    ("together", "TOGETHER_KEY", f"tgp_v1_{WORD}{{43}}", f"tgp_v1_{mixed(43)}", "tgp_v1_"),
    ("openrouter", "OPENROUTER_KEY", f"sk-or-v1-{HEX}{{64}}", f"sk-or-v1-{mixed_hex(64)}", "sk-or-v1-"),
    ("deepseek", "DEEPSEEK_KEY", f"sk-{HEX}{{32}}", f"sk-{mixed_hex(32)}", "sk-"),
    ("langsmith", "LANGSMITH_KEY", f"lsv2_(?:pt|sk)_{HEX}{{32}}_{HEX}{{10}}", f"lsv2_pt_{mixed_hex(32)}_{mixed_hex(10)}", "lsv2_"),
    ("langfuse", "LANGFUSE_KEY", f"sk-lf-{UUID}", f"sk-lf-{mixed_uuid()}", "sk-lf-"),
    ("helicone", "HELICONE_KEY", f"sk-helicone-(?:[a-z]{{2}}-)?{WORD}{{27,40}}", f"sk-helicone-{mixed(31)}", "sk-helicone-"),
    ("pinecone", "PINECONE_KEY", f"pcsk_{ALNUM}{{5,8}}_{ALNUM}{{60,66}}", f"pcsk_{mixed(6)}_{mixed(63)}", "pcsk_"),
    ("nvidia", "NVIDIA_KEY", f"nvapi-{WORD}{{60,70}}", f"nvapi-{mixed(64)}", "nvapi-"),
    ("tavily", "TAVILY_KEY", f"tvly-(?:dev-|prod-)?{WORD}{{32,48}}", f"tvly-{mixed(32)}", "tvly-"),
    ("elevenlabs", "ELEVENLABS_KEY", f"sk_{HEX}{{48}}", f"sk_{mixed_hex(48)}", "sk_"),
    ("cerebras", "CEREBRAS_KEY", f"csk-{ALNUM}{{48}}", f"csk-{mixed(48)}", "csk-"),
    ("e2b", "E2B_KEY", f"e2b_{HEX}{{40}}", f"e2b_{mixed_hex(40)}", "e2b_"),
    ("voyage", "VOYAGE_KEY", f"pa-{WORD}{{43}}", f"pa-{mixed(43)}", "pa-"),
    ("jina", "JINA_KEY", f"jina_{HEX}{{32}}{WORD}{{28}}", f"jina_{mixed_hex(32)}{mixed(28)}", "jina_"),
    ("firecrawl", "FIRECRAWL_KEY", f"fc-{HEX}{{32}}", f"fc-{mixed_hex(32)}", "fc-"),
    ("gemini_auth", "GOOGLE_API_KEY", rf"AQ\.Ab8{WORD}{{45,80}}", f"AQ.Ab8{mixed(47)}", "aq.ab8"),
    ("clarifai", "CLARIFAI_TOKEN", f"clarifai_pat_{HEX}{{32}}", f"clarifai_pat_{mixed_hex(32)}", "clarifai_pat_"),
    ("apify", "APIFY_TOKEN", f"apify_api_{ALNUM}{{34,40}}", f"apify_api_{mixed(36)}", "apify_api_"),
)  # fmt: skip
_BESIDE: tuple[Row, ...] = (
    ("litellm", "LITELLM_KEY", f"sk-{WORD}{{22}}", f"sk-{mixed(22)}", "litellm"),
    ("azure_openai", "AZURE_OPENAI_KEY", f"{HEX}{{32}}", mixed_hex(32), "azure_openai|azure openai|ocp-apim|cognitive"),
    ("cohere", "COHERE_KEY", f"{ALNUM}{{40}}", mixed(40), "cohere|co_api_key"),
    ("mistral", "MISTRAL_KEY", f"{ALNUM}{{32}}", mixed(32), "mistral_api|mistral api|mistral key"),
    ("wandb", "WANDB_KEY", f"{HEX}{{40}}", mixed_hex(40), "wandb"),
    ("deepgram", "DEEPGRAM_KEY", f"{HEX}{{40}}", mixed_hex(40), "deepgram"),
    ("assemblyai", "ASSEMBLYAI_KEY", f"{HEX}{{32}}", mixed_hex(32), "assemblyai"),
    ("ai21", "AI21_KEY", f"{ALNUM}{{32}}", mixed(32), "ai21"),
    ("serpapi", "SERPAPI_KEY", f"{HEX}{{64}}", mixed_hex(64), "serpapi|serp_api"),
)  # fmt: skip

TOKENS = (*providers(_TOKENS), *with_context(_BESIDE))
