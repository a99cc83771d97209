"""Content: the commands for authors, each in a file of its own."""

from flask.cli import AppGroup

from courses.commands.bilingual import Bilingual
from courses.commands.content_adopt import adopt_command
from courses.commands.content_check import check
from courses.commands.content_diff import diff
from courses.commands.content_export import export_aiken, export_gift
from courses.commands.content_import import import_aiken, import_gift
from courses.commands.content_new import new
from courses.commands.content_outline import outline
from courses.commands.content_reload import reload

content: AppGroup = Bilingual("content", help="Check, make and exchange what authors write.")
COMMANDS = {"content": content}

for command in (check, reload, import_gift, import_aiken, export_gift, export_aiken, outline, diff, new, adopt_command):
    content.add_command(command)
