"""Draws what `script/bench ledger growth` measured: bench/plot.py < FIGURES.csv > docs/growth.svg.

Each line is one figure as times its own value at the smallest size; what matters is whether it stays under the limit of 1.5."""
import csv
import html
import math
import sys

names = {"append_cpu_us": ("append", "us"), "case_cpu_us": ("case read", "us"), "desk_cpu_ms": ("desk", "ms")}
inks = ("#1f5fa8", "#a2481c", "#3f7a34")
limit = 1.5
left, right, width, up, down, height = 60, 190, 720, 40, 50, 360


def x(cases, smallest, largest):
    return left + (width - left - right) * math.log(cases / smallest) / math.log(largest / smallest)


def y(times, top):
    return height - down - (height - up - down) * times / top


def text(px, py, words, extra=""):
    return f'<text x="{px:.1f}" y="{py:.1f}" {extra}>{html.escape(words)}</text>'


def draw(rows):
    smallest, largest = rows[0]["cases"], rows[-1]["cases"]
    top = max(2, math.ceil(2 * max(r[k] / rows[0][k] for r in rows for k in names)) / 2)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" role="img">',
           "<title>CPU of an append, a case read and a desk as cases grow</title>", f'<rect width="{width}" height="{height}" fill="#fff"/>',
           text(left, 22, "CPU as cases grow, as times the smallest folder's", 'font-size="15"')]
    for t in [i / 2 for i in range(int(top * 2) + 1)]:
        dash = ' stroke-dasharray="6 4" stroke="#b00020"' if t == limit else ' stroke="#d8d8d8"'
        out.append(f'<line x1="{left}" x2="{width - right}" y1="{y(t, top):.1f}" y2="{y(t, top):.1f}"{dash}/>')
        out.append(text(left - 8, y(t, top) + 4, f"{t:g}", 'text-anchor="end"'))
    for r in rows:
        out.append(text(x(r["cases"], smallest, largest), height - down + 20, f'{r["cases"]:,.0f}', 'text-anchor="middle"'))
    out.append(text((left + width - right) / 2, height - 10, "cases", 'text-anchor="middle"'))
    ends = []
    for (key, (name, unit)), ink in zip(names.items(), inks):
        points = [(x(r["cases"], smallest, largest), y(r[key] / rows[0][key], top)) for r in rows]
        out.append(f'<polyline fill="none" stroke="{ink}" stroke-width="2" points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}"/>')
        out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{ink}"/>' for a, b in points]
        ends.append((points[-1][1], f"{name}: {rows[0][key]:.3g} to {rows[-1][key]:.3g} {unit}", ink))
    at = 0.0
    for py, words, ink in sorted(ends):
        at = max(py + 4, at + 18)
        out.append(text(width - right + 10, at, words, f'fill="{ink}"'))
    return "\n".join(out + ["</svg>"]) + "\n"


rows = [{k: float(v) for k, v in r.items()} for r in csv.DictReader(sys.stdin)]
if len(rows) < 2:
    sys.exit("plot: two sizes at least, as `script/bench ledger growth` prints them at its end")
sys.stdout.write(draw(rows))
