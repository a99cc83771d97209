"""The pools of a quiz: what is drawn from them, and what their items earn."""

from collections import Counter
from collections.abc import Mapping, Sequence

from courses.catalog.items import Item
from courses.catalog.pages import Faults
from courses.catalog.scanner import RawItem
from courses.catalog.strict_yaml import Settings

NO_POOL = "–"
"""What findings call the items without a pool."""


def check_pools(
    raws: Sequence[RawItem],
    items: Sequence[Item],
    draw: Mapping[str, int],
    *,
    settings: Settings,
    about: Faults,
    faults: Faults,
) -> None:
    """Points are equal within a pool, and as many items are drawn as there are, from pools that exist."""
    pools = Counter(raw.attributes.values.get("pool", "") for raw in raws)
    core = Counter(raw.attributes.values.get("pool", "") for raw in raws if "core" in raw.attributes.marks)
    for pool, wanted in draw.items():
        place = ("draw", pool) if pool else ("draw",)
        if pool not in pools:
            about.add("I219", *settings.where(place), pool=pool or NO_POOL)
        elif wanted > pools[pool] or core[pool] > wanted:
            about.add(
                "I218", *settings.where(place), pool=pool or NO_POOL, draw=wanted, items=pools[pool], core=core[pool]
            )
    points: dict[str, int] = {}
    where = {raw.attributes.id: raw for raw in raws}
    for item in items:
        raw = where[item.id]
        if points.setdefault(item.pool, item.points) != item.points and (draw or item.pool):
            faults.add("I217", raw.line, raw.attributes.column, pool=item.pool or NO_POOL, points=points[item.pool])
        if draw and item.pool not in draw:
            if item.pool:
                faults.add("I220", raw.line, raw.attributes.column, pool=item.pool)
            else:
                faults.add("I236", raw.line, raw.attributes.column)
