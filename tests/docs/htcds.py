"""docs/guide/htcds.md: which fields of the HTCDS standard are held, which not, and where the standard contradicts itself."""
from reference import MADE, cell

INTRO = """`soria import htcds FILE` reads a CSV file of the Human Trafficking Case Data Standard 2.0 (IOM), its columns named as in the standard or
as in the XLSForm that IOM publishes beside it. `soria export htcds` writes one.

## Import

- The user who asks (`--as`) gives the ordinary commands, with that user's rights: a row is a report about one person (`receive-report`), a
  case where `cas_Status` says so (`open-case`), a finding where `vic_TraffickingStatus` says so (`record-finding`), and its end (`close-case`).
  The report says that it was imported; `vic_MethodsOfControl` becomes a screening that is marked as derived (`screen-report`).
- The whole file is read and judged before anything is recorded. One wrong row stops all, with line, column and why; `--continue` imports the
  others and reports each that was not.
- The same row again changes nothing, in this file or another, for 90 days and the same user. A row is known by all its cells of the standard
  and by a survey's own record (`_uuid`, `instanceID`, `KEY`); two rows that say the same are two persons. A corrected row is a new one.
- `--happened DAY` says when the reports came; else they came today. Ages are counted on that day.
- A row that says no in `con_Consent` or `vic_AgreementToManagePersonalData` is refused: nothing of it is recorded.
- A column that begins like the standard's and is none of its fields stops the file; any other stranger is reported.
- Cells are read without spaces around them, in NFC, with line feeds for CRLF. Several values stand between semicolons or spaces, or in a
  column each (`vic_MethodsOfControl/DebtBondage`) with 1 and 0.

## Export

- A row for each person that the user may know of, or for each of the person's cases that the user may know of. A cell that the user may not
  see is empty, and the report says of which class and by which rule. Each page of persons is recorded as a look before it leaves.
- By this pack, who only reported sees no place again (`whereabouts`): those cells come back to who leads the case.
- An erased person is no row.
- The report says on how many rows Soria holds what the standard cannot say. A value that is missing there is written as `Other` for the form
  and left out for the means of control; what is known to the month is left out.
- Text is written as it is: a cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet.

Soria holds these that no field of the standard says: codes of persons and cases, the region, the age band, agencies' grounds, teams,
referrals, consents, services, beds, residence, duties and clocks, legal aid, returns, a child's representative."""


def told(text):
    return cell(text["en"]) if text else ""


def values(field, codes):
    pairs = [(v["value"], ", ".join(v.get("ours", [])) or f"kept as {v['becomes']}") for v in field.get("values", [])]
    known = {v for v, _ in pairs}
    for c in codes.get(field.get("codes"), []):
        if c.get("htcds") and c["htcds"] not in known:
            pairs.append((c["htcds"], c["id"]))
    return pairs


def htcds(world):
    pack = world["pack"]
    codes = {c["id"]: c["values"] for c in pack["codes"]}
    held = [f for f in pack["htcds"] if "held" in f]
    out = ["# HTCDS", "", "This page is " + MADE[0], MADE[1], "", INTRO, "", f"## Held: {len(held)} fields", "",
           "| field | in the XLSForm | where | what to know |", "|---|---|---|---|"]
    out += [f"| `{f['field']}` | {'`' + f['xlsform'] + '`' if 'xlsform' in f else 'the same'} | {f['held']}{', line ' + f['label'] if 'label' in f else ''} | {told(f.get('note'))} |" for f in held]
    out += ["", "## Values", ""]
    for f in held:
        pairs = values(f, codes)
        if not pairs:
            continue
        out += [f"`{f['field']}`: " + "; ".join(f"{theirs} = {ours}" for theirs, ours in pairs) + ".", ""]
        no_value = [c["id"] for c in codes.get(f.get("codes"), []) if c.get("htcds_missing")]
        if no_value:
            out += [f"Without a value there: {', '.join(no_value)}.", ""]
    rest = [f for f in pack["htcds"] if "held" not in f]
    out += [f"## Not held: {len(rest)} fields", "", "| field | why |", "|---|---|"]
    out += [f"| `{f['field']}` | {told(f['note'])} |" for f in rest]
    out += ["", "## Where the standard contradicts itself", "", "| field | what | Soria | place |", "|---|---|---|---|"]
    out += [f"| `{c['field']}` | {told(c['says'])} | {told(c['does'])} | {cell(c['basis']['where'])} |" for c in pack["htcds_contradictions"]]
    return "\n".join(out) + "\n"
