"""``extractor eval``: results of one or several systems held against corrected ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.streams import clear_errors, say, write_whole
from extractor.printable import printable

if TYPE_CHECKING:
    from extractor.tables import Sources
    from schemas import Result


def command(
    systems: Annotated[
        list[str],
        typer.Argument(
            metavar="[NAME=]PLACE...",
            help="Each argument is one system: a result file, a folder of them, or a pattern in quotes.",
            show_default=False,
        ),
    ],
    gold: Annotated[
        list[str],
        typer.Option("--gold", "-g", help="Corrected results: a file, a folder or a pattern; may be repeated.", show_default=False),
    ],
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            exists=True,
            file_okay=False,
            help="Folder of the reports, where they do not lie beside the results: for quotes, and figures per 10,000 characters.",
        ),
    ] = None,
    shown: Annotated[int, typer.Option("--differences", min=0, help="How many differences of each system to print.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON instead of tables.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Also write everything as JSON to this file.")] = None,
) -> None:
    """Compare results with corrected ones: precision, recall, F1, numbers, grounding, cost, and what differs.

    Systems stand side by side: extractor eval run-rules/ run-model/ --gold gold/

    A record is fully right when its kind, name, period and every number agree with the gold record at the same place.

    Reports are matched by their content, else by the name of their file.

    Names agree when they have the same letters, or when the catalogue knows both as one indicator.

    So do names of which the shorter, at least half as long, stands letter by letter in the longer.

    They never agree where only one has a verb that changes what is counted (推荐, 认定, 新增, 签约, 改造).

    The exit code is 0 whatever the figures are, and 1 where no result has gold.
    """
    with clear_errors():
        from extractor.evaluation import evaluate
        from extractor.tables import Sources

        texts: dict[str, str] = {}
        places = Sources(sources)
        read = {name: _read(place, places, texts) for name, place in _named(systems).items()}
        corrected = [result for place in gold for result in _read(place, places, texts)]
        evaluation = evaluate(read, corrected, texts)
        if out is not None:
            write_whole(out, evaluation.model_dump_json(indent=2) + "\n")
        if as_json:
            typer.echo(evaluation.model_dump_json(indent=2))
        else:
            from extractor.cli.evaluation_tables import print_evaluation

            print_evaluation(evaluation, shown)
        if out is not None:
            say(f"Written to {out}")


def _named(systems: list[str]) -> dict[str, str]:
    """Places by the names of their systems: the name given, else that of the file or folder, else (if taken) the place itself."""
    named: dict[str, str] = {}
    for system in systems:
        given, equals, place = system.partition("=")
        if not equals or not given or Path(system).exists():
            given, place = Path(system).resolve().stem, system
        name = given if given not in named else place
        if name in named:
            raise typer.BadParameter(f"{printable(str(system))} is given twice.", param_hint="PLACE")
        named[name] = place
    return named


def _read(place: str, sources: Sources, texts: dict[str, str]) -> list[Result]:
    """The results at ``place``; the texts of their reports, where they can be found, go into ``texts``."""
    from extractor.tables import read_results

    results = []
    for path, result in read_results([place], on_other=lambda other: say(f"{other} is no result and was left out.")):
        text = None if result.report.sha256 in texts else _text(path, result, sources)
        if text is not None:
            texts[result.report.sha256] = text
        results.append(result)
    return results


def _text(path: Path, result: Result, sources: Sources) -> str | None:
    """The text that the offsets of ``result`` count, where it was kept or the report is at hand."""
    from extractor.documents import read_document
    from extractor.documents.kept import kept_text
    from extractor.errors import ExtractorError

    kept = kept_text(path)
    source = kept if kept.is_file() else sources.text_of(result.report, path)
    try:
        return None if source is None else read_document(source).text
    except ExtractorError:
        return None
