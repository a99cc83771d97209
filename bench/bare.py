"""The bare page everything is compared with: Flask, one Jinja template, 10 KB of HTML, no database, no session."""

from pathlib import Path

from flask import Flask, Response, jsonify, render_template

ROWS = [
    {
        "number": number,
        "title": f"배움의 {number}번째 줄 <{number}>",
        "text": "동의는 물을 때마다 새로 생깁니다. Ask again & again.",
        "address": f"/learn/line/{number}",
        "done": number % 3 == 0,
    }
    for number in range(1, 41)
]
app = Flask("bare", root_path=str(Path(__file__).resolve().parent), template_folder="templates", static_folder=None)


@app.get("/bare")
def bare() -> str:
    """Forty rows of three escaped values each, in a frame."""
    return render_template("page.html", title="A bare page", rows=ROWS)


@app.get("/readyz")
def ready() -> Response:
    """As the product answers."""
    return jsonify(status="ready")
