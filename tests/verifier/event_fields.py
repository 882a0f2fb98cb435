"""What an event's fields are held to by docs/format/ledger.md, section 15, step 3: without keys. A part of verify_ledger.py."""
from ledger_format import always_there, value, Damage, HAPPENED, SEALED_FROM, SYSTEM

PACK_ACTIVATED, SUBJECT_ERASED = 2, 5


def check_fields(v, number, e, fault):
    """Step 3, one event."""
    t = v.types.get((e.type, e.type_version))
    if not t:
        return fault(f"type {e.type}, version {e.type_version} is unknown: its fields are not judged")
    if e.stream[0] not in t.kinds:
        fault(f"{t.name} does not stand on a stream of kind {e.stream[0]}")
    clear = {n: f for n, f in t.fields.items() if f.cls < SEALED_FROM}
    closed = {n: f for n, f in t.fields.items() if f.cls >= SEALED_FROM}
    values = {}
    for n, data in e.clear.items():
        try:
            if n in clear:
                values[n] = value(clear[n].type, data)
            else:
                fault(f"{t.name} has no clear field {n}")
        except Damage as d:
            fault(f"field {n}, {clear[n].name}: {d}")
    if e.stream != SYSTEM:
        closed[0] = HAPPENED
    for s in e.sealed:
        if s.number not in closed:
            fault(f"{t.name} has no sealed field {s.number}")
        elif closed[s.number].cls != s.cls:
            fault(f"sealed field {s.number} has class {s.cls}")
        elif closed[s.number].key == "stream" and s.owner != e.stream[1:]:
            fault(f"sealed field {s.number} is not sealed with its stream's key")
        if s.owner in v.erased and e.at > v.recorded[v.erased[s.owner]][0]:
            fault(f"sealed field {s.number} is sealed after event {v.erased[s.owner]} destroyed its key")
    there = e.clear.keys() | {s.number for s in e.sealed}
    for n in sorted(t.fields.keys() - there):
        if always_there(t.fields[n].type):
            fault(f"field {n}, {t.fields[n].name}, is missing")
    for key in ("person", "case"):
        if len({s.owner for s in e.sealed if s.number in closed and closed[s.number].key == key}) > 1:
            fault(f"the fields sealed with the key of the {key} have several owners")
    if e.type == PACK_ACTIVATED and isinstance(values.get(3), str):
        v.packs.append((number, values[3]))
    if e.type == SUBJECT_ERASED:
        for owner in values.get(4, []):
            v.erased.setdefault(owner, number)
