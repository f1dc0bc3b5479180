"""The course's picture of the model, once for each chapter: nbs/images/*.svg (`make export` does).

The same drawing each time; what a chapter is about is marked by colour and by a heavier frame.
Each file has its own background, so it reads on a light page and on a dark one.
"""
from html import escape

from project import NOTEBOOKS

FOLDER = NOTEBOOKS / "images"
WIDTH, HEIGHT = 440, 620
INK, LINE, PAPER, BOX = "#1f2933", "#5b6b7f", "#ffffff", "#eef2f7"
MARKED, MARK_LINE = "#ffe0b5", "#b45309"

# name: x, y, width, height, text
BOXES = {
    "write": (240, 18, 184, 34, "pick the next token"),
    "head": (110, 70, 130, 34, "head: logits"),
    "last norm": (110, 120, 130, 30, "RMSNorm"),
    "swiglu": (110, 196, 130, 40, "SwiGLU"),
    "norm 2": (110, 248, 130, 30, "RMSNorm"),
    "attention": (110, 330, 130, 40, "attention"),
    "rope": (274, 318, 142, 28, "RoPE turns q, k"),
    "cache": (274, 354, 142, 28, "cache keeps k, v"),
    "norm 1": (110, 384, 130, 30, "RMSNorm"),
    "embedding": (110, 470, 130, 34, "embedding"),
    "tokenizer": (110, 522, 130, 34, "tokenizer"),
    "loss": (264, 70, 160, 34, "loss: was it right?"),
    "text": (110, 574, 130, 30, "“Once upon …”"),
    "lora": (274, 202, 142, 28, "LoRA beside it"),
}
LAYER = (26, 170, 400, 274)   # the frame of a decoder layer
MARKS = {   # chapter's word: what it marks
    "start": [],
    "config": ["layer", "embedding", "head"],
    "norm": ["norm 1", "norm 2", "last norm"],
    "rope": ["rope"],
    "gqa": ["attention", "cache"],
    "swiglu": ["swiglu"],
    "model": ["layer", "embedding", "last norm", "head"],
    "tokenizer": ["tokenizer"],
    "pretrained": ["embedding", "norm 1", "attention", "norm 2", "swiglu", "last norm", "head"],
    "generate": ["write"],
    "data": ["text"],
    "curves": ["loss"],
    "train": ["loss"],
    "lora": ["lora"],
    "rates": ["write"],
    "evaluate": ["loss", "write"],
    "dpo": ["loss"],
    "grpo": ["loss", "write"],
    "panel": ["loss", "write"],
    "tree": ["text", "attention"],
    "fast": ["layer", "head", "cache"],
    "scale": ["layer", "embedding", "head"],
    "stream": ["text", "tokenizer"],
    "plan": ["layer", "head"],
    "explore": ["layer"],
    "cli": ["text", "loss", "write"],
    "bugs": list(BOXES),
}


def box(name: str, marked: bool) -> str:
    "One labelled box."
    x, y, width, height, text = BOXES[name]
    fill, line, weight = (MARKED, MARK_LINE, 3) if marked else (BOX, LINE, 1.2)
    bold = ' font-weight="bold"' if marked else ""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{fill}" '
        f'stroke="{line}" stroke-width="{weight}"/>\n'
        f'<text x="{x + width / 2}" y="{y + height / 2 + 5}" text-anchor="middle"{bold}>'
        f"{escape(text)}</text>")


def arrow(points: str, dashed: bool = False) -> str:
    "A line along points, with a head at its end."
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return (f'<polyline points="{points}" fill="none" stroke="{LINE}" stroke-width="1.8"{dash} '
            f'marker-end="url(#head)"/>')


def plus(y: int) -> str:
    "Where a part's result is added to the stream."
    return (f'<circle cx="66" cy="{y}" r="10" fill="{PAPER}" stroke="{LINE}" stroke-width="1.5"/>'
            f'<text x="66" y="{y + 5}" text-anchor="middle">+</text>')


def frame(marked: bool) -> str:
    "The frame of a decoder layer and its label."
    x, y, width, height = LAYER
    line, weight = (MARK_LINE, 3) if marked else (LINE, 1.2)
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="10" fill="none" '
        f'stroke="{line}" stroke-width="{weight}" stroke-dasharray="7 4"/>\n'
        f'<text x="{x + width - 10}" y="{y + height - 12}" text-anchor="end" '
        f'font-style="italic">decoder layer, 30 times</text>')


def drawing(marks: list[str]) -> str:
    "The whole picture, with some parts marked."
    joints = [
        arrow("175,574 175,558"), arrow("175,522 175,506"),
        "<!-- the residual stream, and the two parts that read it and add to it -->",
        arrow("175,470 175,455 66,455 66,364"), arrow("66,455 66,425 175,425 175,416"),
        arrow("175,384 175,372"), arrow("110,350 78,350"),
        arrow("66,340 66,228"), arrow("66,300 66,288 175,288 175,280"),
        arrow("175,248 175,238"), arrow("110,216 78,216"),
        arrow("66,206 66,160 175,160 175,152"), arrow("175,120 175,106"),
        arrow("175,70 175,35 238,35"),
        arrow("240,87 262,87"), arrow("274,332 242,344", True), arrow("274,368 242,356", True),
        arrow("274,216 242,216", True),
        "<!-- the new token joins the text -->",
        arrow("424,35 432,35 432,589 242,589"),
        plus(350), plus(216)]
    boxes = [box(name, name in marks) for name in BOXES]
    turned = 'text-anchor="middle" transform="rotate(-90 50 300)"'
    stream = f'<text x="50" y="300" {turned}>stream</text>'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"
 width="{WIDTH}" height="{HEIGHT}"
 font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
 font-size="14.5" fill="{INK}">
<defs><marker id="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7"
 orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="{LINE}"/></marker></defs>
<rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" rx="12" fill="{PAPER}"
 stroke="#c8ccd4"/>
{chr(10).join([frame("layer" in marks), *joints, *boxes, stream])}
</svg>
"""


def main() -> None:
    "Write every picture."
    FOLDER.mkdir(exist_ok=True)
    for word, marks in MARKS.items():
        (FOLDER / f"{word}.svg").write_text(drawing(marks), encoding="utf-8")


if __name__ == "__main__": main()
