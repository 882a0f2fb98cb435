"""The rules of disclosure as docs/format/pack.md tells them, read from a pack's access.yaml and written without a look at
the program. A rule fits a look when its roles, relations and purposes cover the viewer and its classes name the class; one
that waits for a consent or for a referral's parts fits only when they are there. The first that fits decides; when none
fits, the class is withheld by default-closed."""
import pathlib

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Model:
    def __init__(self, rules):
        self.rules = rules

    def verdict(self, role, purpose, relations, consented, parts, cls):
        for rule in self.rules:
            if "all" not in rule["roles"] and role not in rule["roles"]:
                continue
            if "any" not in rule["purposes"] and purpose not in rule["purposes"]:
                continue
            if cls not in rule["classes"]:
                continue
            wanted = rule["relations"]
            if "any" not in wanted:
                if relations:
                    if not relations & set(wanted):
                        continue
                elif "none" not in wanted:
                    continue
            if rule["verdict"] == "shown":
                return True, rule["id"]
            if rule["verdict"] == "withheld":
                return False, rule["id"]
            if rule["verdict"] == "with-consent" and cls in consented:
                return True, rule["id"]
            if rule["verdict"] == "as-referred" and cls in parts:
                return True, rule["id"]
        return False, "default-closed"

    def shown(self, *look):
        return self.verdict(*look)[0]


def load(pack):
    access = yaml.safe_load((pathlib.Path(pack) / "access.yaml").read_text())
    everybody = [r["id"] for r in access["roles"] if r.get("folders") != ["public"]]      # a role that reports without signing in is never meant by "all"
    rules = [r | {"roles": everybody} if "all" in r["roles"] else r for r in access["disclosure"]]
    return access, Model(rules)
