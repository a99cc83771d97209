from collections import Counter, defaultdict
import time
def test_it(crawled):
    d=defaultdict(lambda: defaultdict(list))
    for c in crawled.cells:
        if c.allowed and c.method in ("GET","POST") and not c.endpoint.startswith("teaching"): d[c.endpoint,c.method,c.scope][c.status].append(c.principal)
    for k,v in sorted(d.items()): print(k, {s:(len(p) if len(p)>7 else p) for s,p in v.items()})
    print(len(crawled.cells), Counter(c.status for c in crawled.cells if not c.allowed))
