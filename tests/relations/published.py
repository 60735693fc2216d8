"""A published run with scores as told, without an analysis."""

from everfair.relations.models import AnalysisRun, Relationship, Score


def published(stages: dict[Relationship, str]) -> AnalysisRun:
    run = AnalysisRun.objects.create(model_version="of the tests")
    for relationship, stage in stages.items():
        p = {
            f"p_{one}": 0.05 for one in ("cultivation", "confirmation", "trust", "weakening", "disappearance")
        }
        Score.objects.create(
            run=run,
            relationship=relationship,
            series_id=relationship.series_id,
            stage=stage,
            stage_p=0.8,
            chance=0.5,
            **p | {f"p_{stage}": 0.8},
        )
    run.publish()
    return run
