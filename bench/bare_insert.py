"""What saving is compared with: one row in one transaction, on the same server and database, with the same settings."""

from flask import Flask, Response, jsonify, request
from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.schema import CreateTable

from courses.foundation import database
from courses.foundation.database import db
from courses.foundation.settings import read_settings
from courses.foundation.transactions import transaction
from courses.web.guard import configuration

ROW = Table("bare_row", MetaData(), Column("id", Integer, primary_key=True), Column("text", String(200)))
app = Flask("bare", static_folder=None)
app.config.from_mapping(configuration(read_settings()))
database.init_app(app)


@app.post("/insert")
def insert() -> Response:
    """Insert what was sent and answer as an answer that was saved is answered."""
    with transaction():
        db.session.connection().execute(ROW.insert(), {"text": request.form["text"]})
    return jsonify(saved=True)


@app.get("/readyz")
def ready() -> Response:
    """As the product answers."""
    return jsonify(status="ready")


@app.cli.command("make-row-table")
def make_table() -> None:
    """Make the one table."""
    with transaction():
        db.session.execute(CreateTable(ROW, if_not_exists=True))
