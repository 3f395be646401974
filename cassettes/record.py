"""Record real answers of a model: ``python cassettes/record.py --base-url URL --model NAME``.

Every request goes over real HTTP to the endpoint and is kept, with its answer, as a vcrpy cassette. What tells who recorded, where
and with which key is taken out before anything is written. Replaying needs no network; see ``tests/cassettes``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
HELD_OUT = HERE.parent / "tests" / "gold" / "heldout"
# Passages that neither the prompts nor the rules were written from.
UNSEEN = ("county-shenzhenlonghua-2023-part2", "prov-hunan-2021-part3", "prov-jilin-2015-part3")
REPORTS = {
    "huiji-2024-plan": SEEDS / "huiji-2024-plan.txt",
    "zhongyuan-2024-review": SEEDS / "zhongyuan-2024-review.txt",
    **{name: HELD_OUT / f"{name}.txt" for name in UNSEEN},
    **{path.stem: path for path in sorted((HERE / "cases").glob("*.txt"))},
}
# Stands for whatever endpoint recorded; the domain never resolves.
NEUTRAL_URL = "https://endpoint.invalid/v1"
RECORDED_MODEL = "large-language-model"
_KEPT_REQUEST_HEADERS = {"content-type", "accept"}
_KEPT_RESPONSE_HEADERS = {"content-type"}


def cassette(path: Path, record: bool) -> Any:
    """The vcrpy context for ``path``; requests match by path and body."""
    import vcr

    recorder = vcr.VCR(
        record_mode="new_episodes" if record else "none",
        match_on=("method", "path", "body"),
        before_record_request=_neutral_request,
        before_record_response=_neutral_response,
        decode_compressed_response=True,
    )
    return recorder.use_cassette(str(path))


def _neutral_request(request: Any) -> Any:
    tail = request.uri.partition("/v1")[2]
    request.uri = NEUTRAL_URL + tail
    request.body = json.dumps({**json.loads(request.body), "model": RECORDED_MODEL}, ensure_ascii=False).encode()
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in _KEPT_REQUEST_HEADERS}
    return request


def _neutral_response(response: Any) -> Any:
    from extractor.llm.secrets import without_secret

    headers = {name: value for name, value in response["headers"].items() if name.lower() in _KEPT_RESPONSE_HEADERS}
    said = response["body"]["string"].decode("utf-8", "surrogateescape")
    body = without_secret(said, os.environ.get("OPENAI_API_KEY", "")).encode("utf-8", "surrogateescape")
    return {**response, "headers": headers, "body": {**response["body"], "string": body}}


async def read(report: Path, base_url: str, model: str, timeout: float, engine: str = "both") -> Any:
    """The result of one report, read by the model (and by the rules beside it), with no answer store in between."""
    from extractor.api import Extractor
    from extractor.llm.settings import ModelSettings
    from extractor.settings import Settings

    settings = Settings(
        engine=engine,  # type: ignore[arg-type]
        use_store=False,
        model=ModelSettings(
            model=model,
            base_url=base_url,
            api_key=os.environ.get("OPENAI_API_KEY", ""),
            mode="tools",
            timeout_seconds=timeout,
        ),
    )
    async with Extractor(settings) as extractor:
        return await extractor.aextract(report)


def replay(name: str, engine: str = "both") -> Any:
    """The result of the report ``name`` from its recorded answers; nothing is sent, and what was not recorded fails."""
    with cassette(HERE / f"{name}.yaml", record=False):
        return asyncio.run(read(REPORTS[name], NEUTRAL_URL, RECORDED_MODEL, timeout=30, engine=engine))


def main() -> None:
    """Record the reports named (all by default), all at once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", help="which to record; all by default")
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--timeout", type=float, default=1800.0)
    args = parser.parse_args()
    for name in args.reports or REPORTS:
        path = HERE / f"{name}.yaml"
        path.unlink(missing_ok=True)
        with cassette(path, record=True):
            result = asyncio.run(read(REPORTS[name], args.base_url, args.model, args.timeout))
        print(f"{name}: {result.run.requests} requests, {len(list(result.records))} records", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
