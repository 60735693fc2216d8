"""The CDNOW cohort as the papers use it: 2,357 customers of the first quarter of 1997, watched for 39 weeks."""

from collections import defaultdict
from pathlib import Path

import numpy as np

from everfair.science.arrays import Floats

CALIBRATION_ENDS = "19970930"


def histories(shared_data: Path) -> Floats:
    """x, t_x, T in weeks, as rows."""
    table = np.loadtxt(
        shared_data / "customer_base" / "cdnow_customers_summary.csv", delimiter=",", skiprows=1
    )
    return table[:, 1:].T


def repeat_spend(shared_data: Path) -> Floats:
    """x and mean spend of the 946 who bought again, as rows; purchases of a day are one."""
    spent: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in (shared_data / "customer_base" / "CDNOW_sample.txt").read_text().splitlines():
        _, customer, day, _, money = line.split()
        if day <= CALIBRATION_ENDS:
            spent[customer][day] += float(money)
    repeats = [[days[day] for day in sorted(days)[1:]] for days in spent.values()]
    told = [(len(each), sum(each) / len(each)) for each in repeats if sum(each) > 0]
    return np.array(told).T
