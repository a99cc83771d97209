"""Whether the time of a refused log-in tells that a user name exists."""

import http.client
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from bench.people import Site
from bench.product import Product

EACH = 300
DIFFERENCE_MS, AUC_FROM_HALF = 5.0, 0.06
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def run() -> tuple[str, bool]:
    """One line of figures, and whether the two kinds of names cannot be told apart."""
    with tempfile.TemporaryDirectory(prefix="jikim-bench-") as folder:
        product = Product(Path(folder), demo=False)
        product.flask("site", "prepare")
        product.start()
        try:
            known, unknown = measure(Site(product))
        finally:
            product.stop()
    difference, area = abs(statistics.median(known) - statistics.median(unknown)) * 1000, auc(known, unknown)
    holds = difference < DIFFERENCE_MS and abs(area - 0.5) <= AUC_FROM_HALF
    said = f"medians differ by {difference:.2f} ms (< {DIFFERENCE_MS:g}), AUC {area:.3f} (0.5 ± {AUC_FROM_HALF:g})"
    return f"{EACH} wrong log-ins each with names that exist and names that do not: {said}.", holds


def measure(site: Site) -> tuple[list[float], list[float]]:
    """Seconds of refused log-ins, one a name: with existing names, and with others.

    They come in pairs in mixed order, so that a machine that is slower for a while is so for both.
    """
    tag = secrets.token_hex(3)
    site.enrol(site.found_class(), [f"{tag}-{number}" for number in range(EACH)])
    order, names = random.Random(1), []  # nosec B311 # an order, no secret
    for number in range(EACH):
        pair = [(f"{tag}-{number}", True), (f"{secrets.token_hex(3)}-{number}", False)]
        order.shuffle(pair)
        names += pair
    stranger, times = site.stranger(), {True: [0.0] * 0, False: [0.0] * 0}
    connection = http.client.HTTPConnection("127.0.0.1", site.product.port, timeout=30)
    for name, exists in names:
        body = urlencode([("csrf_token", stranger.csrf), ("username", name), ("password", "wrong " + name)])
        began = time.perf_counter()
        connection.request("POST", "/login", body, {**stranger.headers, **FORM})
        answer = connection.getresponse()
        answer.read()
        times[exists].append(time.perf_counter() - began)
        if answer.status != 401:
            raise RuntimeError(f"a wrong log-in was answered {answer.status}")
    connection.close()
    return times[True], times[False]


def auc(ones: Sequence[float], others: Sequence[float]) -> float:
    """The chance that one of `ones` exceeds one of `others`, ties half: the area under the ROC curve.

    Mann and Whitney (1947), U / (n m).
    """
    won = sum((one > other) + 0.5 * (one == other) for one in ones for other in others)
    return won / (len(ones) * len(others))
