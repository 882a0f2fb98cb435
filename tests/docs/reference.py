"""docs/reference.md and docs/reference-pack.md, from what the sources, the program and the pack say."""
from sources import PACK

RULES = ["clocks", "safeguards", "duties", "entitlements", "gates", "routes", "ages", "presumers", "retention", "desk", "estimates", "estimate_lists"]
RULE_TITLES = {"desk": "what a desk shows", "estimates": "rules of estimates", "estimate_lists": "lists of estimates", "routes": "routes of residence", "presumers": "who presumes and identifies"}
MADE = ["made from the program, its sources and the pack `norway-2006` by `tests/docs_test.py`. Do not edit;",
        "`SORIA_WRITE=1 python3 tests/docs_test.py` writes it anew."]
CLEAR = ("public", "statistical", "status", "staff")


def cell(text):
    return text.replace("|", "\\|")


def as_class(cls):
    return cls if cls in CLEAR else f"**{cls}**"


def reference(world):
    out = ["# Reference", "", "Everything that has a name: " + MADE[0], MADE[1], "",
           "[Command line](#command-line) - [HTTP](#http) - [Commands](#commands) - [Events](#events) - [Views](#views) - [Facts](#facts) -",
           "[Roles and users](#roles-and-users) - [the rules of the pack](reference-pack.md)", ""]
    out += command_line(world["cli"]) + http(world["routes"]) + commands(world) + events(world)
    out += views(world["tables"]) + facts(world["pack"]) + roles(world["pack"])
    return "\n".join(out).rstrip() + "\n"


def command_line(cli):
    out = ["## Command line", "", "Exit status 0: done; 1: refused or failed; 2: wrong usage. These options go with every command:", "",
           "| option | what |", "|---|---|"]
    everywhere = cli[()][1]
    out += [f"| `{n}` | {cell(what)} |" for n, (_, what) in everywhere.items()]
    out += ["", "| command | what | its own options |", "|---|---|---|"]
    for path, (about, options, positionals) in cli.items():
        if not path:
            continue
        own = [f"`{n}` {cell(what)}" for n, (_, what) in options.items() if n not in everywhere]
        words = " ".join(("soria",) + path + tuple(p[0].split()[0].upper() for p in positionals))
        out.append(f"| `{words}` | {cell(about)} | {'; '.join(own)} |")
    return out + [""]


def http(routes):
    out = ["## HTTP", "", "The OpenAPI 3.1 document at `/api/v1/openapi.json` has the schemas. A problem is `application/problem+json` (RFC 9457).",
           "Headers: `Authorization: Bearer TOKEN`, `Soria-Purpose`, `Soria-Deadline-Ms`, `Idempotency-Key`, `If-Match`,",
           "`If-None-Match`, `Accept-Language`.", "", "| method | path | what | parameters |", "|---|---|---|---|"]
    for method, path, summary, parameters in routes:
        told = "; ".join(f"`{n}` {cell(a)}" for n, _, a in parameters)
        out.append(f"| {method} | `{path}` | {cell(summary)} | {told} |")
    return out + [""]


def commands(world):
    access = {c["id"]: c for c in world["pack"]["commands"]}
    texts = world["pack"]["texts"]
    out = ["## Commands", "", "Each is `POST /api/v1/commands/NAME` and `soria do NAME`. A field with `?` may be missing. Who may: roles, and the agency's",
           "relation to the case or report; the law is asked afterwards.", ""]
    for name, (room, summary, fields) in world["commands"].items():
        who = access.get(name, {"roles": [], "relations": []})
        told = "; ".join(f"`{field}{'?' if optional else ''}` {words}" for field, words, optional in fields)
        out += [f"### {name}", "", f"{summary} (*{texts['command.' + name]['nb']}*; room `{room}`) Fields: {told}.",
                f"Who may: {', '.join(who['roles'])}; relation: {', '.join(who['relations'])}.", ""]
    return out


def events(world):
    texts = world["pack"]["texts"]
    out = ["## Events", "", "What happened, by number, with each field's class; **bold** ones are sealed.", "",
           "| | event | what | stream | fields |", "|---|---|---|---|---|"]
    for number, (name, stream, fields) in world["events"].items():
        t = texts["event." + name]
        told = ", ".join(f"{field} ({as_class(cls)}{with_key(words)})" for field, cls, words, _ in fields)
        out.append(f"| {number} | `{name}` | {t['en']} (*{t['nb']}*) | {stream} | {told} |")
    return out + [""]


def with_key(words):
    return ", the " + words.split(", sealed with the ")[1] if ", sealed with the " in words else ""


def views(tables):
    out = ["## Views", "", "Tables folded from the events. *Italic* columns are the key; **bold** ones keep sealed bytes.", "", "| table | columns |", "|---|---|"]
    for name, columns in tables.items():
        told = ", ".join(("*%s*" if key else "**%s**" if sealed else "%s") % c + f" ({cls})" for c, cls, sealed, key in columns)
        out.append(f"| `{name}` | {told} |")
    return out + [""]


def facts(pack):
    out = ["## Facts", "", "What a rule of a pack may name; computed from what is recorded.", "", "| fact | when it holds | in Norwegian |", "|---|---|---|"]
    out += [f"| `{k[5:]}` | {t['en']} | {t['nb']} |" for k, t in pack["texts"].items() if k.startswith("fact.")]
    return out + [""]


def roles(pack):
    out = ["## Roles and users", "", "| role | in Norwegian | kind of agency | purposes |", "|---|---|---|---|"]
    out += [f"| `{r['id']}` | {r['name']['nb']} | {r['kind']} | {', '.join(r['purposes'])} |" for r in pack["roles"]]
    out += ["", "Demonstration users, until there is a login:", "", "| user | agency | role |", "|---|---|---|"]
    return out + [f"| `{u['id']}` | `{u['agency']}` | `{u['role']}` |" for u in pack["users"]] + [""]


def reference_pack(world):
    out = ["# The rules of the pack", "", f"As `soria pack explain ID --pack {PACK}` prints them: " + MADE[0], MADE[1], ""]
    for kind in RULES:
        out += [f"## {RULE_TITLES.get(kind, kind).capitalize()}", ""]
        for rule in world["pack"][kind]:
            out += [f"**{rule['id']}** (*{rule['name']['nb']}*)", "", "```", world["explained"][rule["id"]].rstrip(), "```", ""]
    out += ["## Disclosure", "", "Asked in this order; the first rule that fits decides; what fits none is withheld by `default-closed`.", "",
            "| rule | what | roles | relations | purposes | classes | verdict |", "|---|---|---|---|---|---|---|"]
    for d in world["pack"]["disclosure"]:
        lists = " | ".join(", ".join(d[k]) for k in ("roles", "relations", "purposes", "classes"))
        out.append(f"| `{d['id']}` | {d['name']['en']} (*{d['name']['nb']}*) | {lists} | {d['verdict']} |")
    return "\n".join(out).rstrip() + "\n"
