"""A whole analysis of a house in its database: facts out, steps, scores in, the switch.

python -m bench.published 100000     empties the house that EVERFAIR_DATA or DATABASE_URL names, and fills it
"""

import json
import sys


def main() -> None:
    import django

    django.setup()
    from bench.bench_import import begin
    from bench.crowd import fill
    from everfair.jobs.analysis.analysis import Analysis

    begin()
    fill(int(sys.argv[1]))
    run = Analysis().publish()
    json.dump({"state": run.state, "counts": run.counts, "seconds": run.seconds}, sys.stdout)


if __name__ == "__main__":
    main()
