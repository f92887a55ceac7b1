"""`audit init`: the interview that writes audit.yaml.

session.py has the thread: judge -> the open question that decides most -> answer -> text of audit.yaml -> judge again.
The other modules are its parts: slots (where an answer goes), forms (what may be answered), ways (the options to
judge), template (the commented file), patch (one value into a text, nothing else touched), saving.
"""
